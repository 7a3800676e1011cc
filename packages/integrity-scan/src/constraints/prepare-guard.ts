import type { FoundColumn } from '@m4sh/tools-core/connections/postgres'
import { type RawBuilder, sql } from 'kysely'
import type { MappedTable } from '../catalog/mapped-table.ts'
import type { CheckInput } from '../checks/check.ts'
import { statementOf } from '../scan/query-builder.ts'
import type { Guard, PreparedGuard } from './guard.ts'

/** Fits a guard to the table that its check looks at. */
export function prepareGuard(guard: Guard, { found: table }: MappedTable, input: CheckInput): PreparedGuard {
  if (guard.kind === 'none') return guard
  const on = { table, note: guard.note ?? null }
  const column = (role: string): RawBuilder<unknown> => sql.raw(columnOf(table, role).quoted)
  if (guard.kind === 'foreign key') {
    const { found: target } = input.tables[guard.to]
    return { ...on, kind: guard.kind, column: columnOf(table, guard.column), target, key: columnOf(target, 'id') }
  }
  const { name } = guard
  if (guard.kind === 'check')
    return { ...on, kind: guard.kind, name, condition: textOf(guard.condition(column, input.settings)) }
  return {
    ...on,
    kind: guard.kind,
    name,
    columns: guard.columns(column).map(textOf),
    where: textOf(guard.where(column)),
  }
}

function columnOf({ columns }: MappedTable['found'], role: string): FoundColumn {
  const column = columns[role]
  if (column === undefined) throw new TypeError(`a guard is about the column ${role}, which its check does not need`)
  return column
}

function textOf(part: RawBuilder<unknown>): string {
  const { text, values } = statementOf(part)
  if (values.length > 0) throw new TypeError(`a definition cannot have parameters: ${text}`)
  return text
}
