import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startHttpServer } from '@m4sh/tools-core/testing'
import { Bed } from './peers/blasting.ts'

// What a flag does to a whole run, where no other test needs it for something else.
let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
}, 60_000)
afterAll(async () => await bed.close())

const one = ['--user', '3', '-n', '5']

describe('what is said', () => {
  test('--quiet says nothing, --verbose which columns are written', async () => {
    expect(await bed.run([...one, '--quiet'])).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    const said = 'Columns of public.notifications_notification: id → id uuid, user → user_id '
    expect((await bed.run(one)).stderr).not.toContain(said)
    expect((await bed.run([...one, '--verbose'])).stderr).toContain(said)
  })

  test('--color colours where no terminal is, --no-color does not where one is', async () => {
    const escape = '\u001B['
    expect((await bed.run([...one, '--color'])).stdout).toContain(escape)
    const plain = await bed.run([...one, '--no-color'], { columns: 100 })
    expect(plain.stdout).toContain('Written')
    expect(plain.stdout).not.toContain(escape)
  })

  test('--lang says it in Ukrainian, as LANG does; the JSON is the same', async () => {
    const { stdout } = await bed.run([...one, '--lang', 'uk'])
    expect(stdout).toMatch(/^Потік сповіщень {2}/)
    const { report } = await bed.blast([...one, '--lang', 'uk'])
    expect(report.verdict).toBe('pass')
    expect((await bed.run([...one, '--lang', 'de'])).exitCode).toBe(2)
  })

  test('--config names the file of the settings', async () => {
    await bed.folder.write({ 'nightly.yaml': 'notif-blast: { user: 3, count: 7, type: system.update }\n' })
    const { report } = await bed.blast(['--config', bed.folder.join('nightly.yaml')])
    expect(report.result).toMatchObject({ inserted: 7, byType: { 'system.update': 7 } })
  })
})

describe('the database', () => {
  test('--async-commit has rows committed without waiting for the disk', async () => {
    const seen = async (argv: readonly string[]): Promise<readonly unknown[]> => {
      await bed.client.query('TRUNCATE TABLE seen_commits')
      expect((await bed.run([...one, ...argv])).exitCode).toBe(0)
      const { rows } = await bed.client.query<{ mode: string }>('SELECT DISTINCT mode FROM seen_commits')
      return rows.map(({ mode }) => mode)
    }
    await bed.client.query(`
      CREATE TABLE seen_commits (mode text);
      CREATE FUNCTION note_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO seen_commits VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
      CREATE TRIGGER note_commit AFTER INSERT ON notifications_notification EXECUTE FUNCTION note_commit()`)
    try {
      expect(await seen([])).not.toContain('off')
      expect(await seen(['--async-commit'])).toEqual(['off'])
    } finally {
      await bed.client.query(`DROP TRIGGER note_commit ON notifications_notification;
        DROP FUNCTION note_commit; DROP TABLE seen_commits`)
    }
  })

  test('--user-table says where users are', async () => {
    await bed.client.query('CREATE TABLE people AS SELECT id, email FROM users_user WHERE id IN (2, 3)')
    await bed.client.query('ALTER TABLE people ADD PRIMARY KEY (id)')
    try {
      const { report } = await bed.blast(['--all-users', '--per-user', '-n', '2', '--user-table', 'people'])
      expect(report.result).toMatchObject({ users: 2, inserted: 4 })
    } finally {
      await bed.client.query('DROP TABLE people')
    }
  })

  test('--runs says where a run leaves what --resume needs', async () => {
    const folder = bed.folder.join('elsewhere')
    await bed.client.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON notifications_notification EXECUTE FUNCTION refuse()`)
    const broken = await bed.blast([...one, '--runs', folder])
    await bed.client.query('DROP TRIGGER refuse ON notifications_notification; DROP FUNCTION refuse')
    const { marker } = broken.report.result
    expect(broken).toMatchObject({ exitCode: 3, report: { result: { inserted: 0, failed: 5 } } })
    expect((await bed.run(['--resume', marker])).stderr).toContain(marker)
    const { report } = await bed.blast(['--resume', marker, '--runs', folder])
    expect(report.result).toMatchObject({ inserted: 5, failed: 0 })
  })
})

describe('the platform', () => {
  const env = (): Readonly<Record<string, string>> => ({
    M4SH_TOKEN: bed.sandbox.tokens.admin,
    M4SH_JWT_SECRET: bed.sandbox.jwtSecret,
  })

  test('--header goes along with every request', async () => {
    const server = await startHttpServer((_, response) => response.writeHead(201).end('{}'))
    try {
      const argv = ['--base-url', server.url, ...one, '--push', '--push-via', 'http', '--header', 'X-Trial: seven']
      await bed.run(argv, { env: env() })
      expect(server.requests.length).toBeGreaterThan(0)
      for (const { headers } of server.requests) expect(headers['x-trial']).toBe('seven')
    } finally {
      await server.close()
    }
  })

  test('--ws-url is the gateway, wherever the rest of the platform is', async () => {
    const argv = ['--base-url', 'http://127.0.0.1:1', '--ws-url', bed.sandbox.wsUrl, ...one]
    const { exitCode, report } = await bed.blast([...argv, '--push', '--push-via', 'ws', '--listen'], { env: env() })
    expect(exitCode).toBe(0)
    expect(report.result.push).toMatchObject({ via: 'ws', pushed: 5, delivered: 5, lost: 0 })
  })

  test('--push-queue bounds what waits to be pushed, and nothing is left out by it', async () => {
    const argv = [
      '--user',
      '3',
      '-n',
      '50',
      '--batch-size',
      '10',
      '--push',
      '--push-via',
      'ws',
      '--push-queue',
      '1',
      '--listen',
    ]
    const { report } = await bed.blast(argv, { env: env() })
    expect(report.result.push).toMatchObject({ pushed: 50, delivered: 50, lost: 0, duplicated: 0 })
  })
})
