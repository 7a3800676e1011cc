import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { say } from '../language/phrases.ts'
import type { UndoFile } from '../undo/undo-file.ts'
import type { UndoSection } from '../undo/undo-lines.ts'
import { changeRows } from './change-rows.ts'
import { changedRowsStatement } from './change-statements.ts'
import { type ClaimedRow, claimRows } from './claim-rows.ts'
import type { PlannedFix } from './fix-plan.ts'
import { inHalves } from './in-halves.ts'
import type { LeftRows } from './left-rows.ts'
import { PackedList } from './packed-list.ts'
import { writableColumns } from './table-shape.ts'

/** Keys, with the version that was planned, or why they had to wait. */
export type NotedKeys = PackedList<readonly [key: string, note: string]>

/** A repair that is under way. */
export interface Repair {
  readonly planned: PlannedFix
  readonly left: LeftRows
  /** Rows that were changed. */
  count: number
}

export interface RepairDeps {
  readonly client: DatabaseClient
  readonly undo: UndoFile
  readonly signal: AbortSignal
  /** Some rows more are changed. */
  readonly onChanged: () => void
}

/** Bytes of rows, as they are stored, that are read at once. They are compressed there: as text they are some times that. */
const batchBytes = 1024 * 1024

/** The planned rows that are still as they were. To be asked before anything is changed: what changes has another version. */
export async function unchangedRows({ planned, left }: Repair, { client, signal }: RepairDeps): Promise<NotedKeys> {
  const unchanged: NotedKeys = new PackedList()
  for (const part of planned.rows.parts()) {
    signal.throwIfAborted()
    const { text, values } = changedRowsStatement(planned, part)
    const { rows } = await client.query<{ readonly key: string }>(text, values)
    const changed = new Set(rows.map(({ key }) => key))
    left.add(say('changed since the scan'), [...changed])
    unchanged.push(...part.filter(([key]) => !changed.has(key)))
  }
  return unchanged
}

/**
 * Changes rows, all that can be. The list is empty then.
 * @returns those that other rows point to, with the reason
 */
export async function repairRows(repair: Repair, keys: NotedKeys, deps: RepairDeps): Promise<NotedKeys> {
  const { planned, left } = repair
  const waiting: NotedKeys = new PackedList()
  for (const part of keys.drain()) {
    deps.signal.throwIfAborted()
    const claim = await claimRows(
      deps.client,
      planned,
      part.map(([key]) => key),
      left,
    )
    waiting.push(...claim.referred)
    // A section of its own: rows may point to those of a later part, and sections come back in reverse.
    const before = repair.count
    for (const batch of batchesOf(claim.claimed))
      await changeBatch(repair, batch, { ...deps, isFirst: repair.count === before })
  }
  return waiting
}

async function changeBatch(
  repair: Repair,
  keys: readonly string[],
  { client, undo, onChanged, isFirst }: RepairDeps & { readonly isFirst: boolean },
): Promise<void> {
  const parts = await inHalves(client, {
    items: keys,
    work: async (part) => await changeRows(client, repair.planned, part),
    onRefused: (key, reason) => repair.left.add(reason, [key]),
  })
  const rows = parts.flat()
  if (rows.length === 0) return
  if (isFirst) await undo.beginSection(sectionOf(repair.planned))
  await undo.add(rows)
  repair.count += rows.length
  onChanged()
}

function* batchesOf(rows: readonly ClaimedRow[]): Generator<readonly string[]> {
  let batch: string[] = []
  let size = 0
  for (const { key, bytes } of rows) {
    if (batch.length > 0 && size + bytes > batchBytes) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(key)
    size += bytes
  }
  if (batch.length > 0) yield batch
}

function sectionOf({ fix, shape, foreignKeys }: PlannedFix): UndoSection {
  return {
    check: fix.check,
    action: fix.done,
    kind: fix.change.kind === 'delete' ? 'removed' : 'changed',
    schema: shape.schema,
    table: shape.name,
    key: fix.key.name,
    columns: writableColumns(shape).map(({ name, declared }) => ({ name, type: declared })),
    foreignKeys: foreignKeys.map(({ name }) => name),
  }
}
