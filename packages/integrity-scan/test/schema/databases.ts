import { startSandbox, type Sandbox, type SandboxOptions } from '@m4sh/sandbox'
import { databaseAddress, type DatabaseClient, openClient } from '@m4sh/tools-core/connections/postgres'
import { findPlatform } from '../../src/catalog/find-platform.ts'
import { readSchema } from '../../src/schema/read-schema.ts'
import { findReferences, type ReferenceOptions, type References } from '../../src/schema/find-references.ts'

/** One PostgreSQL for a test file. */
export interface Databases {
  readonly sandbox: Sandbox
  /** A client of the superuser that is closed at the end; of the platform's database if none is named. */
  open(changes?: { database?: string; user?: string; password?: string }): Promise<DatabaseClient>
  /** A database of its own, with these things in it. */
  make(...statements: readonly string[]): Promise<DatabaseClient>
  stop(): Promise<void>
}

export async function startDatabases(options: SandboxOptions = {}): Promise<Databases> {
  const sandbox = await startSandbox(options)
  const opened: DatabaseClient[] = []
  const open: Databases['open'] = async (changes = {}) => {
    const url = new URL(sandbox.databaseUrl.replace('postgresql:', 'http:'))
    url.username = changes.user ?? url.username
    url.password = changes.password ?? url.password
    url.pathname = changes.database ?? url.pathname
    // At home lie no files of libpq.
    const address = databaseAddress(url.href.replace('http:', 'postgresql:'), { HOME: '/nowhere' }, 'a test')
    const client = await openClient(address, { applicationName: 'a test' })
    opened.push(client)
    return client
  }
  const main = await open()
  let made = 0
  return {
    sandbox,
    open,
    make: async (...statements) => {
      const database = `test_${++made}`
      await main.query(`CREATE DATABASE ${database}`)
      const client = await open({ database })
      for (const statement of statements) await client.query(statement)
      return client
    },
    stop: async () => {
      for (const client of opened) await client.end()
      await sandbox.stop()
    },
  }
}

/** Finds references in a transaction of its own. */
export async function referencesIn(
  client: DatabaseClient,
  options: Partial<Omit<ReferenceOptions, 'platform'>> = {},
): Promise<References> {
  await client.query('BEGIN READ ONLY')
  try {
    const platform = await findPlatform(client, {})
    const tables = await readSchema(client)
    return await findReferences(client, {
      platform,
      tables,
      schemas: [],
      references: [],
      notReferences: [],
      ...options,
    })
  } finally {
    await client.query('ROLLBACK')
  }
}
