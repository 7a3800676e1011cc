import { UsageError } from '@m4sh/tools-core/errors'
import type { FoundTable } from '@m4sh/tools-core/connections/postgres'
import { type Kysely, sql } from 'kysely'
import type { UserIds } from './recipients.ts'

/** Of the table of users. */
export type UserRole = 'id' | OptionalUserRole
export type OptionalUserRole = 'email' | 'firstName' | 'lastName'

export type UserTable = FoundTable<UserRole, OptionalUserRole>

/** Users are read so many at once. */
const pageSize = 20_000
/** Names of users that are told, where many are missing. */
const mostNamed = 10

interface IdRow {
  readonly id: number | string
}

/** By their ids or email addresses, in the order in which they are named; each once. @throws {UsageError} for those that are not there */
export async function findUsers(
  db: Kysely<unknown>,
  table: UserTable,
  named: readonly string[],
  signal: AbortSignal,
): Promise<UserIds> {
  const found = new Map<string, string>()
  const emails = named.filter((name) => name.includes('@'))
  const ids = named.filter((name) => !name.includes('@') && isId(name, table.columns.id.type))
  for (const id of await readIds(
    db,
    table,
    sql`${idColumn(table)} = ANY (${ids}::${sql.raw(table.columns.id.baseType)}[])`,
  ))
    found.set(String(id), String(id))
  signal.throwIfAborted()
  if (emails.length > 0) for (const [email, id] of await readEmails(db, table, emails)) found.set(email, id)
  const missing = named.filter((name) => !found.has(nameKey(name)))
  if (missing.length > 0) throw notThere(missing, table)
  return toIds([...new Set(named.map((name) => found.get(nameKey(name)) ?? ''))], table)
}

/** All users, by their ids. */
export async function findAllUsers(db: Kysely<unknown>, table: UserTable, signal: AbortSignal): Promise<UserIds> {
  const pages: (readonly (number | string)[])[] = []
  let last: number | string | null = null
  for (;;) {
    signal.throwIfAborted()
    const after: number | string | null = last
    const where = after === null ? sql`true` : sql`${idColumn(table)} > ${after}`
    const page: readonly (number | string)[] = await readIds(
      db,
      table,
      sql`${where} ORDER BY ${idColumn(table)} LIMIT ${pageSize}`,
    )
    pages.push(page)
    last = page.at(-1) ?? null
    if (page.length < pageSize) return toIds(pages.flat(), table)
  }
}

function idColumn({ columns }: UserTable): ReturnType<typeof sql.raw> {
  return sql.raw(columns.id.quoted)
}

async function readIds(
  db: Kysely<unknown>,
  table: UserTable,
  where: ReturnType<typeof sql>,
): Promise<readonly (number | string)[]> {
  const { rows } =
    await sql<IdRow>`SELECT ${idColumn(table)} AS id FROM ${sql.raw(table.quoted)} WHERE ${where}`.execute(db)
  return rows.map(({ id }) => id)
}

async function readEmails(
  db: Kysely<unknown>,
  table: UserTable,
  emails: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const { email } = table.columns
  if (!email)
    throw new UsageError(`${table.quoted} has no column of email addresses.`, { hint: 'Name users by their ids.' })
  const keys = emails.map(nameKey)
  const { rows } = await sql<IdRow & { readonly email: string }>`
    SELECT ${idColumn(table)} AS id, lower(${sql.raw(email.quoted)}) AS email
    FROM ${sql.raw(table.quoted)} WHERE lower(${sql.raw(email.quoted)}) = ANY (${keys}::text[])`.execute(db)
  const twice = keys.find((key) => rows.filter((row) => row.email === key).length > 1)
  if (twice !== undefined)
    throw new UsageError(`--user ${twice}: several users have this address.`, { hint: 'Name the user by the id.' })
  return rows.map((row) => [row.email, String(row.id)])
}

/** Addresses and UUIDs are the same whatever their case. */
function nameKey(name: string): string {
  return name.includes('@') || name.includes('-') ? name.toLowerCase() : name
}

const greatest: ReadonlyMap<string, bigint> = new Map([
  ['int2', 2n ** 15n - 1n],
  ['int4', 2n ** 31n - 1n],
  ['int8', 2n ** 63n - 1n],
])

/** Whether the column can hold it at all. */
function isId(name: string, type: string): boolean {
  const most = greatest.get(type)
  if (most !== undefined) return /^[1-9]\d{0,18}$/.test(name) && BigInt(name) <= most
  return type !== 'uuid' || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)
}

/** As numbers where all of them are exact. */
function toIds(ids: readonly (number | string)[], { columns }: UserTable): UserIds {
  const areExact = greatest.has(columns.id.type) && ids.every((id) => Number.isSafeInteger(Number(id)))
  return areExact ? Float64Array.from(ids, Number) : ids.map(String)
}

function notThere(missing: readonly string[], table: UserTable): UsageError {
  const more = missing.length > mostNamed ? ` and ${missing.length - mostNamed} more` : ''
  const names = missing.slice(0, mostNamed).join(', ')
  return new UsageError(`--user: ${names}${more} ${missing.length === 1 ? 'is' : 'are'} not in ${table.quoted}.`, {
    hint: 'Nothing was written. Users are named by their id or their email address.',
  })
}
