import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { databaseFault, openClient } from '@m4sh/tools-core/connections/postgres'
import { startTestDatabase, type TestDatabase } from './databases.ts'

/** Of localhost and 127.0.0.1, by no authority but itself. */
const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../tools-core/test/fixtures/self-signed/${name}`, import.meta.url))
const certificate = fixture('certificate.pem')

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database.stop())

/** Whether the connection is encrypted that these parameters make. */
async function isEncrypted(parameters: string, user?: string): Promise<boolean> {
  const changes = user === undefined ? {} : { user, password: user }
  const client = await database.open(database.at(changes, parameters))
  const { rows } = await client.query<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()')
  return rows[0]?.ssl === true
}

async function refusal(parameters: string, user?: string): Promise<string> {
  const changes = user === undefined ? {} : { user, password: user }
  const opening = openClient(database.at(changes, parameters), { applicationName: 'a test' })
  const error = await opening.catch((thrown: unknown) => thrown)
  return databaseFault(error)?.says ?? String(error)
}

// First: the server has no certificate yet.
describe('a server without TLS', () => {
  test.each(['disable', 'allow', 'prefer'])('sslmode=%s does without', async (mode) => {
    expect(await isEncrypted(`sslmode=${mode}`)).toBe(false)
  })

  test.each(['sslmode=require', `sslmode=verify-full&sslrootcert=${certificate}`])(
    '%s does not',
    async (parameters) => {
      expect(await refusal(parameters)).toBe('it speaks no TLS')
    },
  )

  test('channel_binding=require does not either', async () => {
    expect(await refusal('channel_binding=require')).toMatch(/^the password is not bound to the TLS channel/)
  })
})

describe('a server with a certificate of its own', () => {
  beforeAll(async () => {
    await putFile('server.crt', await readFile(certificate, 'utf8'))
    await putFile('server.key', await readFile(fixture('key.pem'), 'utf8'))
    await database.run(
      `CREATE ROLE secure LOGIN PASSWORD 'secure'`,
      `CREATE ROLE plain LOGIN PASSWORD 'plain'`,
      `CREATE ROLE neither LOGIN PASSWORD 'neither'`,
      `CREATE ROLE trusted LOGIN`,
    )
    const client = await database.open()
    const { rows } = await client.query<{ file: string; lines: string }>(
      `SELECT current_setting('hba_file') AS file, pg_read_file(current_setting('hba_file')) AS lines`,
    )
    const [{ file, lines } = { file: '', lines: '' }] = rows
    const rules = ['hostnossl all secure all reject', 'hostssl all plain all reject', 'host all neither all reject']
    await putFile(file, [...rules, 'host all trusted all trust', lines].join('\n'))
    await database.run('ALTER SYSTEM SET ssl = on', 'SELECT pg_reload_conf()')
    await reloaded()
  })

  /** As the server's user; nobody else may read a key. */
  async function putFile(file: string, text: string): Promise<void> {
    const lines = `SELECT unnest(string_to_array($text$${text}$text$, E'\\n'))`
    await database.run(`COPY (${lines}) TO PROGRAM $$umask 077; cat > '${file}'$$`)
  }

  /** The server reloads when it comes to it; the certificate last. Each try takes its time. */
  async function reloaded(): Promise<void> {
    const deadline = AbortSignal.timeout(20_000)
    while ((await refusal('sslmode=require')) === 'it speaks no TLS') deadline.throwIfAborted()
  }

  test.each([
    ['sslmode=disable', false],
    ['sslmode=allow', false],
    ['sslmode=prefer', true],
    ['sslmode=require', true],
    ['sslmode=require&sslnegotiation=direct', true],
    [`sslmode=require&sslrootcert=${certificate}`, true],
    [`sslmode=verify-ca&sslrootcert=${certificate}`, true],
    [`sslmode=verify-full&sslrootcert=${certificate}`, true],
    [`sslmode=verify-full&sslrootcert=${certificate}&host=localhost&hostaddr=127.0.0.1`, true],
    [`sslmode=verify-ca&sslrootcert=${certificate}&host=db.example&hostaddr=127.0.0.1`, true],
    ['sslmode=require&channel_binding=require', true],
    [`sslmode=require&sslcert=${certificate}&sslkey=${fixture('key.pem')}`, true],
  ])('%s is encrypted: %j', async (parameters, encrypted) => {
    expect(await isEncrypted(parameters)).toBe(encrypted)
  })

  test.each([
    ['sslrootcert=system', 'the certificate is self-signed'],
    [
      `sslmode=verify-full&sslrootcert=${certificate}&host=db.example&hostaddr=127.0.0.1`,
      'the certificate is for another host',
    ],
    [`sslmode=require&sslrootcert=${fixture('key.pem')}`, 'self-signed'],
  ])('%s is refused', async (parameters, says) => {
    expect(await refusal(parameters)).toContain(says)
  })

  test('whom pg_hba.conf lets in by one way only is let in by prefer and allow', async () => {
    expect(await isEncrypted('sslmode=prefer', 'plain')).toBe(false)
    expect(await isEncrypted('sslmode=allow', 'secure')).toBe(true)
    expect(await refusal('sslmode=disable', 'secure')).toMatch(/does not let this user in .*no encryption/)
    expect(await refusal('sslmode=require', 'plain')).toMatch(/does not let this user in .*SSL encryption/)
  })

  test('whom it lets in by none hears of the first', async () => {
    expect(await refusal('sslmode=prefer', 'neither')).toMatch(/does not let this user in .*SSL encryption/)
    expect(await refusal('sslmode=allow', 'neither')).toMatch(/does not let this user in .*no encryption/)
  })

  test('where no password is asked for, none can be bound', async () => {
    expect(await isEncrypted('sslmode=require', 'trusted')).toBe(true)
    expect(await refusal('sslmode=require&channel_binding=require', 'trusted')).toMatch(/^the password is not bound/)
  })
})
