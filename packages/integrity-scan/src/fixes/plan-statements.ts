import { type RawBuilder, sql } from 'kysely'
import { columnsOf } from '../catalog/mapped-table.ts'
import type { PreparedFix } from '../checks/prepared-check.ts'
import { type Statement, statementOf } from '../scan/query-builder.ts'
import { changedColumns } from './obstacle.ts'
import type { TableShape } from './table-shape.ts'

/** Columns of them can hold anything, however long. */
const longTypes = new Set(['json', 'jsonb', 'text', 'bytea', 'xml'])

/** All rows of a repair by a cursor: their keys, in order, and versions. */
export function plannedRowsStatement(fix: PreparedFix, ignoredKeys: readonly string[]): Statement {
  const key = sql.raw(`t.${fix.key.quoted}`)
  return statementOf(sql`
    DECLARE planned NO SCROLL CURSOR FOR
    SELECT ${key}::text AS key, t.xmin::text AS version FROM ${sql.raw(fix.table.quoted)} AS t
    WHERE ${key} IN (SELECT found.key FROM ${fix.rows} AS found) ${exceptFor(key, ignoredKeys)}
    ORDER BY ${key}`)
}

/** Of a repair that cannot be made: how many rows it would have, and the first ones. */
export function unplannedRowsStatement({ rows }: PreparedFix, ignoredKeys: readonly string[], keys: number): Statement {
  const key = sql.raw('found.key')
  return statementOf(sql`
    WITH found AS MATERIALIZED (SELECT DISTINCT found.key FROM ${rows} AS found
      WHERE found.key IS NOT NULL ${exceptFor(key, ignoredKeys)})
    SELECT (SELECT count(*) FROM found) AS count,
      ARRAY(SELECT found.key::text FROM found ORDER BY found.key LIMIT ${keys}) AS keys`)
}

function exceptFor(key: RawBuilder<unknown>, ignoredKeys: readonly string[]): RawBuilder<unknown> {
  return ignoredKeys.length === 0 ? sql`` : sql`AND ${key}::text <> ALL (${ignoredKeys}::text[])`
}

/** What a repair changes, as it is; of rows that it removes what is short and known. */
export function samplesStatement(fix: PreparedFix, shape: TableShape, keys: readonly string[]): Statement {
  const changed = changedColumns(fix.change)
  const known = columnsOf(fix.table).map(([, column]) => column)
  const shown =
    changed.length > 0
      ? shape.columns.filter(({ quoted }) => changed.includes(quoted))
      : known.filter(({ name, type }) => name !== fix.key.name && !longTypes.has(type))
  const pairs = shown.flatMap(({ name, quoted }) => [sql.lit(name), sql.raw(`t.${quoted}`)])
  const key = sql.raw(`t.${fix.key.quoted}`)
  return statementOf(sql`
    SELECT ${key}::text AS key, json_build_object(${sql.join(pairs)}) AS row FROM ${sql.raw(fix.table.quoted)} AS t
    WHERE ${key} = ANY (${keys}::${sql.raw(keyCast(fix, shape))}[]) ORDER BY ${key}`)
}

/** The type of the key, for values that come as text. */
export function keyCast({ key }: PreparedFix, shape: TableShape): string {
  return shape.columns.find(({ name }) => name === key.name)?.cast ?? key.baseType
}
