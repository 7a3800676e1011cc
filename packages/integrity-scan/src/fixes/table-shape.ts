import type { Queryable } from '@m4sh/tools-core/connections/postgres'

export interface ShapeColumn {
  readonly name: string
  /** Ready for SQL. */
  readonly quoted: string
  /** With its length: `character varying(50)`. */
  readonly declared: string
  /** The type ready for SQL, without its length: a cast to it cuts nothing. */
  readonly cast: string
  /** An expression makes it: it cannot be written. */
  readonly isComputed: boolean
}

/** What has to be known of a table to write its rows back as they were. */
export interface TableShape {
  readonly oid: number
  readonly schema: string
  readonly name: string
  /** With its schema, ready for SQL. */
  readonly quoted: string
  /** All, in their order. */
  readonly columns: readonly ShapeColumn[]
}

/** @returns `null` where there is no such table */
export async function readTableShape(client: Queryable, schema: string, name: string): Promise<TableShape | null> {
  const { rows } = await client.query<TableShape>(
    `SELECT c.oid, n.nspname AS schema, c.relname AS name, pg_catalog.format('%I.%I', n.nspname, c.relname) AS quoted,
      (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
          'name', attname, 'quoted', pg_catalog.quote_ident(attname), 'isComputed', attgenerated <> '',
          'declared', pg_catalog.format_type(atttypid, atttypmod), 'cast', pg_catalog.format_type(atttypid, -1)
        ) ORDER BY attnum)
        FROM pg_catalog.pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = $1 AND c.relname = $2`,
    [schema, name],
  )
  return rows[0] ?? null
}

/** Columns that can be written. */
export function writableColumns({ columns }: TableShape): readonly ShapeColumn[] {
  return columns.filter(({ isComputed }) => !isComputed)
}
