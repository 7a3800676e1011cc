import { type Expression, type RawBuilder, sql } from 'kysely'
import type { FoundColumn, FoundTable } from '@m4sh/tools-core/connections/postgres'
import { type Statement, statementOf } from '../scan/query-builder.ts'

/**
 * Rows because of which others are repaired: the duplicate that stays, the user who is not active. While a repair is under
 * way nobody may change them, or it would be for nothing: both duplicates would be archived.
 */
export interface JustifyingRows {
  readonly table: FoundTable<string, string>
  /** Tells its rows apart. */
  readonly key: FoundColumn
  /** A query: `key` of such a row, `of` the key of the row that is repaired because of it. */
  readonly pairs: Expression<unknown>
}

/**
 * Locks rows because of which others are repaired, and no more: a lock of the table would keep the whole platform from
 * writing it. What was changed since the picture of the database, or is being changed, is an error, and found out by
 * halves. Rows that are new are not seen: a foreign key is what keeps those from coming that point to a removed row.
 */
export function justifyingLockStatement(
  { table, key, pairs }: JustifyingRows,
  keys: readonly string[],
  cast: RawBuilder<unknown>,
): Statement {
  const own = sql.raw(`j.${key.quoted}`)
  return statementOf(sql`
    SELECT FROM ${sql.raw(table.quoted)} AS j
    WHERE ${own} IN (SELECT pair.key FROM ${pairs} AS pair WHERE pair.of = ANY (${keys}::${cast}[]))
    ORDER BY ${own} FOR SHARE OF j NOWAIT`)
}
