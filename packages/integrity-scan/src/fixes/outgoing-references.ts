import type { DatabaseClient, Queryable } from '@m4sh/tools-core/connections/postgres'
import { type RawBuilder, sql } from 'kysely'
import { statementOf } from '../scan/query-builder.ts'
import type { TableShape } from './table-shape.ts'

/** A foreign key of a table. All names are ready for SQL. */
export interface OutgoingReference {
  /** Its columns, for people and for the undo file: `lesson_id`. */
  readonly name: string
  readonly columns: readonly string[]
  readonly target: string
  readonly targetColumns: readonly string[]
  /** The database says that it holds for every row. */
  readonly isValid: boolean
  /** Whether this user sees all rows that it may point to. */
  readonly isReadable: boolean
  /** Whether this user may lock rows that it points to. */
  readonly isLockable: boolean
}

/** Foreign keys of a table, those that were never validated too, but for those of periods, which are no equality. */
export async function readForeignKeysOf(
  client: Queryable,
  { oid }: Pick<TableShape, 'oid'>,
): Promise<readonly OutgoingReference[]> {
  const { rows } = await client.query<Omit<OutgoingReference, 'name'>>(
    `SELECT ${namesOf('k.conrelid', 'k.conkey')} AS columns,
      pg_catalog.format('%I.%I', n.nspname, c.relname) AS target, ${namesOf('k.confrelid', 'k.confkey')} AS "targetColumns",
      k.convalidated AS "isValid", pg_catalog.has_table_privilege(c.oid, 'UPDATE') AS "isLockable",
      pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
        AND NOT pg_catalog.row_security_active(c.oid) AS "isReadable"
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class c ON c.oid = k.confrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'f' AND k.conrelid = $1::oid
      AND pg_catalog.to_jsonb(k) ->> 'conperiod' IS DISTINCT FROM 'true'
      AND NOT EXISTS (
        -- One for each partition of what it points to.
        SELECT FROM pg_catalog.pg_constraint parent WHERE parent.oid = k.conparentid AND parent.conrelid = k.conrelid
      )
    ORDER BY k.conkey, k.confrelid`,
    [oid],
  )
  return rows.map((row) => ({ ...row, name: row.columns.join(', ') }))
}

function namesOf(table: string, numbers: string): string {
  return `(SELECT pg_catalog.array_agg(pg_catalog.quote_ident(a.attname) ORDER BY place)
    FROM pg_catalog.unnest(${numbers}) WITH ORDINALITY AS part (number, place)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = ${table} AND a.attnum = part.number)`
}

/** Rows that are looked at, as `r`. */
export interface LookedAt {
  /** What comes after FROM: a table, or something that has its columns. */
  readonly source: RawBuilder<unknown>
  readonly where: RawBuilder<unknown>
  readonly key: string
  readonly shape: TableShape
}

/** Keys of rows whose target is not there, as text. A NULL points nowhere; what points to itself is there once it is. */
export async function pointingNowhere(
  client: DatabaseClient,
  { source, where, key, shape }: LookedAt,
  { columns, target, targetColumns }: OutgoingReference,
): Promise<readonly string[]> {
  const isSet = columns.map((column) => sql.raw(`r.${column} IS NOT NULL`))
  const pairs = columns.map((column, at) => sql.raw(`t.${targetColumns[at] ?? ''} = r.${column}`))
  const itself = columns.map((column, at) => sql.raw(`r.${targetColumns[at] ?? ''} = r.${column}`))
  const { text, values } = statementOf(sql`
    SELECT ${sql.raw(`r.${key}`)}::text AS key FROM ${source} AS r
    WHERE ${where} AND ${sql.join(isSet, sql` AND `)}
      AND NOT EXISTS (SELECT FROM ${sql.raw(target)} AS t WHERE ${sql.join(pairs, sql` AND `)})
      ${target === shape.quoted ? sql`AND NOT (${sql.join(itself, sql` AND `)})` : sql``}`)
  const { rows } = await client.query<{ readonly key: string }>(text, values)
  return rows.map((row) => row.key)
}
