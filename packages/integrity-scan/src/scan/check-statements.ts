import { type RawBuilder, sql } from 'kysely'
import type { PreparedCheck, PreparedFix, Subject } from '../checks/prepared-check.ts'
import { type Severity, severities } from '../result.ts'
import { type Statement, statementOf } from './query-builder.ts'

/** Rows of the statement that counts: one for each severity, and for rows that are ignored. */
export interface CountRow {
  readonly severity: Severity
  readonly ignored: boolean
  readonly count: number
}

/** Keys of rows that the user accepts, as text; or all rows. */
export type Ignored = readonly string[] | 'all'

/** What {@link countStatement} gives: one row. */
export interface Counted {
  readonly counts: readonly CountRow[] | null
  /** The first keys that are not ignored, the worst first, as text; `null` if there is none. */
  readonly keys: readonly { readonly key: string | null; readonly severity: Severity }[] | null
}

/**
 * Finds the broken rows once, counts them all and gives the first keys. Only keys are kept on the server meanwhile: what
 * does not fit into its memory goes to its disk.
 * @param ignored keys as text
 */
export function countStatement(check: PreparedCheck, ignored: Ignored, keys: number): Statement {
  return statementOf(sql`
    WITH broken AS MATERIALIZED (${taggedRows(check, ignored)})
    SELECT
      (SELECT json_agg(c) FROM (
        SELECT severity, ignored, count(*) AS count FROM broken GROUP BY severity, ignored
      ) AS c) AS counts,
      (SELECT json_agg(k) FROM (
        SELECT key::text AS key, severity FROM broken WHERE NOT ignored
        ORDER BY ${rankOf(check)} key LIMIT ${keys}
      ) AS k) AS keys`)
}

/** What stands in a statement: texts and names, in which nothing is to be put, and places for values. */
const textOrPlace = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)/g

/** The query as a human would try it: for the report. */
export function shownSql(check: PreparedCheck): string {
  const { text, values } = statementOf(check.broken)
  return text.replaceAll(textOrPlace, (whole, place?: string) =>
    place === undefined || Number(place) > values.length ? whole : literal(values[Number(place) - 1]),
  )
}

/** Whether rows can be looked up by their keys. Else the query that finds them has to show them too. */
export function isFoundByKey({ key, table }: Subject): boolean {
  return key !== null && table !== null
}

/** Broken rows with the columns that show what is wrong with them. @param keys as text */
export function sampleStatement({ subject }: PreparedCheck, keys: readonly string[]): Statement {
  const { source, key, keyType } = subject
  if (key === null) throw new TypeError('rows without a key cannot be looked up')
  return statementOf(sql`
    SELECT ${sql.raw(key)}::text AS key, ${shownRow(subject)} AS row
    FROM ${sql.raw(source)} AS subject
    WHERE ${keyType === null ? sql`${sql.raw(key)}::text = ANY (${keys}::text[])` : sql`${sql.raw(key)} = ANY (${keys}::text[]::${sql.raw(castOf(keyType))}[])`}`)
}

/** SQL takes a bare `character` or `bit` for one of length 1, and would cut keys off. */
function castOf(type: string): string {
  if (type === 'character') return 'bpchar'
  return type === 'bit' ? '"bit"' : type
}

export function fixableStatement({ rows }: PreparedFix): Statement {
  return statementOf(sql`SELECT count(*) FROM ${rows} AS fixable`)
}

/** The first broken rows with the columns that show them, of a check whose rows cannot be looked up. */
export function firstRowsStatement(check: PreparedCheck, ignored: Ignored, limit: number): Statement {
  return statementOf(sql`${shownByQuery(check, ignored)} LIMIT ${limit}`)
}

/** All broken rows, to be read by a cursor. */
export function allRowsStatement(check: PreparedCheck, ignored: Ignored): Statement {
  const { subject } = check
  if (!isFoundByKey(subject)) return statementOf(shownByQuery(check, ignored))
  return statementOf(sql`
    SELECT broken.key::text AS key, broken.severity, ${shownRow(subject)} AS row
    FROM (${taggedRows(check, ignored)}) AS broken
    LEFT JOIN ${sql.raw(subject.source)} AS subject ON ${sql.raw(subject.key ?? 'NULL')} = broken.key
    WHERE NOT broken.ignored ORDER BY ${rankOf(check)} broken.key`)
}

/** Such a check finds its rows in `subject` itself. */
function shownByQuery(check: PreparedCheck, ignored: Ignored): RawBuilder<unknown> {
  const broken = check.broken.select(shownRow(check.subject).as('row'))
  return sql`
    SELECT broken.key::text AS key, broken.severity, broken.row
    FROM (${taggedRows({ ...check, broken }, ignored, sql`, found.row`)}) AS broken
    WHERE NOT broken.ignored ORDER BY ${rankOf(check)} broken.key`
}

/** The broken rows, each with its severity and whether the user accepts it. */
export function taggedRows(
  check: PreparedCheck,
  ignored: Ignored,
  more: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  const [worst] = check.severities
  const severity = check.severities.length === 1 ? sql`${sql.lit(worst)}::text` : sql`found.severity`
  return sql`
    SELECT found.key, ${severity} AS severity, ${isIgnored(ignored)} AS ignored ${more} FROM ${check.broken} AS found`
}

/** A row without a key is none of those that are accepted. */
function isIgnored(ignored: Ignored): RawBuilder<unknown> {
  if (ignored === 'all') return sql`true`
  return ignored.length === 0 ? sql`false` : sql`coalesce(found.key::text = ANY (${ignored}::text[]), false)`
}

/** Begins an ORDER BY, where there is more than one severity. */
function rankOf({ severities: own }: PreparedCheck): RawBuilder<unknown> {
  if (own.length === 1) return sql``
  return sql`array_position(ARRAY[${sql.join(severities.map((one) => sql.lit(one)))}], severity),`
}

/** Characters of a value that is too long to be shown as a whole. */
const shownCharacters = 500

function shownRow({ shows }: Subject): RawBuilder<unknown> {
  const values = shows.map(({ name, quoted }) => {
    const value = sql.raw(`subject.${quoted}`)
    const shortened = sql`to_json(left(${value}::text, ${sql.lit(shownCharacters)}) || '…')`
    return sql`CASE WHEN length(${value}::text) > ${sql.lit(shownCharacters)} THEN ${shortened} ELSE to_json(${value}) END AS ${sql.id(name)}`
  })
  return values.length === 0
    ? sql`'{}'::json`
    : sql`(SELECT row_to_json(shown) FROM (SELECT ${sql.join(values)}) AS shown)`
}

function literal(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === null) return 'NULL'
  return `'${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "''")}'`
}
