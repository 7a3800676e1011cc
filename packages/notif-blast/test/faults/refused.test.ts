import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Bed } from '../peers/blasting.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
})
afterAll(async () => await bed.close())

const table = 'notifications_notification'

/** Makes the database refuse rows, for as long as something runs. */
async function whileRefusing<T>(sql: string, back: string, work: () => Promise<T>): Promise<T> {
  await bed.client.query(sql)
  try {
    return await work()
  } finally {
    await bed.client.query(back)
  }
}

/** A trigger that ends the statement at this row of a run. */
const refusing = (row: number, code: string, message: string): readonly [string, string] => [
  `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF (NEW.payload->'notif_blast'->>'row')::int = ${row} THEN RAISE EXCEPTION '${message}' USING ERRCODE = '${code}'; END IF;
     RETURN NEW; END $$;
   CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse()`,
  `DROP TRIGGER refuse ON ${table}; DROP FUNCTION refuse()`,
]

describe('before anything is written', () => {
  test.each([
    [['--user', '999999'], 2, '--user: 999999 is not in'],
    [['--user', 'nobody@m4sh.test', '--user', '3'], 2, 'nobody@m4sh.test'],
    [['--user', '3', '--table', 'nothing_there'], 3, 'nothing_there'],
    [['--user', '3', '--column', 'payload=date'], 3, 'date'],
    [['--user', '3', '--payload', 'none.json'], 2, 'none.json'],
    [['--user', '3', '--threshold', 'rowsPerSecnd>1'], 2, 'rowsPerSecond'],
  ])('%j', async (argv, exitCode, says) => {
    const before = await bed.count()
    const ended = await bed.run(argv)
    expect(ended).toMatchObject({ exitCode, stdout: '' })
    expect(ended.stderr).toContain(says)
    expect(await bed.count()).toBe(before)
  })

  test('nothing listens there', async () => {
    const { exitCode, stderr } = await bed.run([
      '--user',
      '3',
      '--database-url',
      'postgresql://m4sh:secret@127.0.0.1:1/m4sh',
    ])
    expect(exitCode).toBe(3)
    expect(stderr).toContain('m4sh@127.0.0.1:1/m4sh')
    expect(stderr).not.toContain('secret')
  })

  test('a host that is not this machine wants --yes, and is not asked before', async () => {
    const proxied = bed.sandbox.databaseUrl.replace('127.0.0.1', '0.0.0.0')
    const before = await bed.count()
    const argv = ['--user', '3', '-n', '5', '--database-url', proxied]
    const { exitCode, stderr } = await bed.run(argv)
    expect([exitCode, await bed.count()]).toEqual([2, before])
    expect(stderr).toContain('Writes 5 notifications for 1 user into public.notifications_notification of m4sh@0.0.0.0')
    expect(stderr).toContain('--yes')
    expect((await bed.run([...argv, '--yes'])).exitCode).toBe(0)
    expect(await bed.count()).toBe(before + 5)
  })

  test('a user who may only read', async () => {
    await bed.client.query(
      `CREATE ROLE reader LOGIN PASSWORD 'reader'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader`,
    )
    const url = bed.sandbox.databaseUrl.replace('m4sh:m4sh@', 'reader:reader@')
    const { exitCode, stderr } = await bed.run(['--user', '3'], { env: { M4SH_DATABASE_URL: url } })
    expect(exitCode).toBe(3)
    expect(stderr).toContain('reader may not write')
    expect(stderr).toContain('GRANT INSERT')
  })

  test('a database that only lets read', async () => {
    const { exitCode, stderr } = await bed.run([
      '--user',
      '3',
      '--database-url',
      `${bed.sandbox.databaseUrl}?options=-c%20default_transaction_read_only%3Don`,
    ])
    expect(exitCode).toBe(3)
    expect(stderr).toContain('only lets read')
  })

  test('a table that could hold a row twice', async () => {
    const plain = `CREATE TABLE loose_notification AS SELECT * FROM ${table} LIMIT 0`
    const argv = ['--user', '3', '-n', '5', '--table', 'loose_notification']
    const ended = await whileRefusing(plain, 'SELECT 1', async () => await bed.run(argv))
    expect(ended.exitCode).toBe(3)
    expect(ended.stderr).toContain('no unique index')
    expect((await bed.run([...argv, '--retries', '0'])).exitCode).toBe(0)
    await bed.client.query('DROP TABLE loose_notification')
  })

  test('types that do not fit into their column', async () => {
    await bed.client.query(`CREATE TYPE mood AS ENUM ('chat.message', 'sad');
      CREATE TABLE short_notification (id uuid PRIMARY KEY, user_id bigint, type varchar(12), payload jsonb, read_at timestamptz, created_at timestamptz);
      CREATE TABLE moody_notification (id uuid PRIMARY KEY, user_id bigint, type mood, payload jsonb, read_at timestamptz, created_at timestamptz);
      CREATE TABLE old_notification (id bigint PRIMARY KEY, user_id bigint, type text, payload jsonb, read_at timestamptz, created_at timestamptz)`)
    for (const [name, says] of [
      ['short_notification', 'longer than the column'],
      ['moody_notification', 'knows no type'],
      ['old_notification', 'a UUID has to fit'],
    ] as const) {
      const { exitCode, stderr } = await bed.run(['--user', '3', '--table', name])
      expect([exitCode, stderr]).toEqual([3, expect.stringContaining(says)])
    }
    expect((await bed.run(['--user', '3', '--table', 'short_notification', '-t', 'chat.message'])).exitCode).toBe(0)
  })

  test('a platform that is not this machine is asked about, too, and not spoken to before', async () => {
    const argv = ['--user', '3', '-n', '5', '--push', '--base-url', 'http://platform.invalid']
    const { exitCode, stderr } = await bed.run(argv)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('Push 5 notifications by platform.invalid')])
    const dry = await bed.run([...argv, '--dry-run'])
    expect([dry.exitCode, dry.stderr]).toEqual([0, expect.stringContaining('Would push them')])
  })

  test('what decorates payloads may be hidden', async () => {
    await bed.client.query(
      `CREATE ROLE narrow LOGIN PASSWORD 'narrow'; GRANT SELECT, INSERT ON ${table} TO narrow; GRANT SELECT ON users_user TO narrow`,
    )
    const env = { M4SH_DATABASE_URL: bed.sandbox.databaseUrl.replace('m4sh:m4sh@', 'narrow:narrow@') }
    expect((await bed.run(['--user', '3', '-n', '5'], { env })).exitCode).toBe(0)
  })

  test('nobody writes to himself', async () => {
    const { report } = await bed.blast(['--user', '2', '-n', '200'])
    const { rows } = await bed.client.query(
      `SELECT 1 FROM ${table} WHERE payload->'notif_blast'->>'run' = $1 AND (payload->>'actor_id')::int = 2`,
      [report.result.marker],
    )
    expect(rows).toEqual([])
  })

  test('rows that may not be removed', async () => {
    await bed.client.query(
      `CREATE ROLE writer LOGIN PASSWORD 'writer'; GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO writer`,
    )
    const env = { M4SH_DATABASE_URL: bed.sandbox.databaseUrl.replace('m4sh:m4sh@', 'writer:writer@') }
    expect((await bed.run(['--user', '3', '-n', '5'], { env })).exitCode).toBe(0)
    const { exitCode, stderr } = await bed.run(['--user', '3', '-n', '5', '--clear', '--yes'], { env })
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('writer may not delete')])
  })

  test('a column that nobody knows a value for', async () => {
    const ended = await whileRefusing(
      `ALTER TABLE ${table} ADD COLUMN tenant int NOT NULL DEFAULT 1; ALTER TABLE ${table} ALTER tenant DROP DEFAULT`,
      `ALTER TABLE ${table} DROP COLUMN tenant`,
      async () => await bed.run(['--user', '3']),
    )
    expect(ended.exitCode).toBe(3)
    expect(ended.stderr).toContain('tenant')
  })
})

test('a row that is refused ends a schedule at once', async () => {
  const [sql, back] = refusing(2, '23514', 'not this one')
  const argv = ['--user', '3', '-n', '50', '--delay', '2s']
  const { exitCode, report } = await whileRefusing(sql, back, async () => await bed.blast(argv))
  expect([exitCode, report.result.inserted]).toEqual([3, 2])
  expect(report.result.writingMs).toBeLessThan(8000)
})

describe('users whose ids are beyond what a number holds', () => {
  test('are told apart', async () => {
    const [one, other] = ['9007199254740992', '9007199254740993']
    await bed.client.query(
      `INSERT INTO users_user (id, email, password, first_name, last_name, role, is_self_learning, timezone, is_active, is_staff, date_joined)
       SELECT id, id || '@m4sh.test', '', '', '', 'student', false, 'UTC', true, false, now() FROM unnest($1::bigint[]) id`,
      [[one, other]],
    )
    for (const argv of [[], ['--method', 'insert'], ['--batch-size', '1']]) {
      const { report } = await bed.blast(['--user', other, '-n', '3', ...argv])
      const { rows } = await bed.client.query<{ user_id: string }>(
        `SELECT DISTINCT user_id::text FROM ${table} WHERE payload->'notif_blast'->>'run' = $1`,
        [report.result.marker],
      )
      expect(rows).toEqual([{ user_id: other }])
    }
  })
})

describe('in the middle', () => {
  test.each([
    ['unique', '23505', 'duplicate key'],
    ['foreign-key', '23503', 'no such user'],
    ['disk-full', '53100', 'could not extend file'],
    ['read-only', '25006', 'cannot execute INSERT in a read-only transaction'],
  ])('%s: a clear error, what is in, and the commands that go on', async (kind, code, message) => {
    const [sql, back] = refusing(2500, code, message)
    const argv = ['--user', '3', '-n', '5000', '--batch-size', '1000', '--connections', '1']
    const { exitCode, report } = await whileRefusing(sql, back, async () => await bed.blast(argv))
    const { result, verdict, warnings } = report
    expect([exitCode, verdict]).toEqual([3, 'error'])
    // Two batches are in; the third is refused as a whole.
    expect(result).toMatchObject({ inserted: 2000, failed: 3000, database: { rows: 2000, agrees: true } })
    expect(await bed.count(result.marker)).toBe(2000)
    expect(result.errors).toEqual({ count: 1, byKind: { [kind]: 1 } })
    expect(warnings.join(' ')).toContain('m4sh@127.0.0.1')
    expect(result.next).toEqual({
      undo: `npx @m4sh/notif-blast --undo ${result.marker}`,
      resume: `npx @m4sh/notif-blast --resume ${result.marker}`,
    })
    const resumed = await bed.blast(['--resume', result.marker])
    expect(resumed.exitCode).toBe(0)
    expect(await bed.count(result.marker)).toBe(5000)
  })

  test('rows that the database takes and drops', async () => {
    const sql = `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF (NEW.payload->'notif_blast'->>'row')::int % 10 = 7 THEN RETURN NULL; END IF; RETURN NEW; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse()`
    const [, back] = refusing(0, '', '')
    const { exitCode, report } = await whileRefusing(
      sql,
      back,
      async () => await bed.blast(['--user', '3', '-n', '30']),
    )
    expect([exitCode, report.verdict]).toEqual([3, 'error'])
    expect(report.warnings.join(' ')).toContain('kept 3 of them out')
    expect(report.result.next.resume).toContain(report.result.marker)
  })

  test('deadlocks pass: the batch is tried again', async () => {
    await bed.client.query('CREATE SEQUENCE tries')
    const [, back] = refusing(0, '', '')
    const sql = `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('tries') <= 2 THEN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse()`
    const { exitCode, report } = await whileRefusing(
      sql,
      back,
      async () => await bed.blast(['--user', '3', '-n', '10']),
    )
    expect(exitCode).toBe(0)
    expect(report.result).toMatchObject({ inserted: 10, failed: 0, errors: { count: 2, byKind: { deadlock: 2 } } })
  })
})
