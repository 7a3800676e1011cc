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
    expect(Object.keys(result.errors.byKind)).toContain(kind)
    expect(warnings.join(' ')).toContain('m4sh@127.0.0.1')
    expect(result.next).toEqual({
      undo: `npx @m4sh/notif-blast --undo ${result.marker}`,
      resume: `npx @m4sh/notif-blast --resume ${result.marker}`,
    })
    const resumed = await bed.blast(['--resume', result.marker])
    expect(resumed.exitCode).toBe(0)
    expect(await bed.count(result.marker)).toBe(5000)
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
