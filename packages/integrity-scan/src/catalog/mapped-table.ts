import type { FoundColumn, FoundTable } from '@m4sh/tools-core/connections/postgres'
import { type AliasedRawBuilder, sql } from 'kysely'
import type { ColumnName, TableName } from './platform-tables.ts'

/** A key as the database compares it; its type does not matter here. */
type Value = string | number | null

/** A row by the names that the checks have for its columns. */
export type Row<Table extends TableName> = Record<ColumnName<Table>, Value>

/** A table of the platform as this database has it. */
export interface MappedTable<Table extends TableName = TableName> {
  readonly name: Table
  readonly found: FoundTable<string, string>
  /**
   * The rows with their columns under the checks' names, to select from: the planner sees through it. A column that this
   * database lacks is not there: a check says what it needs.
   */
  as<Alias extends string>(alias: Alias): AliasedRawBuilder<Row<Table>, Alias>
}

export function mappedTable<Table extends TableName>(
  name: Table,
  found: FoundTable<string, string>,
): MappedTable<Table> {
  const list = columnsOf(found).map(([role, column]) => sql`${sql.raw(column.quoted)} AS ${sql.ref(role)}`)
  const rows = sql<Row<Table>>`(SELECT ${sql.join(list)} FROM ${sql.raw(found.quoted)})`
  return { name, found, as: (alias) => rows.as(alias) }
}

/** Columns that were found, by what the checks call them. */
export function columnsOf(found: FoundTable<string, string>): readonly (readonly [role: string, FoundColumn])[] {
  return Object.entries(found.columns).flatMap(([role, column]) =>
    column === undefined ? [] : [[role, column] as const],
  )
}
