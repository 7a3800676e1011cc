import type { Queryable, Relation } from './relations.ts'
import type { FoundColumn } from './table-wish.ts'

/** A domain may be made of another: the last of the chain is the type that values really have. */
const columnsOfTables = `
  SELECT a.attrelid AS "tableOid", a.attname AS name, pg_catalog.quote_ident(a.attname) AS quoted,
    CASE base.typtype WHEN 'e' THEN 'enum' ELSE base.typname END AS type, base.oid AS "typeOid",
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS declared,
    pg_catalog.format_type(base.oid, NULL) AS "baseType",
    CASE WHEN base.typname IN ('varchar', 'bpchar') AND base.typmod > 4 THEN base.typmod - 4 END AS "maxLength",
    NOT (a.attnotnull OR base.refuses_null) AS "isNullable",
    a.atthasdef OR a.attidentity <> '' OR base.has_default AS "hasDefault",
    a.attgenerated <> '' OR a.attidentity = 'a' AS "isGenerated",
    CASE base.typtype WHEN 'e' THEN (
      SELECT pg_catalog.array_agg(enumlabel::text ORDER BY enumsortorder)
      FROM pg_catalog.pg_enum WHERE enumtypid = base.oid
    ) END AS "enumLabels"
  FROM pg_catalog.pg_attribute a CROSS JOIN LATERAL (
    WITH RECURSIVE chain AS (
      SELECT t.oid, t.typname::text, t.typtype, t.typbasetype, t.typtypmod, a.atttypmod AS typmod,
        t.typnotnull AS refuses_null, t.typdefault IS NOT NULL AS has_default, 0 AS depth
      FROM pg_catalog.pg_type t WHERE t.oid = a.atttypid
      UNION ALL
      SELECT t.oid, t.typname::text, t.typtype, t.typbasetype, t.typtypmod,
        CASE c.typmod WHEN -1 THEN c.typtypmod ELSE c.typmod END,
        c.refuses_null OR t.typnotnull, c.has_default OR t.typdefault IS NOT NULL, c.depth + 1
      FROM chain c JOIN pg_catalog.pg_type t ON t.oid = c.typbasetype WHERE c.typtype = 'd'
    )
    SELECT * FROM chain ORDER BY depth DESC LIMIT 1
  ) AS base
  WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
  ORDER BY a.attrelid, a.attnum`

/** The columns of tables, by oid, in their order. */
export async function readColumns(
  client: Queryable,
  relations: readonly Relation[],
): Promise<ReadonlyMap<number, readonly FoundColumn[]>> {
  const { rows } = await client.query<FoundColumn & { readonly tableOid: number }>(columnsOfTables, [
    relations.map(({ oid }) => oid),
  ])
  const columns = new Map<number, FoundColumn[]>(relations.map(({ oid }) => [oid, []]))
  for (const { tableOid, ...column } of rows) columns.get(tableOid)?.push(column)
  return columns
}
