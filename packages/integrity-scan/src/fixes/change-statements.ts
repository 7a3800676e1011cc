import { type RawBuilder, sql } from 'kysely'
import type { PreparedChange } from '../checks/prepared-check.ts'
import { type Statement, statementOf } from '../scan/query-builder.ts'
import type { PlannedFix } from './fix-plan.ts'
import { keyCast } from './plan-statements.ts'
import { justifyingLockStatement } from './justifying-rows.ts'
import type { ForeignKey } from './row-references.ts'
import { writableColumns } from './table-shape.ts'

type Keys = readonly string[]

/** Rows that were written since they were planned, or are gone. */
export function changedRowsStatement(planned: PlannedFix, rows: readonly (readonly [string, string])[]): Statement {
  const { table, key, cast } = namesOf(planned)
  const [keys, versions] = [rows.map(([one]) => one), rows.map(([, version]) => version)]
  return statementOf(sql`
    SELECT p.key::text AS key FROM unnest(${keys}::${cast}[], ${versions}::text[]) AS p (key, version)
    LEFT JOIN ${table} AS t ON ${key} = p.key WHERE t.xmin::text IS DISTINCT FROM p.version`)
}

/** Locks the rows that nobody else has locked; with their keys the bytes that they take, as they are stored. */
export function lockStatement(planned: PlannedFix, keys: Keys): Statement {
  const { table, key, cast } = namesOf(planned)
  const size = sql.join(
    planned.shape.columns.map(({ quoted }) => sql`coalesce(pg_column_size(${sql.raw(`t.${quoted}`)}), 0)`),
    sql` + `,
  )
  // A row that keeps its key does not hinder those that come to refer to it.
  const strength = sql.raw(planned.fix.change.kind === 'delete' ? 'UPDATE' : 'NO KEY UPDATE')
  return statementOf(sql`
    SELECT ${key}::text AS key, (${size})::int8 AS bytes FROM ${table} AS t WHERE ${key} = ANY (${keys}::${cast}[])
    ORDER BY ${key} FOR ${strength} OF t SKIP LOCKED`)
}

/** Locks what the rows are repaired for. */
export function justifyingStatements(planned: PlannedFix, keys: Keys): Statement[] {
  const { cast } = namesOf(planned)
  return (planned.fix.dependsOn ?? []).map((one) => justifyingLockStatement(one, keys, cast))
}

/** Those of the rows that are there. */
export function presentStatement(planned: PlannedFix, keys: Keys): Statement {
  const { table, key, cast } = namesOf(planned)
  return statementOf(sql`SELECT ${key}::text AS key FROM ${table} AS t WHERE ${key} = ANY (${keys}::${cast}[])`)
}

/** Those of the rows that the repair is still for. */
export function brokenStatement(planned: PlannedFix, keys: Keys): Statement {
  const { cast } = namesOf(planned)
  return statementOf(sql`
    SELECT found.key::text AS key FROM ${planned.fix.rows} AS found WHERE found.key = ANY (${keys}::${cast}[])`)
}

/** Those of the rows that rows of a table point to, itself apart. */
export function referredStatement(planned: PlannedFix, reference: ForeignKey, keys: Keys): Statement {
  const { table, key, cast } = namesOf(planned)
  const pairs = reference.columns.map((column, at) => sql.raw(`r.${column} = t.${reference.targetColumns[at] ?? ''}`))
  const isItself =
    reference.table === planned.shape.quoted ? sql`AND (r.tableoid, r.ctid) <> (t.tableoid, t.ctid)` : sql``
  return statementOf(sql`
    SELECT ${key}::text AS key FROM ${table} AS t WHERE ${key} = ANY (${keys}::${cast}[])
    AND EXISTS (SELECT FROM ${sql.raw(reference.table)} AS r WHERE ${sql.join(pairs, sql` AND `)} ${isItself})`)
}

/** All values that can be written back. */
export function rowsStatement(planned: PlannedFix, keys: Keys): Statement {
  const { table, key, cast, columns } = namesOf(planned)
  return statementOf(sql`SELECT ${columns} FROM ${table} AS t WHERE ${key} = ANY (${keys}::${cast}[])`)
}

/** Makes the change, and gives all values: of rows that are removed as they were, of others as they are then. */
export function changeStatement(planned: PlannedFix, keys: Keys): Statement {
  const { table, key, cast, columns } = namesOf(planned)
  const { change } = planned.fix
  const verb =
    change.kind === 'delete'
      ? sql`DELETE FROM ${table} AS t`
      : sql`UPDATE ${table} AS t SET ${assignments(change, planned)}`
  return statementOf(sql`${verb} WHERE ${key} = ANY (${keys}::${cast}[]) RETURNING ${columns}`)
}

function assignments(change: Exclude<PreparedChange, { kind: 'delete' }>, { shape }: PlannedFix): RawBuilder<unknown> {
  if (change.kind === 'swap') {
    const [one, other] = change.columns
    return sql.raw(`${one.quoted} = t.${other.quoted}, ${other.quoted} = t.${one.quoted}`)
  }
  const { column, value } = change
  const name = sql.raw(column.quoted)
  if (value === 'null') return sql`${name} = NULL`
  if (value === 'now') return sql`${name} = now()`
  const cast = shape.columns.find((one) => one.name === column.name)?.cast ?? column.baseType
  return sql`${name} = ${value.text}::${sql.raw(cast)}`
}

function namesOf({ fix, shape }: PlannedFix): Record<'table' | 'key' | 'cast' | 'columns', RawBuilder<unknown>> {
  return {
    table: sql.raw(shape.quoted),
    key: sql.raw(`t.${fix.key.quoted}`),
    cast: sql.raw(keyCast(fix, shape)),
    columns: sql.raw(
      writableColumns(shape)
        .map(({ quoted }) => `t.${quoted}`)
        .join(', '),
    ),
  }
}
