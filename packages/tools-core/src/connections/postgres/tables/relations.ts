import type { ClientBase } from 'pg'
import type { TableKind } from './table-wish.ts'

/** What can be asked for rows by SQL: a client, or a pool. */
export type Queryable = Pick<ClientBase, 'query'>

/** A table or view, at a glance. */
export interface Relation {
  readonly oid: number
  readonly schema: string
  readonly name: string
  /** With its schema, ready for SQL. */
  readonly quoted: string
  readonly kind: TableKind
  /** A part of a partitioned table. */
  readonly isPartition: boolean
  /** Its name alone means it: it is on the search path, and no other of the name stands before it. */
  readonly isVisible: boolean
}

/** Every table and view that is not the server's own, nor temporary. @throws what the database says */
export async function readRelations(client: Queryable): Promise<readonly Relation[]> {
  const { rows } = await client.query<Relation>(`
    SELECT c.oid, n.nspname AS schema, c.relname AS name,
      pg_catalog.format('%I.%I', n.nspname, c.relname) AS quoted,
      CASE c.relkind
        WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned' WHEN 'v' THEN 'view'
        WHEN 'm' THEN 'materialized view' ELSE 'foreign table'
      END AS kind,
      c.relispartition AS "isPartition", pg_catalog.pg_table_is_visible(c.oid) AS "isVisible"
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
    ORDER BY n.nspname, c.relname`)
  return rows
}

/** The names of their columns, by oid. */
export async function readColumnNames(
  client: Queryable,
  relations: readonly Relation[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const { rows } = await client.query<{ oid: number; names: string[] }>(
    `SELECT attrelid AS oid, pg_catalog.array_agg(attname::text ORDER BY attnum) AS names
    FROM pg_catalog.pg_attribute
    WHERE attrelid = ANY ($1::oid[]) AND attnum > 0 AND NOT attisdropped
    GROUP BY attrelid`,
    [relations.map(({ oid }) => oid)],
  )
  return new Map(rows.map(({ oid, names }) => [oid, names]))
}

/** What else is to be known of one. */
export interface RelationDetails {
  readonly estimatedRows: number | null
  readonly privileges: Readonly<Record<'select' | 'insert' | 'update' | 'delete', boolean>>
  readonly hasRowSecurity: boolean
}

/** Before PostgreSQL 14 a table that was never analyzed had 0 rows and 0 pages, as an empty one has. */
const rowsOfOne = `CASE
  WHEN reltuples < 0 THEN NULL
  WHEN reltuples = 0 AND relpages = 0 AND pg_catalog.current_setting('server_version_num')::int < 140000 THEN NULL
  ELSE reltuples::float8
END`

export async function readDetails(
  client: Queryable,
  relations: readonly Relation[],
): Promise<ReadonlyMap<number, RelationDetails>> {
  const { rows } = await client.query<RelationDetails & { readonly oid: number }>(
    `SELECT c.oid,
      CASE c.relkind
        WHEN 'v' THEN NULL
        WHEN 'p' THEN (
          SELECT CASE WHEN pg_catalog.bool_and(rows IS NOT NULL) THEN pg_catalog.sum(rows) END
          FROM (
            SELECT ${rowsOfOne} AS rows FROM pg_catalog.pg_partition_tree(c.oid) t
            JOIN pg_catalog.pg_class ON pg_class.oid = t.relid WHERE t.isleaf AND relkind <> 'p'
          ) AS leaves
        )
        ELSE ${rowsOfOne}
      END AS "estimatedRows",
      (SELECT pg_catalog.json_object_agg(pg_catalog.lower(privilege), may AND has_schema) FROM (
        SELECT privilege, pg_catalog.has_table_privilege(c.oid, privilege) AS may,
          pg_catalog.has_schema_privilege(c.relnamespace, 'USAGE') AS has_schema
        FROM pg_catalog.unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
      ) AS allowed) AS privileges,
      pg_catalog.row_security_active(c.oid) AS "hasRowSecurity"
    FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::oid[])`,
    [relations.map(({ oid }) => oid)],
  )
  return new Map(rows.map(({ oid, ...details }) => [oid, details]))
}

/** Of a table that was dropped since. */
export const noDetails: RelationDetails = {
  estimatedRows: null,
  privileges: { select: false, insert: false, update: false, delete: false },
  hasRowSecurity: false,
}
