import { RunError } from '@m4sh/tools-core/cli'
import { Kysely, PostgresDialect } from 'kysely'
import { Client, Pool, types as pgTypes, type CustomTypesConfig } from 'pg'
import { databaseName, toRunError } from './database-error.ts'
import type { Database } from './database.ts'
import { migrate, tableNames } from './migrations.ts'

export interface OpenDatabase {
  db: Kysely<Database>
  /** The same connections, for COPY. */
  pool: Pool
  close(): Promise<void>
}

/** A host that says nothing at all would be waited for for minutes. */
const connectTimeoutMs = 10_000

/** `bigint` ids come as numbers: JSON has no other kind, and no table here outgrows 2^53. */
const types: CustomTypesConfig = {
  getTypeParser: (...asked: Parameters<typeof pgTypes.getTypeParser>) =>
    asked[0] === pgTypes.builtins.INT8 && asked[1] !== 'binary' ? Number : pgTypes.getTypeParser(...asked),
}

/**
 * Connects and brings the tables up to date.
 * @throws {RunError} where there is no database, or none that is the sandbox's to use
 */
export async function openDatabase(url: string, connections = 8): Promise<OpenDatabase> {
  try {
    await tryToConnect(url)
    return await open(url, connections)
  } catch (error) {
    throw toRunError(error, databaseName(url))
  }
}

/** By itself: a pool counts the wait for a free connection towards the same timeout, and that may be long under load. */
async function tryToConnect(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs })
  try {
    await client.connect()
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function open(url: string, connections: number): Promise<OpenDatabase> {
  const pool = new Pool({ connectionString: url, max: connections, types, application_name: 'm4sh-sandbox' })
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  try {
    await refuseForeignTables(pool)
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return { db, pool, close: () => db.destroy() }
}

/** Before anything is written: a database of somebody else is to stay as it is. */
async function refuseForeignTables(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relname = ANY ($1) AND pg_table_is_visible(oid) AND to_regclass('sandbox_migration') IS NULL`,
    [tableNames],
  )
  const [foreign] = rows
  if (foreign === undefined) return
  throw new RunError(`The database holds a table "${foreign.name}" that no sandbox has made, and is left alone.`, {
    hint: 'Give an empty database with --database-url, or leave it out for one of the sandbox’s own.',
  })
}
