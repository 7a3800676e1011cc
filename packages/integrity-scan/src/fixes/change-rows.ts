import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { say } from '../language/phrases.ts'
import type { UndoRow } from '../undo/undo-lines.ts'
import { changeStatement, rowsStatement } from './change-statements.ts'
import { findOrphans } from './find-orphans.ts'
import type { PlannedFix } from './fix-plan.ts'
import { RowsRefused } from './in-halves.ts'
import { type RawRow, readRawRows } from './raw-rows.ts'
import { writableColumns } from './table-shape.ts'

/**
 * Changes rows, all of them.
 * @returns each as it was, and what became of it: whatever a trigger made of it included
 * @throws {RowsRefused} where the database changed others than it was told to
 */
export async function changeRows(
  client: DatabaseClient,
  planned: PlannedFix,
  keys: readonly string[],
): Promise<UndoRow[]> {
  const isRemoval = planned.fix.change.kind === 'delete'
  const orphans = await findOrphans(client, planned, keys)
  const before = isRemoval ? [] : await readRawRows(client, rowsStatement(planned, keys))
  const after = await readRawRows(client, changeStatement(planned, keys))
  if (after.length !== keys.length) throw new RowsRefused(say('a trigger or a rule of the table prevents it'))
  const rows = isRemoval ? after.map((row) => ({ row })) : differencesOf(planned, before, after)
  const keyAt = writableColumns(planned.shape).findIndex(({ name }) => name === planned.fix.key.name)
  return rows.map((one) => {
    const orphan = orphans.get(one.row[keyAt] ?? '')
    return orphan === undefined ? one : { ...one, orphan }
  })
}

function differencesOf(planned: PlannedFix, before: readonly RawRow[], after: readonly RawRow[]): UndoRow[] {
  const columns = writableColumns(planned.shape)
  const keyAt = columns.findIndex(({ name }) => name === planned.fix.key.name)
  const byKey = new Map(after.map((row) => [row[keyAt], row]))
  return before.map((row) => {
    const is = byKey.get(row[keyAt])
    if (is === undefined) throw new RowsRefused(say('a trigger of the table changes its key'))
    const changed = columns.flatMap(({ name }, at) => (is[at] === row[at] ? [] : [[name, is[at] ?? null] as const]))
    return { row, became: Object.fromEntries(changed) }
  })
}
