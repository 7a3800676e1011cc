import { type RawBuilder, sql } from 'kysely'

/**
 * The status of a row as text: an enum refuses to be compared with a label that it does not have. Of a text column an index
 * is used all the same.
 */
export function statusOf(alias: string): RawBuilder<string> {
  return sql<string>`${sql.ref(`${alias}.status`)}::text`
}
