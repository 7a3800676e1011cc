import { RowsRefused } from '../fixes/in-halves.ts'
import type { RawRow } from '../fixes/raw-rows.ts'
import { currentRows, keyOfRow, literalsOf, type Restored, type RestoreTarget } from './restore-target.ts'
import type { UndoRow } from './undo-lines.ts'

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
  const toRestore = of('restore').map(({ row }) => row)
  for (const [columns, group] of byChangedColumns(target, toRestore)) await update(target, columns, group)
  return {
    restored: toRestore.length,
    alreadyThere: of('already there').length,
    left: [
      ...of('gone').map(({ key }) => ({ key, reason: 'it is gone' })),
      ...of('changed').map(({ key }) => ({ key, reason: 'changed since the repair' })),
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

/** A trigger may have changed more columns of some rows. */
function byChangedColumns({ columns }: RestoreTarget, rows: readonly UndoRow[]): Map<string, RawRow[]> {
  const groups = new Map<string, RawRow[]>()
  for (const { row, became = {} } of rows) {
    const changed = columns.filter(({ name }) => Object.hasOwn(became, name))
    const assignments = changed.map(({ quoted }) => `${quoted} = r.${quoted}`).join(', ')
    groups.set(assignments, [...(groups.get(assignments) ?? []), row])
  }
  return groups
}

async function update(target: RestoreTarget, assignments: string, rows: readonly RawRow[]): Promise<void> {
  const { client, shape, key } = target
  const { rowCount } = await client.query(
    `UPDATE ${shape.quoted} AS t SET ${assignments} FROM unnest($1::${shape.quoted}[]) AS r
    WHERE t.${key.quoted} = r.${key.quoted}`,
    [literalsOf(target, rows)],
  )
  if (rowCount !== rows.length) throw new RowsRefused('a trigger or a rule of the table prevents it')
}
