import type { Queryable } from '@m4sh/tools-core/connections/postgres'
import { say } from '../language/phrases.ts'
import { type ForeignKey, plainName, type SchemaColumn, type SchemaTable } from './database-schema.ts'

/**
 * Neither the server's own nor temporary ones; those of an extension are its own matter. What a partitioned table holds
 * stands in its leaves, and only they are analyzed by themselves.
 */
const tablesQuery = `
  SELECT c.oid, n.nspname AS schema, c.relname AS name, pg_catalog.quote_ident(n.nspname) AS "quotedSchema",
    pg_catalog.quote_ident(c.relname) AS "quotedName", pg_catalog.pg_table_is_visible(c.oid) AS "isVisible",
    c.relkind = 'p' AS "isPartitioned",
    CASE c.relkind WHEN 'p' THEN (
      SELECT coalesce(sum(greatest(leaf.reltuples, 0)), 0)
      FROM pg_catalog.pg_partition_tree(c.oid) t JOIN pg_catalog.pg_class leaf ON leaf.oid = t.relid WHERE t.isleaf
    ) ELSE greatest(c.reltuples, 0) END::float8 AS "estimatedRows",
    pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AS "mayRead",
    c.relrowsecurity AND pg_catalog.row_security_active(c.oid) AS "hasRowSecurity"
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
    AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_depend d
      WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e'
    )
  ORDER BY n.nspname, c.relname`

/**
 * Those that may be references, or say what others are; tables have many more. A foreign key points to columns of a unique
 * index that is whole, has no expressions and is checked at once.
 */
const columnsQuery = `
  WITH RECURSIVE base AS (
    SELECT oid AS domain, typbasetype AS oid FROM pg_catalog.pg_type WHERE typtype = 'd'
    UNION ALL
    SELECT base.domain, t.typbasetype FROM base JOIN pg_catalog.pg_type t ON t.oid = base.oid WHERE t.typtype = 'd'
  )
  SELECT a.attrelid AS table, a.attnum AS number, a.attname AS name, pg_catalog.quote_ident(a.attname) AS quoted,
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS declared, t.typname AS type, t.oid AS "typeOid",
    pg_catalog.format_type(t.oid, NULL) AS "baseType",
    pg_catalog.array_position(pk.columns, a.attnum) - 1 AS "keyPlace", u.attnum IS NOT NULL AS "isUnique"
  FROM pg_catalog.pg_attribute a
  LEFT JOIN (
    SELECT base.domain, base.oid FROM base JOIN pg_catalog.pg_type t ON t.oid = base.oid AND t.typtype <> 'd'
  ) AS made ON made.domain = a.atttypid
  JOIN pg_catalog.pg_type t ON t.oid = coalesce(made.oid, a.atttypid)
  LEFT JOIN (
    SELECT conrelid, conkey AS columns FROM pg_catalog.pg_constraint WHERE contype = 'p'
  ) AS pk ON pk.conrelid = a.attrelid
  LEFT JOIN (
    SELECT DISTINCT indrelid, indkey[0] AS attnum FROM pg_catalog.pg_index
    WHERE indisunique AND indisvalid AND indimmediate AND indpred IS NULL AND indnkeyatts = 1
  ) AS u ON u.indrelid = a.attrelid AND u.attnum = a.attnum
  WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped AND (
    a.attname ~* '(id|type)$' OR a.attname = ANY ($2::text[])
    OR a.attnum = ANY (pk.columns) OR u.attnum IS NOT NULL OR (a.attrelid, a.attnum) IN (
      SELECT conrelid, pg_catalog.unnest(conkey) FROM pg_catalog.pg_constraint WHERE contype = 'f'
    )
  )
  ORDER BY a.attrelid, a.attnum`

/** Those that the server makes for the parts of a partitioned table have a parent. Before PostgreSQL 18 all are enforced. */
const foreignKeysQuery = `
  SELECT conrelid AS table, conname AS name, confrelid AS target, conkey AS columns, confkey AS "targetColumns",
    CASE
      WHEN pg_catalog.to_jsonb(k) ->> 'conenforced' = 'false' THEN 'NOT ENFORCED'
      WHEN convalidated THEN 'valid' ELSE 'NOT VALID'
    END AS state
  FROM pg_catalog.pg_constraint k WHERE contype = 'f' AND conparentid = 0 ORDER BY conrelid, conname`

interface TableRow extends Pick<
  SchemaTable,
  'oid' | 'schema' | 'name' | 'isVisible' | 'isPartitioned' | 'estimatedRows'
> {
  readonly quotedSchema: string
  readonly quotedName: string
  readonly mayRead: boolean
  readonly hasRowSecurity: boolean
}

type Of<Row> = Row & { readonly table: number }

/**
 * All tables of the database with their foreign keys and those columns that matter for them, by three questions to the
 * catalog.
 * @param named columns that matter whatever they are called
 */
export async function readSchema(client: Queryable, named: readonly string[] = []): Promise<readonly SchemaTable[]> {
  const { rows: tables } = await client.query<TableRow>(tablesQuery)
  const oids = tables.map(({ oid }) => oid)
  const columns = byTable((await client.query<Of<SchemaColumn>>(columnsQuery, [oids, named])).rows)
  const foreignKeys = byTable((await client.query<Of<ForeignKey>>(foreignKeysQuery)).rows)
  return tables.map((row) => ({
    ...row,
    ...namesOf(row),
    unreadable: unreadableBecause(row),
    columns: columns.get(row.oid) ?? [],
    foreignKeys: foreignKeys.get(row.oid) ?? [],
  }))
}

function namesOf({ schema, name, quotedSchema, quotedName, isVisible }: TableRow) {
  const label = plainName({ name, quoted: quotedName })
  return {
    quoted: `${quotedSchema}.${quotedName}`,
    label: isVisible ? label : `${plainName({ name: schema, quoted: quotedSchema })}.${label}`,
  }
}

function unreadableBecause({ mayRead, hasRowSecurity, quotedSchema, quotedName }: TableRow): string | null {
  const table = `${quotedSchema}.${quotedName}`
  if (!mayRead) return say('This user may not read {table}.', { table })
  return hasRowSecurity ? say('Row-level security hides rows of {table} from this user.', { table }) : null
}

function byTable<Row>(rows: readonly Of<Row>[]): ReadonlyMap<number, readonly Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.table)
    if (group === undefined) groups.set(row.table, [row])
    else group.push(row)
  }
  return groups
}
