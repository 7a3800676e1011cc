import { sql } from 'kysely'
import type { Recipient } from '../payloads/row-payloads.ts'
import type { Target } from '../target/open-target.ts'
import type { UserIds } from './recipients.ts'

/** For more users than that, payloads know the ids alone: a run's memory stays the same however many there are. */
const mostDetailed = 50_000

interface Row {
  readonly id: number | string
  readonly email: string | null
  readonly name: string | null
}

/** What payloads may know of a user. */
export async function readDetails(
  { db, users: table }: Target,
  users: UserIds,
): Promise<(userId: number | string) => Recipient> {
  if (users.length > mostDetailed) return (id) => ({ id })
  const { id, email, firstName, lastName } = table.columns
  const text = (quoted: string | undefined) => (quoted === undefined ? sql`NULL` : sql`${sql.raw(quoted)}`)
  const { rows } = await sql<Row>`
    SELECT ${sql.raw(id.quoted)} AS id, ${text(email?.quoted)} AS email,
      nullif(trim(concat(${text(firstName?.quoted)}, ' ', ${text(lastName?.quoted)})), '') AS name
    FROM ${sql.raw(table.quoted)}
    WHERE ${sql.raw(id.quoted)} = ANY (${[...users].map(String)}::${sql.raw(id.baseType)}[])`.execute(db)
  const known = new Map(rows.map((row) => [String(row.id), row]))
  return (userId) => known.get(String(userId)) ?? { id: userId }
}
