import type { Queryable } from '@m4sh/tools-core/connections/postgres'

/** Rows of one table point to rows of another, whether or not a constraint says so. All names are ready for SQL. */
export interface RowReference {
  readonly table: string
  readonly columns: readonly string[]
  readonly target: string
  readonly targetColumns: readonly string[]
}

export interface ForeignKey extends RowReference {
  /** Whether this user sees all rows of the table that points. */
  readonly isReadable: boolean
}

/** Of a table `c` in a schema `n`. */
const isReadable = `(pg_catalog.has_schema_privilege(n.oid, 'USAGE')
  AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AND NOT pg_catalog.row_security_active(c.oid))`

/**
 * Foreign keys that point to a table or to its partitions, those that were never validated too. What a partition has from
 * its parent is the parent's.
 */
export async function readForeignKeysTo(
  client: Queryable,
  { oid, quoted }: { readonly oid: number; readonly quoted: string },
): Promise<readonly ForeignKey[]> {
  const { rows } = await client.query<Omit<ForeignKey, 'target'>>(
    `WITH target AS (
      SELECT $1::oid AS oid UNION SELECT relid::oid FROM pg_catalog.pg_partition_tree($1::oid::regclass)
    )
    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS table,
      ${namesOf('k.conrelid', 'k.conkey')} AS columns, ${namesOf('k.confrelid', 'k.confkey')} AS "targetColumns",
      ${isReadable} AS "isReadable"
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'f' AND k.confrelid IN (SELECT oid FROM target) AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_constraint parent
      WHERE parent.oid = k.conparentid AND parent.confrelid IN (SELECT oid FROM target)
    )
    ORDER BY 1, 2`,
    [oid],
  )
  return rows.map((row) => ({ ...row, target: quoted }))
}

function namesOf(table: string, numbers: string): string {
  return `(SELECT pg_catalog.array_agg(pg_catalog.quote_ident(a.attname) ORDER BY place)
    FROM pg_catalog.unnest(${numbers}) WITH ORDINALITY AS part (number, place)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = ${table} AND a.attnum = part.number)`
}

/** What else is known to point to a table. */
export async function readKnownReferencesTo(
  client: Queryable,
  known: readonly RowReference[],
  { quoted }: { readonly quoted: string },
): Promise<readonly ForeignKey[]> {
  const toHere = known.filter(({ target }) => target === quoted)
  if (toHere.length === 0) return []
  const { rows } = await client.query<{ readonly name: string }>(
    `SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE pg_catalog.format('%I.%I', n.nspname, c.relname) = ANY ($1) AND ${isReadable}`,
    [toHere.map(({ table }) => table)],
  )
  const readable = new Set(rows.map(({ name }) => name))
  return toHere.map((one) => ({ ...one, isReadable: readable.has(one.table) }))
}

/** Each once; of what is known by both, what the constraint says. */
export function mergeReferences(
  foreignKeys: readonly ForeignKey[],
  known: readonly ForeignKey[],
): readonly ForeignKey[] {
  const byName = new Map(
    [...known, ...foreignKeys].map((one) => [JSON.stringify([nameOf(one), one.targetColumns]), one]),
  )
  return [...byName.values()]
}

/** For people: `public.chat_lessonchatmessage.lesson_id`. */
export function nameOf({ table, columns }: RowReference): string {
  return columns.length === 1 ? `${table}.${columns.join('')}` : `${table} (${columns.join(', ')})`
}
