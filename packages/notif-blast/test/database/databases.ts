import { startSandbox } from '@m4sh/sandbox'
import { databaseAddress, type DatabaseAddress, openClient } from '@m4sh/tools-core/connections/postgres'

export type Client = Awaited<ReturnType<typeof openClient>>

/** One PostgreSQL for a test file. */
export interface TestDatabase {
  /** Of the superuser, to the platform's database. */
  readonly url: string
  /** With another user, database or parameter: `at({ user: 'guest', password: 'x' })`, `at({}, 'sslmode=require')`. */
  at(changes?: { user?: string; password?: string; database?: string }, parameters?: string): DatabaseAddress
  /** A client that is closed at the end. */
  open(address?: DatabaseAddress, options?: Partial<Parameters<typeof openClient>[1]>): Promise<Client>
  /** Runs SQL as the superuser. */
  run(...statements: readonly string[]): Promise<void>
  stop(): Promise<void>
}

export async function startTestDatabase(): Promise<TestDatabase> {
  const sandbox = await startSandbox()
  const opened: Client[] = []
  const at: TestDatabase['at'] = (changes = {}, parameters = '') => {
    const url = new URL(sandbox.databaseUrl.replace('postgresql:', 'http:'))
    url.username = changes.user ?? url.username
    url.password = changes.password ?? url.password
    if (changes.database !== undefined) url.pathname = changes.database
    // At home lie no files of libpq.
    const text = `${url.href.replace('http:', 'postgresql:')}?${parameters}`
    return databaseAddress(text, { HOME: '/nowhere' }, 'a test')
  }
  const open: TestDatabase['open'] = async (address = at(), options = {}) => {
    const client = await openClient(address, { applicationName: 'a test', ...options })
    opened.push(client)
    return client
  }
  const main = await open()
  return {
    url: sandbox.databaseUrl,
    at,
    open,
    run: async (...statements) => {
      for (const statement of statements) await main.query(statement)
    },
    stop: async () => {
      for (const client of opened) await client.end()
      await sandbox.stop()
    },
  }
}
