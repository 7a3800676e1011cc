import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { OpenDatabase } from '../../src/database/open-database.ts'
import type { SeedCounts } from '../../src/seeds/counts.ts'
import { seedDatabase } from '../../src/seeds/seed-database.ts'
import { eventually } from '../conformance/eventually.ts'
import { checks, findViolations } from '../corrupt/find-violations.ts'
import { startDatabases, type Databases } from '../database/databases.ts'

const now = new Date()
const counts: SeedCounts = { users: 300, relations: 450, lessons: 2000, messages: 3000, notifications: 3000 }
/** Beyond the point from which on the indexes are made at the end. */
const large: SeedCounts = { users: 2000, relations: 2500, lessons: 10_000, messages: 20_000, notifications: 20_000 }
/** More relations than pairs of tutor and student. */
const crowded: SeedCounts = { users: 11, relations: 100, lessons: 100, messages: 50, notifications: 10 }
const nobody: SeedCounts = { users: 0, relations: 5, lessons: 5, messages: 5, notifications: 5 }

let databases: Databases
beforeAll(async () => {
  databases = await startDatabases()
})
afterAll(() => databases.stop())

async function seeded(size: SeedCounts, seed: number): Promise<OpenDatabase> {
  const database = await databases.open()
  await seedDatabase(database.pool, { counts: size, seed, now })
  return database
}

async function rowsOf({ pool }: OpenDatabase, sql: string): Promise<unknown[]> {
  return (await pool.query<Record<string, unknown>>(sql)).rows
}

/** Of each table one text that changes with any of its rows. */
async function digest(database: OpenDatabase): Promise<unknown> {
  // The passwords of the three who are always there are salted anew each time.
  const users = '(SELECT id, email, first_name, last_name, role, timezone, is_active, date_joined FROM users_user)'
  const others = ['users_tutorstudentrelation', 'lessons_lesson', 'chat_lessonchatmessage', 'boards_boardsnapshot']
  const parts = [users, ...others, 'notifications_notification'].map(
    (source) => `SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM ${source} AS t`,
  )
  return await rowsOf(database, parts.join(' UNION ALL '))
}

describe.each([
  ['some hundreds', counts, 1],
  ['some hundreds, otherwise', counts, 2 ** 40 + 7],
  ['many', large, 3],
  ['more relations than pairs', crowded, 4],
  ['nobody but who is always there', nobody, 5],
])('%s', (_, size, seed) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await seeded(size, seed)
  })

  test.each(checks)('%s finds nothing', async (check) => {
    expect(await findViolations(database.pool, check)).toEqual([])
  })

  test('there are as many as were asked for, beside those that are always there', async () => {
    const [rows] = await rowsOf(
      database,
      `SELECT (SELECT count(*) FROM users_user) - 3 AS users, (SELECT count(*) FROM lessons_lesson) - 1 AS lessons,
         (SELECT count(*) FROM users_tutorstudentrelation) - 1 AS relations,
         (SELECT count(*) FROM chat_lessonchatmessage) AS messages,
         (SELECT count(*) FROM notifications_notification) AS notifications`,
    )
    expect(rows).toEqual({ ...size, relations: size.users === 0 ? 0 : size.relations })
  })

  test('no foreign key is broken, and the next ids are free', async () => {
    const { pool } = database
    const { rows } = await pool.query<{ name: string; tab: string }>(
      `SELECT conname AS name, conrelid::regclass AS tab FROM pg_constraint WHERE contype = 'f'`,
    )
    expect(rows.length).toBeGreaterThan(9)
    // Checked as if they had never been.
    for (const { name, tab } of rows) {
      await pool.query(`UPDATE pg_constraint SET convalidated = false WHERE conname = $1`, [name])
      await pool.query(`ALTER TABLE ${tab} VALIDATE CONSTRAINT ${name}`)
    }
    const insert = `INSERT INTO users_tutorstudentrelation (tutor_id, student_id, status, notes, created_at, updated_at)
      VALUES (2, 3, 'archived', '', now(), now()) RETURNING id`
    const [made] = (await pool.query<{ id: number }>(insert)).rows
    expect(made?.id).toBe(size.users === 0 ? 2 : size.relations + 2)
    await pool.query('DELETE FROM users_tutorstudentrelation WHERE id = $1', [made?.id])
  })
})

test('the same seed makes the same rows, another one others', async () => {
  const [first, second, other] = [await seeded(counts, 1), await seeded(counts, 1), await seeded(counts, 2)]
  expect(await digest(second)).toEqual(await digest(first))
  expect(await digest(other)).not.toEqual(await digest(first))
})

test('indexes are as they were, however much was written', async () => {
  const definitions = 'SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexdef'
  const before = await rowsOf(await databases.open(), definitions)
  expect(before.length).toBeGreaterThan(15)
  expect(await rowsOf(await seeded(large, 1), definitions)).toEqual(before)
})

test('one that was seeded stays as it is', async () => {
  const database = await seeded(crowded, 1)
  const before = await digest(database)
  expect(await seedDatabase(database.pool, { counts, seed: 2, now })).toMatchObject({ isNew: false, ids: { tutor: 2 } })
  expect(await digest(database)).toEqual(before)
})

test('somebody else’s users are left alone', async () => {
  const { pool } = await databases.open()
  await pool.query(
    `INSERT INTO users_user (email, password, first_name, last_name, role, is_self_learning, timezone, is_active,
       is_staff, date_joined) VALUES ('a@b.c', '', '', '', 'tutor', false, 'UTC', true, false, now())`,
  )
  await expect(seedDatabase(pool, { counts, seed: 2, now })).rejects.toThrow('no sandbox has made')
  expect((await pool.query('SELECT email FROM users_user')).rows).toEqual([{ email: 'a@b.c' }])
})

test('given up in the middle, nothing is written and every index is there', async () => {
  const { pool } = await databases.open()
  const indexes = 'SELECT count(*) FROM pg_indexes WHERE schemaname = current_schema()'
  const before = (await pool.query(indexes)).rows
  const stop = new AbortController()
  const seeding = seedDatabase(pool, { counts: { ...large, messages: 50_000_000 }, seed: 1, now, signal: stop.signal })
  const failure = seeding.then(
    () => null,
    (error: unknown) => error,
  )
  const progress = `SELECT tuples_processed FROM pg_stat_progress_copy
    WHERE tuples_processed > 0 AND relid = 'chat_lessonchatmessage'::regclass`
  await eventually(
    'some messages',
    async () => (await pool.query(progress)).rowCount,
    (rows) => rows === 1,
  )
  stop.abort()
  expect(await failure).toMatchObject({ name: 'AbortError' })
  expect((await pool.query('SELECT FROM users_user')).rowCount).toBe(0)
  expect((await pool.query(indexes)).rows).toEqual(before)
})
