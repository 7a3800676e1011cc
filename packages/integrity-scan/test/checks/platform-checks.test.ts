import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { findPlatform } from '../../src/catalog/find-platform.ts'
import { prepareCheck } from '../../src/checks/prepare-check.ts'
import type { PreparedCheck } from '../../src/checks/prepared-check.ts'
import { platformChecks } from '../../src/checks/registry.ts'
import { queryBuilder, statementOf } from '../../src/scan/query-builder.ts'
import { runCheck } from '../../src/scan/run-check.ts'
import { type Databases, startDatabases } from '../schema/databases.ts'

let databases: Databases

beforeAll(async () => {
  databases = await startDatabases({ counts: { users: 6, lessons: 2, messages: 2, notifications: 2 } })
}, 60_000)
afterAll(async () => await databases.stop())

const platform = [
  'CREATE TABLE users_user (id int PRIMARY KEY, email text, role text, is_active bool)',
  `CREATE TABLE users_tutorstudentrelation (id int PRIMARY KEY, tutor_id int, student_id int, status text,
    relationship_start timestamptz, relationship_end timestamptz, created_at timestamptz)`,
  `CREATE TABLE lessons_lesson (id int PRIMARY KEY, tutor_id int, student_id int, status text, start timestamptz,
    "end" timestamptz)`,
  'CREATE TABLE boards_boardsnapshot (id int PRIMARY KEY, lesson_id int, data jsonb, saved_at timestamptz)',
]

async function prepared(client: DatabaseClient, id: string, roles: readonly string[] = []): Promise<PreparedCheck> {
  const check = platformChecks.find((one) => one.id === id)
  if (check === undefined) throw new Error(`there is no check ${id}`)
  const found = prepareCheck(check, {
    db: queryBuilder,
    platform: await findPlatform(client, {}),
    settings: { staleDays: 30, roles },
    fixSettings: { deleteStale: false, fixTimes: true },
  })
  if ('skipped' in found) throw new Error(found.skipped)
  return found
}

async function made(client: DatabaseClient, id: string, roles?: readonly string[]) {
  const check = await prepared(client, id, roles)
  await client.query('BEGIN READ ONLY')
  try {
    return await runCheck(client, check, [], { samples: 0, keys: 100 })
  } finally {
    await client.query('ROLLBACK')
  }
}

interface Node {
  readonly 'Node Type': string
  readonly 'Actual Rows': number
  readonly Plans?: readonly Node[]
}

/** Every step of the plan by which the rows of a repair are found. */
async function stepsOfFix(client: DatabaseClient, { fix }: PreparedCheck): Promise<readonly Node[]> {
  if (fix === null) throw new Error('there is no repair')
  const { text, values } = statementOf(fix.rows)
  const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values,
  )
  const all = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(all)]
  return rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => all(Plan)))
}

async function keysOfFix(client: DatabaseClient, { fix }: PreparedCheck): Promise<readonly number[]> {
  if (fix === null) throw new Error('there is no repair')
  const { rows } = await client.query<{ readonly key: number }>(statementOf(fix.rows))
  return rows.map(({ key }) => key).toSorted((one, other) => one - other)
}

test('what is no board is found, however large it is; a large board is one', async () => {
  const client = await databases.make(
    ...platform,
    `INSERT INTO boards_boardsnapshot (id, data) VALUES
      (1, NULL), (2, 'null'), (3, '[]'), (4, '{}'), (5, '{"strokes": [], "saved_at": "now"}'), (6, '7'),
      (7, to_jsonb((SELECT string_agg(md5(n::text), '') FROM generate_series(1, 30000) AS n))),
      (8, (SELECT jsonb_agg(md5(n::text)) FROM generate_series(1, 30000) AS n)),
      (9, jsonb_build_object('strokes', (SELECT jsonb_agg(md5(n::text)) FROM generate_series(1, 30000) AS n))),
      (10, '[1]'), (11, '{"strokes": [1]}')`,
  )
  expect((await made(client, 'snapshots.empty-state')).keys).toEqual([1, 2, 3, 4, 5, 6, 7])
})

describe('a status of other words than the checks have', () => {
  test.each([
    ['relations.duplicates', [1, 2]],
    ['relations.multiple-active-tutors', []],
    ['lessons.missing-relation', []],
    ['snapshots.missing', []],
    ['users.inactive-with-active-relations', []],
  ])('%s can be made', async (id, keys) => {
    const client = await databases.make(
      `CREATE TYPE word AS ENUM ('other', 'words')`,
      ...platform.map((statement) => statement.replace('status text', 'status word')),
      `INSERT INTO users_user VALUES (1, '', '', false), (2, '', '', true)`,
      `INSERT INTO users_tutorstudentrelation VALUES (1, 1, 2, 'other'), (2, 1, 2, 'words')`,
      `INSERT INTO lessons_lesson VALUES (1, 1, 2, 'words')`,
    )
    expect(await made(client, id)).toMatchObject({ reason: null, keys })
    const { fix } = await prepared(client, id)
    if (fix !== null) await client.query(statementOf(fix.rows))
  })
})

describe('roles', () => {
  test.each([
    [['tutor'], [2, 3]],
    [[], [1, 2, 3]],
  ])('of a platform that knows %j', async (roles, keys) => {
    const client = await databases.make(
      ...platform,
      `INSERT INTO users_user VALUES (1, '', 'tutor', true), (2, '', NULL, true), (3, '', 'boss', true)`,
    )
    expect((await made(client, 'users.no-role', roles)).keys).toEqual(keys)
    const [guard] = (await prepared(client, 'users.no-role', roles)).guards
    if (guard?.kind !== 'check') throw new Error('there is no guard')
    await client.query(`SELECT FROM users_user WHERE ${guard.condition}`)
  })
})

describe('repairs read no more than they need', () => {
  test('of duplicate relations: the best stays, and nobody else’s lessons are counted', async () => {
    const client = await databases.make(
      ...platform,
      `INSERT INTO users_tutorstudentrelation SELECT n, n, n, 'active' FROM generate_series(100, 2000) AS n`,
      `INSERT INTO users_tutorstudentrelation (id, tutor_id, student_id, status, relationship_start, created_at) VALUES
        (1, 1, 1, 'active', '2025-01-01', '2025-01-01'), (2, 1, 1, 'paused', '2020-01-01', '2020-01-01'),
        (3, 1, 1, 'archived', '2020-01-01', '2020-01-01'), (4, NULL, 1, 'active', NULL, NULL),
        (5, NULL, 1, 'active', NULL, NULL), (6, 2, 1, 'paused', NULL, '2020-01-01'), (7, 2, 1, 'active', NULL, '2025-01-01')`,
      `INSERT INTO lessons_lesson SELECT n, n, n, 'planned', '2024-01-01' FROM generate_series(1, 2000) AS n`,
      'ANALYZE',
    )
    const check = await prepared(client, 'relations.duplicates')
    expect(await keysOfFix(client, check)).toEqual([1, 6])
    const ranked = (await stepsOfFix(client, check)).filter((step) => step['Node Type'] === 'WindowAgg')
    expect(ranked.map((step) => step['Actual Rows'])).toEqual([4])
  })

  test('of users who are not active: no relation is compared with every one of them', async () => {
    const client = await databases.make(
      ...platform,
      `INSERT INTO users_user SELECT n, '', '', n > 100 FROM generate_series(1, 1000) AS n`,
      `INSERT INTO users_tutorstudentrelation SELECT n, 100 + n, 200 + n, 'active' FROM generate_series(1, 700) AS n`,
      `INSERT INTO users_tutorstudentrelation VALUES
        (1001, 1, 2, 'active'), (1002, 1, 500, 'active'), (1003, 500, 2, 'active'), (1004, 1, 2, 'archived')`,
      'ANALYZE',
    )
    const check = await prepared(client, 'users.inactive-with-active-relations')
    expect(await keysOfFix(client, check)).toEqual([1001, 1002, 1003])
    const steps = await stepsOfFix(client, check)
    expect(steps.filter((step) => step['Node Type'] === 'Nested Loop')).toEqual([])
  })
})
