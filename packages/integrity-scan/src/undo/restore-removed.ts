import { type RawRow, readRawRows } from '../fixes/raw-rows.ts'
import { say } from '../language/phrases.ts'
import {
  columnList,
  currentRows,
  isSame,
  keyOfRow,
  literalsOf,
  refuseOthers,
  type Restored,
  type RestoreTarget,
} from './restore-target.ts'
import type { UndoRow } from './undo-lines.ts'
import { withoutOrphans } from './without-orphans.ts'

/** Brings back rows that were removed. */
export async function restoreRemoved(target: RestoreTarget, undoRows: readonly UndoRow[]): Promise<Restored> {
  const rows = undoRows.map(({ row }) => row)
  const there = await currentRows(target, rows)
  const missing = undoRows.filter(({ row }) => !there.has(keyOfRow(target, row)))
  const present = rows.filter((row) => there.has(keyOfRow(target, row)))
  const others = present.filter((row) => !isSame(row, there.get(keyOfRow(target, row))))
  const { good, left } = await withoutOrphans(target, missing, new Set(target.columns.map(({ quoted }) => quoted)))
  await insert(
    target,
    good.map(({ row }) => row),
  )
  return {
    restored: good.length,
    alreadyThere: present.length - others.length,
    left: [
      ...left,
      ...others.map((row) => ({ key: keyOfRow(target, row), reason: say('another row has its key by now') })),
    ],
  }
}

async function insert(target: RestoreTarget, rows: readonly RawRow[]): Promise<void> {
  if (rows.length === 0) return
  const { client, shape, columns } = target
  const names = columns.map(({ quoted }) => quoted).join(', ')
  const text = `INSERT INTO ${shape.quoted} AS t (${names}) OVERRIDING SYSTEM VALUE
    SELECT ${columnList(target, 'r')} FROM unnest($1::${shape.quoted}[]) AS r RETURNING ${columnList(target, 't')}`
  refuseOthers(target, rows, await readRawRows(client, { text, values: [literalsOf(target, rows)] }))
}
