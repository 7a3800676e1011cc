import { databaseFault, type DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import { setLocally } from '../scan/session-settings.ts'
import { inHalves } from '../fixes/in-halves.ts'
import { LeftRows } from '../fixes/left-rows.ts'
import type { UndoResult } from '../result.ts'
import { inSavepoint } from '../scan/in-savepoint.ts'
import type { UndoOutline } from './read-outline.ts'
import { restoreChanged } from './restore-changed.ts'
import { restoreRemoved } from './restore-removed.ts'
import { findTarget, keyOfRow, type RestoreTarget } from './restore-target.ts'
import { rowBatches } from './row-batches.ts'
import type { UndoRow } from './undo-lines.ts'

export interface RestoreOptions {
  readonly signal: AbortSignal
  /** Counts rows of the file. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void
}

/**
 * Takes back all that the file tells of, what was done last first.
 * @throws {RunError} where a table is another by now, or foreign keys refuse what was broken before
 */
export async function restoreAll(
  client: DatabaseClient,
  { header, path, rows, sections }: UndoOutline,
  { signal, onProgress }: RestoreOptions,
): Promise<UndoResult['tables']> {
  await setLocally(client, header.settings)
  const areTriggersOff = await switchOffTriggers(client)
  const tallies = new Map<string, Tally>()
  let done = 0
  for (const place of sections.toReversed()) {
    const target = await findTarget(client, place.section, { areTriggersOff })
    const tally = tallies.get(target.shape.quoted) ?? { restored: 0, alreadyThere: 0, left: new LeftRows() }
    tallies.set(target.shape.quoted, tally)
    for await (const batch of rowBatches(path, place)) {
      signal.throwIfAborted()
      await restoreBatch(target, batch, { tally, isRemoved: place.section.kind === 'removed' })
      done += batch.length
      onProgress({ done, total: rows })
    }
  }
  await heedingForeignKeys(async () => await client.query('SET CONSTRAINTS ALL IMMEDIATE'))
  return [...tallies].map(([table, tally]) => ({ ...tally, table, left: tally.left.toList() }))
}

interface Tally {
  restored: number
  alreadyThere: number
  readonly left: LeftRows
}

async function restoreBatch(
  target: RestoreTarget,
  items: readonly UndoRow[],
  { tally, isRemoved }: { readonly tally: Tally; readonly isRemoved: boolean },
): Promise<void> {
  const parts = await inHalves(target.client, {
    items,
    work: async (rows) =>
      await heedingForeignKeys(async () => await (isRemoved ? restoreRemoved : restoreChanged)(target, rows)),
    onRefused: ({ row }, reason) => tally.left.add(reason, [keyOfRow(target, row)]),
  })
  for (const { restored, alreadyThere, left } of parts) {
    tally.restored += restored
    tally.alreadyThere += alreadyThere
    for (const { key, reason } of left) tally.left.add(reason, [key])
  }
}

/** As replication does, which brings rows as they are: unless this user may not. */
async function switchOffTriggers(client: DatabaseClient): Promise<boolean> {
  const outcome = await inSavepoint(
    client,
    async () => await client.query('SET LOCAL session_replication_role = replica'),
  )
  return 'answer' in outcome
}

/** Where foreign keys could not be switched off, they refuse rows that pointed nowhere before the repair, too. */
async function heedingForeignKeys<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (databaseFault(error)?.kind !== 'foreign-key') throw error
    throw new RunError('A foreign key refuses a row that pointed to nothing before the repair. Nothing was changed.', {
      hint: 'Give a superuser in --database-url, or one who may set session_replication_role.',
      cause: error,
    })
  }
}
