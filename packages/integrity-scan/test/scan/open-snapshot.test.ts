import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { databaseAddress, type DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { Client } from 'pg'
import { openSnapshot, type SnapshotOptions } from '../../src/scan/open-snapshot.ts'
import { Bed } from '../peers/bed.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make({ counts: { users: 6, lessons: 2, messages: 2, notifications: 2 } })
  await bed.client.query('CREATE TABLE busy (id int)')
}, 60_000)
afterAll(async () => await bed.close())

function addressOf(user?: string) {
  const url = new URL(bed.sandbox.databaseUrl.replace('postgresql:', 'http:'))
  if (user !== undefined) [url.username, url.password] = [user, 'secret']
  return databaseAddress(url.href.replace('http:', 'postgresql:'), { HOME: '/nowhere' }, 'a test')
}

async function open(options: Partial<SnapshotOptions> = {}, user?: string) {
  return await openSnapshot(addressOf(user), {
    connections: 2,
    statementTimeoutMs: 60_000,
    lockTimeoutMs: 5000,
    schemas: [],
    signal: new AbortController().signal,
    ...options,
  })
}

async function valueOf(session: DatabaseClient | undefined, expression: string): Promise<unknown> {
  const { rows } = (await session?.query<{ readonly value: unknown }>(`SELECT ${expression} AS value`)) ?? {}
  return rows?.[0]?.value
}

/** Waits until there is a session of the scan like this, or none any more. */
async function isSeen(condition: string, expected = true): Promise<void> {
  const deadline = performance.now() + 10_000
  for (;;) {
    const { rows } = await bed.client.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'integrity-scan' AND ${condition}`,
    )
    if (rows.length > 0 === expected) return
    if (performance.now() > deadline) throw new Error(`waited in vain for ${condition} to be ${String(expected)}`)
  }
}

describe('while a serializable transaction writes, the safe moment does not come', () => {
  let writer: Client

  beforeAll(async () => {
    writer = new Client({ connectionString: bed.sandbox.databaseUrl })
    await writer.connect()
    await writer.query('BEGIN ISOLATION LEVEL SERIALIZABLE')
    await writer.query('INSERT INTO busy SELECT count(*) FROM busy')
  })
  afterAll(async () => await writer.end())

  test('it is waited for so long, and then done without', async () => {
    const snapshot = await open()
    expect(snapshot).toMatchObject({ isolation: 'repeatable read', connections: 2 })
    expect(await valueOf(snapshot.sessions[0], `current_setting('statement_timeout')`)).toBe('1min')
    await snapshot.close()
  }, 20_000)

  test('whoever stops it does not wait', async () => {
    const stopping = new AbortController()
    await Promise.all([
      expect(open({ signal: stopping.signal })).rejects.toThrow('enough'),
      isSeen(`wait_event = 'SafeSnapshot'`).then(() => stopping.abort(new Error('enough'))),
    ])
  }, 20_000)
})

test('all connections see the same', async () => {
  const snapshot = await open({ connections: 3 })
  await bed.client.query('INSERT INTO busy VALUES (1)')
  const seen = await Promise.all(
    snapshot.sessions.map(async (session) => await valueOf(session, 'pg_current_snapshot()::text')),
  )
  expect(snapshot.isolation).toBe('serializable')
  expect(new Set(seen).size).toBe(1)
  expect(await valueOf(snapshot.sessions[2], `current_setting('max_parallel_workers_per_gather')`)).toBe('0')
  await snapshot.close()
})

test('of more connections than there may be none is left, and the reason is told', async () => {
  await bed.client.query(`CREATE ROLE few LOGIN PASSWORD 'secret' CONNECTION LIMIT 3`)
  await expect(open({ connections: 12 }, 'few')).rejects.toThrow('too many connections')
  await isSeen(`usename = 'few'`, false)
})

test('many connections listen to one signal, and no leak is suspected', async () => {
  const warnings: string[] = []
  const onWarning = (warning: Error): void => void warnings.push(warning.name)
  process.on('warning', onWarning)
  const snapshot = await open({ connections: 12 })
  expect(snapshot.connections).toBe(12)
  await snapshot.close()
  process.removeListener('warning', onWarning)
  expect(warnings).toEqual([])
})

test('where nothing can be exported there is one session, which may use several processes of the server', async () => {
  await bed.client.query(`CREATE ROLE lone LOGIN PASSWORD 'secret'`)
  await bed.client.query('REVOKE EXECUTE ON FUNCTION pg_export_snapshot() FROM PUBLIC')
  try {
    const snapshot = await open({ connections: 4 }, 'lone')
    expect(snapshot).toMatchObject({ isolation: 'repeatable read', connections: 1 })
    expect(await valueOf(snapshot.sessions[0], `current_setting('max_parallel_workers_per_gather')`)).not.toBe('0')
    await snapshot.close()
  } finally {
    await bed.client.query('GRANT EXECUTE ON FUNCTION pg_export_snapshot() TO PUBLIC')
  }
})

test('what is cancelled stays cancelled: the next statement too', async () => {
  const snapshot = await open()
  const [session] = snapshot.sessions
  if (session === undefined) throw new Error('there is no session')
  const sleepy = async (): Promise<void> => {
    await session.query('SAVEPOINT attempt')
    await expect(session.query('SELECT pg_sleep(60)')).rejects.toThrow('canceling statement')
    await session.query('ROLLBACK TO attempt')
  }
  const both = sleepy().then(sleepy)
  await isSeen(`query = 'SELECT pg_sleep(60)'`)
  void snapshot.cancel()
  await both
  await snapshot.close()
})

test('connections that cannot be cancelled are broken off', async () => {
  const snapshot = await open({}, 'few')
  const giveUp = async (): Promise<void> => {
    await isSeen(`query = 'SELECT pg_sleep(60)'`)
    await bed.client.query('ALTER ROLE few NOLOGIN')
    await snapshot.cancel()
  }
  await Promise.all([
    expect(snapshot.sessions[0]?.query('SELECT pg_sleep(60)')).rejects.toThrow('Connection terminated'),
    giveUp(),
  ])
  await snapshot.close()
})
