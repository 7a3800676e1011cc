import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { databaseFault, type DatabaseFault, openClient, openKysely } from '@m4sh/tools-core/connections/postgres'
import { sql } from 'kysely'
import { startTestDatabase, type TestDatabase } from './databases.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
  await database.run(
    `CREATE ROLE guest LOGIN PASSWORD 'guest-password'`,
    `CREATE ROLE crowded LOGIN PASSWORD 'crowded' CONNECTION LIMIT 0`,
    `CREATE ROLE abroad LOGIN PASSWORD 'abroad'`,
    `ALTER ROLE abroad SET DateStyle = 'German'`,
    `CREATE TABLE parents (id int PRIMARY KEY)`,
    `CREATE TABLE rows (
      id int PRIMARY KEY, word varchar(3) NOT NULL, parent int REFERENCES parents, age int CHECK (age > 0)
    )`,
    `INSERT INTO rows VALUES (1, 'a')`,
  )
})
afterAll(() => database.stop())

const guest = { user: 'guest', password: 'guest-password' }

async function faultOf(work: Promise<unknown>): Promise<DatabaseFault> {
  const error = await work.catch((thrown: unknown) => thrown)
  const fault = databaseFault(error)
  if (fault === null) throw new Error('no fault of a database', { cause: error })
  return fault
}

describe('a database that lets nobody in', () => {
  test.each([
    ['a wrong password', { password: 'hunter2' }, /does not know this user with this password/],
    ['another user', { user: 'nobody', password: 'hunter2' }, /does not know this user with this password/],
    ['no password', { password: '' }, /asks for a password, and none was given/],
    ['no such database', { database: 'nowhere' }, /there is no such database \(database "nowhere" does not exist\)/],
    ['too many', { user: 'crowded', password: 'crowded' }, /takes no more connections \(too many/],
  ])('%s', async (_, changes, message) => {
    const address = database.at(changes)
    const opening = openClient(address, { applicationName: 'a test' })
    await expect(opening).rejects.toThrow(message)
    await expect(opening).rejects.toThrow(`The database ${address.name}: `)
    await expect(opening).rejects.not.toThrow('hunter2')
  })

  test('nor may a setting be one that there is not', async () => {
    const opening = database.open(database.at(), { set: { lock_timeouts: '1s' } })
    await expect(opening).rejects.toThrow('unrecognized configuration parameter "lock_timeouts"')
  })
})

describe('a client', () => {
  test('is set up as it was asked for', async () => {
    const set = { lock_timeout: '5s' }
    const client = await database.open(database.at({}, 'options=-c%20work_mem%3D1MB'), {
      statementTimeoutMs: 60_000,
      set,
    })
    const { rows } = await client.query(`SELECT current_setting('statement_timeout') AS statement,
      current_setting('lock_timeout') AS lock, current_setting('application_name') AS name,
      current_setting('work_mem') AS memory`)
    expect(rows).toEqual([{ statement: '1min', lock: '5s', name: 'a test', memory: '1MB' }])
    const named = await database.open(database.at({}, 'application_name=mine'))
    expect((await named.query('SHOW application_name')).rows).toEqual([{ application_name: 'mine' }])
  })

  test('reads bigint as a number while that is exact, and times whatever the role has set', async () => {
    const client = await database.open(database.at({ user: 'abroad', password: 'abroad' }))
    const { rows } = await client.query(
      `SELECT 1::int8 AS small, 9007199254740993::int8 AS large, '2026-02-01T12:00:00Z'::timestamptz AS time`,
    )
    expect(rows).toEqual([{ small: 1, large: '9007199254740993', time: new Date('2026-02-01T12:00:00Z') }])
    const { rows: same } = await client.query('SELECT $1::int8 = 9007199254740993 AS same', [rows[0]?.large])
    expect(same).toEqual([{ same: true }])
  })

  test('sends statements without waiting, in a pipeline', async () => {
    const client = await database.open(database.at(), { pipeline: true })
    const answers = [1, 2, 3].map((number) => client.query<{ n: number }>('SELECT $1::int AS n', [number]))
    const failing = faultOf(client.query('SELECT * FROM nowhere'))
    const after = client.query('SELECT 4')
    expect((await Promise.all(answers)).map(({ rows }) => rows[0]?.n)).toEqual([1, 2, 3])
    expect(await failing).toMatchObject({ kind: 'no-table' })
    expect((await after).rowCount).toBe(1)
  })

  test('that is read-only cannot write', async () => {
    const client = await database.open(database.at(), { readOnly: true })
    const fault = await faultOf(client.query(`INSERT INTO rows VALUES (2, 'b')`))
    expect(fault).toMatchObject({ kind: 'read-only', isPassing: false })
  })
})

describe('what a statement may meet', () => {
  test.each([
    [
      `INSERT INTO rows VALUES (1, 'b')`,
      'unique',
      /violates unique constraint "rows_pkey": Key \(id\)=\(1\) already exists$/,
    ],
    [`INSERT INTO rows VALUES (2, 'b', 9)`, 'foreign-key', /Key \(parent\)=\(9\) is not present in table "parents"$/],
    [`INSERT INTO rows VALUES (2, NULL)`, 'not-null', /^null value in column "word" [^:]*$/],
    [`INSERT INTO rows VALUES (2, 'b', NULL, 0)`, 'check', /violates check constraint "rows_age_check"$/],
    [`INSERT INTO rows VALUES (2, 'bbbb')`, 'too-long', /value too long for type character varying\(3\)/],
    [`INSERT INTO rows VALUES ('x', 'b')`, 'invalid-value', /invalid input syntax for type integer: "x"/],
    [`INSERT INTO nowhere VALUES (1)`, 'no-table', /relation "nowhere" does not exist/],
    [`INSERT INTO rows (ids) VALUES (1)`, 'no-column', /column "ids" of relation "rows" does not exist/],
    [`SELECT pg_sleep(60)`, 'statement-timeout', /canceling statement due to statement timeout/],
    [`SELECT 1 / 0`, 'invalid-value', /division by zero/],
    [`SELEKT`, 'other', /syntax error at or near "SELEKT"/],
  ])('%s is %s', async (statement, kind, says) => {
    const client = await database.open(database.at(), {
      statementTimeoutMs: kind === 'statement-timeout' ? 20 : 20_000,
    })
    const fault = await faultOf(client.query(statement))
    expect(fault).toMatchObject({ kind, isPassing: false, isConnectionLost: false })
    expect(fault.says).toMatch(says)
  })

  test('no permission', async () => {
    const client = await database.open(database.at(guest))
    const fault = await faultOf(client.query('SELECT * FROM rows'))
    expect(fault).toMatchObject({
      kind: 'permission',
      says: 'this user may not do that (permission denied for table rows)',
    })
  })

  test('a lock', async () => {
    const holder = await database.open()
    await holder.query('BEGIN; LOCK TABLE rows')
    const client = await database.open(database.at(), { set: { lock_timeout: '20ms' } })
    expect(await faultOf(client.query('SELECT * FROM rows'))).toMatchObject({ kind: 'lock-timeout', isPassing: true })
    await holder.query('ROLLBACK')
  })

  test('a deadlock', async () => {
    await database.run('CREATE TABLE a (); CREATE TABLE b ()')
    const [first, second] = [await database.open(), await database.open()]
    await first.query('BEGIN; LOCK TABLE a')
    await second.query('BEGIN; LOCK TABLE b')
    const both = [first.query('LOCK TABLE b'), second.query('LOCK TABLE a')]
    const [one, other] = await Promise.allSettled(both)
    const failed = [one, other].find((result) => result?.status === 'rejected')
    expect(await faultOf(Promise.reject(failed?.reason))).toMatchObject({ kind: 'deadlock', isPassing: true })
    await Promise.all([first.query('ROLLBACK'), second.query('ROLLBACK')])
  })
})

/** Not `once` of Node: it rejects for the error that comes before. */
function endOf(client: { on(event: 'end', listener: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => {
    client.on('end', resolve)
  })
}

describe('a connection that is ended by somebody', () => {
  test('under way: nobody knows whether the statement was done', async () => {
    const client = await database.open()
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const waiting = faultOf(client.query('SELECT pg_sleep(60)'))
    await database.run(`SELECT pg_terminate_backend(${rows[0]?.pid})`)
    expect(await waiting).toMatchObject({ kind: 'shutdown', isPassing: true, isConnectionLost: true })
  })

  test('while it is idle: the process goes on, and the next statement says so', async () => {
    const client = await database.open()
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const ended = endOf(client)
    await database.run(`SELECT pg_terminate_backend(${rows[0]?.pid})`)
    await ended
    const fault = await faultOf(client.query('SELECT 1'))
    expect(fault).toMatchObject({ kind: 'lost', isPassing: true, isConnectionLost: false })
  })
})

describe('connections for Kysely', () => {
  interface Tables {
    rows: { id: number; word: string }
  }

  test('are all set up, and as many as were asked for', async () => {
    const { db, pool, close } = await openKysely<Tables>(database.at(), {
      applicationName: 'of kysely',
      connections: 2,
      readOnly: true,
    })
    expect(await db.selectFrom('rows').selectAll().execute()).toMatchObject([{ id: 1, word: 'a' }])
    const clients = [await pool.connect(), await pool.connect()]
    for (const client of clients) {
      const { rows } = await client.query('SELECT current_setting($1) AS mode', ['default_transaction_read_only'])
      expect(rows).toEqual([{ mode: 'on' }])
    }
    const third = pool.connect()
    expect(pool.waitingCount).toBe(1)
    for (const client of clients) client.release()
    ;(await third).release()
    expect(await faultOf(db.deleteFrom('rows').execute())).toMatchObject({ kind: 'read-only' })
    await close()
  })

  test('that break are replaced, idle or not', async () => {
    const { db, pool, close } = await openKysely<Tables>(database.at(), { applicationName: 'breaking', connections: 2 })
    const idle = await pool.connect()
    const used = await pool.connect()
    const ended = [endOf(idle), endOf(used)]
    idle.release()
    await database.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'breaking'`)
    await Promise.all(ended)
    used.release()
    const { rows } = await sql<{ one: number }>`SELECT 1 AS one`.execute(db)
    expect(rows).toEqual([{ one: 1 }])
    await close()
  })

  test('are refused in words', async () => {
    const opening = openKysely(database.at({ password: 'x' }), { applicationName: 'a test', connections: 1 })
    await expect(opening).rejects.toThrow(/does not know this user/)
  })
})
