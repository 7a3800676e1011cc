import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'
import { openDatabase, type OpenDatabase } from '../../src/database/open-database.ts'

/** One PostgreSQL for a test file, with as many databases as its tests want. */
export interface Databases {
  /** Of the superuser, to the database that is there from the start. */
  readonly url: string
  /** @returns the URL of an empty one */
  create(): Promise<string>
  /** A new one, with the platform's tables and nothing in them. */
  open(): Promise<OpenDatabase>
  /** Runs SQL as the superuser. */
  run(url: string, ...statements: readonly string[]): Promise<void>
  stop(): Promise<void>
}

export async function startDatabases(): Promise<Databases> {
  const postgres = await startEmbeddedPostgres({ dataFolder: null })
  const { Client } = await import('pg')
  const opened: OpenDatabase[] = []
  let made = 0
  const run = async (url: string, ...statements: readonly string[]): Promise<void> => {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }
  const create = async (): Promise<string> => {
    const name = `test_${++made}`
    await run(postgres.url, `CREATE DATABASE ${name}`)
    return postgres.url.replace(/\/\w+$/, `/${name}`)
  }
  return {
    url: postgres.url,
    create,
    run,
    open: async () => {
      const database = await openDatabase(await create())
      opened.push(database)
      return database
    },
    stop: async () => {
      for (const database of opened) await database.close()
      await postgres.stop()
    },
  }
}
