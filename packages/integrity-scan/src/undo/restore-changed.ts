import { type RawRow, readRawRows } from '../fixes/raw-rows.ts'
import type { ShapeColumn } from '../fixes/table-shape.ts'
import { say } from '../language/phrases.ts'
import {
  columnList,
  currentRows,
  keyOfRow,
  literalsOf,
  refuseOthers,
  type Restored,
  type RestoreTarget,
} from './restore-target.ts'
import type { UndoRow } from './undo-lines.ts'
import { withoutOrphans } from './without-orphans.ts'

type Verdict = 'restore' | 'already there' | 'gone' | 'changed'

/** Gives changed columns their former values, where they still hold what the repair has written. */
export async function restoreChanged(target: RestoreTarget, rows: readonly UndoRow[]): Promise<Restored> {
  const now = await currentRows(
    target,
    rows.map(({ row }) => row),
  )
  const judged = rows.map((row) => {
    const key = keyOfRow(target, row.row)
    return { row, key, verdict: judge(target, row, now.get(key)) }
  })
  const of = (verdict: Verdict): typeof judged => judged.filter((one) => one.verdict === verdict)
  const left: { readonly key: string; readonly reason: string }[] = []
  let restored = 0
  for (const { changed, group } of byChangedColumns(target, of('restore'))) {
    const parted = await withoutOrphans(target, group, new Set(changed.map(({ quoted }) => quoted)))
    left.push(...parted.left)
    restored += parted.good.length
    await update(target, changed, { rows: parted.good, now })
  }
  return {
    restored,
    alreadyThere: of('already there').length,
    left: [
      ...left,
      ...of('gone').map(({ key }) => ({ key, reason: say('it is gone') })),
      ...of('changed').map(({ key }) => ({ key, reason: say('changed since the repair') })),
    ],
  }
}

function judge({ columns }: RestoreTarget, { row, became = {} }: UndoRow, now: RawRow | undefined): Verdict {
  if (now === undefined) return 'gone'
  const changed = columns.flatMap(({ name }, at) =>
    Object.hasOwn(became, name) ? [{ was: row[at], written: became[name], is: now[at] }] : [],
  )
  if (changed.every(({ was, is }) => is === was)) return 'already there'
  return changed.every(({ written, is }) => is === written) ? 'restore' : 'changed'
}

interface Group {
  readonly changed: readonly ShapeColumn[]
  readonly group: UndoRow[]
}

/** A trigger may have changed more columns of some rows. */
function byChangedColumns({ columns }: RestoreTarget, rows: readonly { readonly row: UndoRow }[]): Iterable<Group> {
  const groups = new Map<string, Group>()
  for (const { row } of rows) {
    const changed = columns.filter(({ name }) => Object.hasOwn(row.became ?? {}, name))
    const id = JSON.stringify(changed.map(({ name }) => name))
    const group = groups.get(id) ?? { changed, group: [] }
    groups.set(id, group)
    group.group.push(row)
  }
  return groups.values()
}

async function update(
  target: RestoreTarget,
  changed: readonly ShapeColumn[],
  { rows, now }: { readonly rows: readonly UndoRow[]; readonly now: ReadonlyMap<string, RawRow> },
): Promise<void> {
  if (rows.length === 0) return
  const { client, shape, key, columns } = target
  const assignments = changed.map(({ quoted }) => `${quoted} = r.${quoted}`).join(', ')
  const text = `UPDATE ${shape.quoted} AS t SET ${assignments} FROM unnest($1::${shape.quoted}[]) AS r
    WHERE t.${key.quoted} = r.${key.quoted} RETURNING ${columnList(target, 't')}`
  const former = rows.map(({ row }) => row)
  // What others have made of the other columns since stays.
  const wanted = former.map((row) => {
    const current = now.get(keyOfRow(target, row)) ?? []
    return columns.map((column, at) => (changed.includes(column) ? row[at] : current[at]) ?? null)
  })
  refuseOthers(target, wanted, await readRawRows(client, { text, values: [literalsOf(target, former)] }))
}
