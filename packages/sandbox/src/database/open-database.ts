import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types as pgTypes, type CustomTypesConfig } from 'pg'
import type { Database } from './database.ts'
import { migrate } from './migrations.ts'

export interface OpenDatabase {
  db: Kysely<Database>
  /** The same connections, for COPY. */
  pool: Pool
  close(): Promise<void>
}

/** `bigint` ids come as numbers: JSON has no other kind, and no table here outgrows 2^53. */
const types: CustomTypesConfig = {
  getTypeParser: (...asked: Parameters<typeof pgTypes.getTypeParser>) =>
    asked[0] === pgTypes.builtins.INT8 && asked[1] !== 'binary' ? Number : pgTypes.getTypeParser(...asked),
}

/** Connects and brings the tables up to date. */
export async function openDatabase(url: string, connections = 8): Promise<OpenDatabase> {
  const pool = new Pool({ connectionString: url, max: connections, types, application_name: 'm4sh-sandbox' })
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return { db, pool, close: () => db.destroy() }
}
