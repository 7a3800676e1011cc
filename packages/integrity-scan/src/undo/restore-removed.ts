import { RowsRefused } from '../fixes/in-halves.ts'
import type { RawRow } from '../fixes/raw-rows.ts'
import { currentRows, keyOfRow, literalsOf, type Restored, type RestoreTarget } from './restore-target.ts'
import type { UndoRow } from './undo-lines.ts'

/** Brings back rows that were removed. */
export async function restoreRemoved(target: RestoreTarget, undoRows: readonly UndoRow[]): Promise<Restored> {
  const rows = undoRows.map(({ row }) => row)
  const there = await currentRows(target, rows)
  const missing = rows.filter((row) => !there.has(keyOfRow(target, row)))
  const present = rows.filter((row) => there.has(keyOfRow(target, row)))
  const others = present.filter((row) => !isSame(row, there.get(keyOfRow(target, row))))
  await insert(target, literalsOf(target, missing))
  return {
    restored: missing.length,
    alreadyThere: present.length - others.length,
    left: others.map((row) => ({ key: keyOfRow(target, row), reason: 'another row has its key by now' })),
  }
}

function isSame(row: RawRow, other: RawRow | undefined): boolean {
  return other !== undefined && row.every((value, at) => value === other[at])
}

async function insert({ client, shape, columns }: RestoreTarget, literals: readonly string[]): Promise<void> {
  if (literals.length === 0) return
  const names = columns.map(({ quoted }) => quoted)
  const { rowCount } = await client.query(
    `INSERT INTO ${shape.quoted} (${names.join(', ')}) OVERRIDING SYSTEM VALUE
    SELECT ${names.map((name) => `r.${name}`).join(', ')} FROM unnest($1::${shape.quoted}[]) AS r`,
    [literals],
  )
  if (rowCount !== literals.length) throw new RowsRefused('a trigger or a rule of the table prevents it')
}
