import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Bed } from '../peers/bed.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make({ counts: { users: 12, lessons: 10, messages: 10, notifications: 10 } })
}, 60_000)
afterAll(async () => await bed.close())

async function sql(...statements: readonly string[]): Promise<void> {
  for (const statement of statements) await bed.client.query(statement)
}

async function config(settings: object): Promise<readonly string[]> {
  await bed.folder.write({ 'settings.json': JSON.stringify({ 'integrity-scan': settings }) })
  return ['--config', bed.folder.join('settings.json')]
}

/** As another user. */
function as(user: string): { env: { M4SH_DATABASE_URL: string } } {
  const url = new URL(bed.sandbox.databaseUrl)
  url.username = user
  url.password = 'secret'
  return { env: { M4SH_DATABASE_URL: url.href } }
}

describe('tables of other names', () => {
  test('quoted, upper-case, in another schema, with columns of other names: by config', async () => {
    await sql(
      'CREATE SCHEMA "Old School"',
      'CREATE TABLE "Old School"."The Users" ("ID" int PRIMARY KEY, "E-Mail" text, "Role" text)',
      'CREATE TABLE "Old School"."Lessons" ("Nr" uuid PRIMARY KEY, "Teacher ""x""" int, pupil int)',
      `INSERT INTO "Old School"."The Users" VALUES (1, 'a@b.c', 'tutor'), (2, 'A@B.c', 'boss')`,
      `INSERT INTO "Old School"."Lessons" VALUES ('00000000-0000-0000-0000-000000000001', 1, 2), ('00000000-0000-0000-0000-000000000002', 7, 2)`,
    )
    const given = await config({
      tables: {
        users: { table: '"Old School"."The Users"', columns: { id: 'ID', email: 'E-Mail', role: 'Role' } },
        lessons: { table: '"Old School"."Lessons"', columns: { id: 'Nr', tutor: '"Teacher ""x"""', student: 'pupil' } },
      },
    })
    const { report } = await bed.scan([...given, '--only', 'users', '--only', 'lessons.orphan-*'])
    const found = report.result.checks.map(({ id, status, keys }) => [id, status, keys])
    expect(found).toEqual([
      ['lessons.orphan-tutor', 'failed', ['00000000-0000-0000-0000-000000000002']],
      ['lessons.orphan-student', 'passed', []],
      ['users.no-role', 'failed', [2]],
      ['users.inactive-with-active-relations', 'skipped', []],
      ['users.duplicate-email', 'failed', [1, 2]],
    ])
    expect(report.result.checks[3]?.reason).toBe(
      `"Old School"."The Users" has no column for "isActive"; looked for is_active.`,
    )
    expect(report.result.tables[0]).toMatchObject({
      table: '"Old School"."The Users"',
      found: 'by config',
      rows: 2,
      columns: { id: 'ID', email: 'E-Mail', role: 'Role' },
    })
  })

  test('a table that the config file names has to be there', async () => {
    const given = await config({ tables: { lessons: 'lessons_leson' } })
    const { exitCode, stderr } = await bed.run(given)
    expect(exitCode).toBe(3)
    expect(stderr).toContain(
      'There is no table lessons_leson, which "integrity-scan.tables.lessons" in the config file gives.',
    )
    expect(stderr).toContain('Did you mean public.lessons_lesson?')
  })

  test.each([
    [{ tables: { lesson: 'x' } }, 'Did you mean "lessons"?'],
    [{ tables: { lessons: { columns: { teacher: 'x' } } } }, 'Known here: id, tutor, student, status, start, end.'],
    [{ tables: { lessons: 5 } }, 'it must be an object with the keys table, columns'],
  ])('%j is told of', async (settings, expected) => {
    const { exitCode, stderr } = await bed.run(await config(settings))
    expect(exitCode).toBe(2)
    expect(stderr).toContain(expected)
  })
})

describe('a schema', () => {
  beforeAll(async () => {
    await sql(
      'CREATE SCHEMA tenant',
      'CREATE TABLE tenant.users_user (id bigint PRIMARY KEY, role text)',
      `INSERT INTO tenant.users_user VALUES (1, 'student'), (2, NULL), (3, '')`,
    )
  })

  test('--schema looks there, and nowhere else', async () => {
    const { report } = await bed.scan(['--schema', 'tenant', '--skip', 'schema'])
    const { checks, tables } = report.result
    expect(tables.map(({ table }) => table)).toEqual(['tenant.users_user', null, null, null, null, null])
    expect(checks.find(({ id }) => id === 'users.no-role')).toMatchObject({ count: 2, keys: [2, 3], rows: 3 })
    expect(checks.filter(({ status }) => status !== 'skipped')).toHaveLength(1)
  })

  test('one that is not there is told of', async () => {
    const { exitCode, stderr } = await bed.run(['--schema', 'tenants'])
    expect(exitCode).toBe(3)
    expect(stderr).toContain('There is no schema "tenants", which --schema gives.')
    expect(stderr).toContain('Did you mean "tenant"?')
  })
})

test('a database without a single table of the platform: no check could be made', async () => {
  await sql('CREATE DATABASE empty')
  const url = new URL(bed.sandbox.databaseUrl)
  url.pathname = '/empty'
  const { exitCode, report, stderr } = await bed.scan([], { env: { M4SH_DATABASE_URL: url.href } })
  expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 3, verdict: 'error' })
  expect(report.result.summary).toMatchObject({ passed: 1, skipped: 19, failed: 0 })
  expect(stderr).toContain('Is it the right database')
})

test('views and partitioned tables', async () => {
  await sql(
    'CREATE SCHEMA parts',
    'CREATE TABLE parts.users_user (id bigint PRIMARY KEY)',
    'INSERT INTO parts.users_user VALUES (1)',
    'CREATE TABLE parts.rows (id bigint, user_id bigint, created_at timestamptz, read_at timestamptz, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at)',
    `CREATE TABLE parts.rows_old PARTITION OF parts.rows FOR VALUES FROM ('2020-01-01') TO ('2025-01-01')`,
    `CREATE TABLE parts.rows_new PARTITION OF parts.rows DEFAULT`,
    `INSERT INTO parts.rows VALUES (1, 1, '2021-01-01', NULL), (2, 9, '2026-01-01', now()), (3, 9, '2022-01-01', now())`,
    'CREATE VIEW parts.notifications_notification AS SELECT * FROM parts.rows',
  )
  const view = await bed.scan(['--schema', 'parts', '--only', 'notifications'])
  expect(view.report.result.checks.map(({ id, keys }) => [id, keys])).toEqual([
    ['notifications.orphan', [2, 3]],
    ['notifications.stale', [1]],
  ])
  await sql('DROP VIEW parts.notifications_notification', 'ALTER TABLE parts.rows RENAME TO notifications_notification')
  const table = await bed.scan(['--schema', 'parts', '--only', 'notifications'])
  expect(table.report.result.checks.map(({ keys }) => keys)).toEqual([[2, 3], [1]])
  expect(table.report.result.tables.find(({ name }) => name === 'notifications')).toMatchObject({
    kind: 'partitioned',
    rows: 3,
  })
})

describe('users who may not do everything', () => {
  beforeAll(async () => {
    await sql(
      `CREATE ROLE reader LOGIN PASSWORD 'secret' IN ROLE pg_read_all_data`,
      `CREATE ROLE half LOGIN PASSWORD 'secret'`,
      'GRANT SELECT ON users_user, lessons_lesson TO half',
    )
  })

  test('one who may only read can scan', async () => {
    const { exitCode, report } = await bed.scan([], as('reader'))
    expect(exitCode).toBe(0)
    expect(report.result.summary).toMatchObject({ skipped: 0, error: 0 })
  })

  test('what a user may not read is skipped, with the reason, and says nothing', async () => {
    const { report } = await bed.scan(['--only', 'lessons', '--only', 'snapshots'], as('half'))
    const byId = new Map(report.result.checks.map((check) => [check.id, check]))
    expect(byId.get('lessons.orphan-tutor')).toMatchObject({ status: 'passed' })
    expect(byId.get('snapshots.missing')).toMatchObject({
      status: 'skipped',
      rows: null,
      reason: 'This user may not read public.boards_boardsnapshot.',
    })
    expect(report.result.count['snapshots.missing']).toBeNull()
    expect(report.result.notChecked).toContainEqual({
      what: 'snapshots.missing',
      reason: 'This user may not read public.boards_boardsnapshot.',
    })
  })

  test('rows that are hidden from a user are not taken for missing', async () => {
    await sql(
      'ALTER TABLE users_user ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY some_users ON users_user FOR SELECT USING (id < 3)',
    )
    try {
      const check = await bed.check('lessons.orphan-student', [], as('reader'))
      expect(check).toMatchObject({ status: 'skipped', count: 0 })
      expect(check.reason).toContain('Row-level security hides rows of public.users_user')
      expect(await bed.check('lessons.orphan-student')).toMatchObject({ status: 'passed' })
    } finally {
      await sql('DROP POLICY some_users ON users_user', 'ALTER TABLE users_user DISABLE ROW LEVEL SECURITY')
    }
  })
})

describe('a check that cannot be made in time', () => {
  test('behind a lock', async () => {
    await sql('BEGIN', 'LOCK TABLE boards_boardsnapshot')
    try {
      const { exitCode, report } = await bed.scan(['--skip', 'schema', '--lock-timeout', '50ms'])
      const errors = report.result.checks.filter(({ status }) => status === 'error')
      expect(errors.map(({ id, reason }) => [id, reason])).toEqual(
        ['snapshots.missing', 'snapshots.empty-state', 'snapshots.orphan'].map((id) => [
          id,
          'A table was locked for longer than --lock-timeout allows.',
        ]),
      )
      expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 3, verdict: 'error' })
      expect(report.result.summary).toMatchObject({ error: 3, passed: 16 })
    } finally {
      await sql('ROLLBACK')
    }
  })

  test('because it takes long', async () => {
    const checks = [{ id: 'own.slow', severity: 'info', title: 'It is slow', sql: 'SELECT 1 AS id, pg_sleep(60)' }]
    const check = await bed.check('own.slow', [...(await config({ checks })), '--statement-timeout', '200ms'])
    expect(check).toMatchObject({ status: 'error', reason: 'It took longer than --statement-timeout allows.' })
  })
})

test('what changes meanwhile is not seen: all checks see one picture, over whichever connection', async () => {
  await sql('CREATE TABLE moments (id int PRIMARY KEY)')
  const checks = ['own.first', 'own.second', 'own.third', 'own.fourth'].map((id) => ({
    id,
    severity: 'info',
    title: 'A moment has come',
    sql: `SELECT pg_current_snapshot()::text AS picture, pg_backend_pid() AS pid, pg_sleep(0.2)
      FROM (SELECT 1 AS id UNION ALL SELECT id + 1 FROM moments) AS all_moments`,
  }))
  const given = await config({ checks })
  const scan = bed.scan([...given, '--only', 'own.*'])
  const deadline = performance.now() + 10_000
  for (;;) {
    const { rows } = await bed.client.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'integrity-scan' AND query LIKE '%pg_sleep%'`,
    )
    if (rows.length > 0) break
    if (performance.now() > deadline) throw new Error('no check was seen at work')
  }
  await sql('INSERT INTO moments VALUES (1)')
  const { report } = await scan
  const found = report.result.checks
  expect(found.map(({ count }) => count)).toEqual([1, 1, 1, 1])
  expect(new Set(found.flatMap(({ keys }) => keys)).size).toBe(1)
  expect(new Set(found.flatMap(({ samples }) => samples.map(({ pid }) => pid))).size).toBe(2)
})
