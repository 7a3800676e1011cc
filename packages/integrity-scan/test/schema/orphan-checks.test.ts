import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import type { PreparedCheck } from '../../src/checks/prepared-check.ts'
import { queryBuilder, statementOf } from '../../src/scan/query-builder.ts'
import { allRowsStatement } from '../../src/scan/check-statements.ts'
import { runCheck } from '../../src/scan/run-check.ts'
import type { ReferenceOptions } from '../../src/schema/find-references.ts'
import { orphanChecks } from '../../src/schema/orphan-checks.ts'
import { unenforcedFound } from '../../src/schema/unenforced-check.ts'
import { type Databases, referencesIn, startDatabases } from './databases.ts'
import { samplesOf } from '../../src/samples.ts'

let databases: Databases
beforeAll(async () => {
  databases = await startDatabases({ corrupt: 3 })
})
afterAll(() => databases.stop())

const limits = { samples: 20, keys: 100 }

async function checksOf(client: DatabaseClient, options: Partial<ReferenceOptions> = {}) {
  return orphanChecks(await referencesIn(client, options), queryBuilder)
}

async function run(client: DatabaseClient, check: PreparedCheck) {
  await client.query('BEGIN READ ONLY')
  try {
    return await runCheck(client, check, [], limits)
  } finally {
    await client.query('ROLLBACK')
  }
}

describe('on the platform', () => {
  test('finds the orphans of both references, and shows where they point', async () => {
    const client = await databases.open()
    const checks = await checksOf(client)
    expect(checks.map(({ id }) => id)).toEqual([
      'schema.orphan.billing_invoice.user_id',
      'schema.orphan.billing_invoice.lesson_id',
    ])
    for (const check of checks) {
      const found = await run(client, check)
      expect(found).toMatchObject({ status: 'failed', severity: 'warning', count: 3, keysComplete: true })
      const column = check.subject.shows.at(-1)
      for (const row of found.samples) expect(row[column?.name ?? '']).toBeGreaterThan(1_000_000_000)
    }
  })

  test('repairs what is certain only', async () => {
    const [user, lesson] = await checksOf(await databases.open())
    expect(user).toMatchObject({ fix: null, advice: expect.stringContaining('"references"') })
    expect(lesson?.fix).toMatchObject({
      table: { quoted: 'public.billing_invoice' },
      key: { name: 'id' },
      change: { kind: 'set', column: { name: 'lesson_id' }, value: 'null' },
      areBroken: true,
    })
  })

  test('the finding about the schema names column, target and evidence; what is ignored is counted apart', async () => {
    const references = await referencesIn(await databases.open())
    const found = unenforcedFound(references, ['billing_invoice.lesson_id'])
    expect(found).toMatchObject({ status: 'failed', count: 1, ignored: 1, keys: ['billing_invoice.user_id'] })
    expect(samplesOf(found)[0]?.row).toEqual({
      column: 'public.billing_invoice.user_id',
      references: 'public.users_user.id',
      state: 'no constraint',
      evidence: expect.stringContaining('3 of 6'),
    })
    expect(unenforcedFound(references, 'all')).toMatchObject({ status: 'passed', count: 0, ignored: 2, keys: [] })
  })
})

describe('rows are told apart', () => {
  const users = [
    'CREATE TABLE users (id bigint PRIMARY KEY)',
    'CREATE TABLE post (id int PRIMARY KEY, user_id bigint REFERENCES users)',
    'INSERT INTO users VALUES (1), (2)',
  ]

  test('by a key of any name and type, by the list of several, or not at all', async () => {
    const client = await databases.make(
      ...users,
      'CREATE TABLE "Tokens" (key text PRIMARY KEY, ignored int, "userID" bigint)',
      `INSERT INTO "Tokens" VALUES ('a "b"', 0, 3), ('c', 0, 1), ('d', 0, NULL)`,
      'CREATE TABLE seat (severity int, "Row" text, user_id bigint, PRIMARY KEY ("Row", severity))',
      `INSERT INTO seat VALUES (7, 'x', 9), (8, 'x', 1), (9, 'x', 2)`,
      'CREATE TABLE log (user_id bigint)',
      'INSERT INTO log VALUES (1), (2), (99)',
    )
    const found: Record<string, unknown> = {}
    for (const check of await checksOf(client)) {
      const { status, count, keys, samples, reason } = await run(client, check)
      expect({ status, count, reason }).toEqual({ status: 'failed', count: 1, reason: null })
      found[check.id] = { keys, rows: samplesOf({ samples }).map(({ row }) => row) }
    }
    expect(found).toEqual({
      'schema.orphan.Tokens.userID': { keys: ['a "b"'], rows: [{ userID: 3 }] },
      'schema.orphan.seat.user_id': { keys: ['["x", 7]'], rows: [{ Row: 'x', severity: 7, user_id: 9 }] },
      'schema.orphan.log.user_id': { keys: null, rows: [{ user_id: 99 }] },
    })
  })

  test('when all of them are written out, too', async () => {
    const client = await databases.make(
      ...users,
      'CREATE TABLE token (key text PRIMARY KEY, severity int, user_id bigint)',
      `INSERT INTO token VALUES ('a', 1, 3), ('b', 1, 1)`,
    )
    const [check] = await checksOf(client)
    if (check === undefined) throw new Error('no check was made')
    const { text, values } = allRowsStatement(check, [])
    expect((await client.query(text, values)).rows).toEqual([
      { key: 'a', severity: 'warning', row: { key: 'a', user_id: 3 } },
    ])
  })

  test('large tables by an anti-join', async () => {
    const client = await databases.make(...users, 'CREATE TABLE note (id int PRIMARY KEY, user_id bigint)')
    const [check] = await checksOf(client)
    if (check === undefined) throw new Error('no check was made')
    const { text } = statementOf(check.broken)
    const { rows } = await client.query<Record<string, string>>(`EXPLAIN ${text}`)
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Anti Join/)
  })

  test('repairs by the key, unless the column may not change or the key has several columns', async () => {
    const client = await databases.make(
      ...users,
      'CREATE TABLE needed (id uuid PRIMARY KEY, user_id bigint NOT NULL)',
      'CREATE TABLE loose (id uuid PRIMARY KEY, user_id bigint)',
      'CREATE TABLE computed (id int PRIMARY KEY, user_id bigint GENERATED ALWAYS AS (id + 1) STORED)',
      'CREATE TABLE paired (a int, b int, user_id bigint, PRIMARY KEY (a, b))',
      'CREATE TABLE profile (user_id bigint PRIMARY KEY)',
    )
    const names = ['computed', 'loose', 'needed', 'paired', 'profile']
    const references = names.map((name) => ({ column: `${name}.user_id`, table: 'users' }))
    const checks = await checksOf(client, { references })
    const fixes = checks.map(({ subject, fix }) => [subject.table, fix?.done ?? null])
    expect(fixes).toEqual([
      ['public.computed', null],
      ['public.loose', 'reference set to NULL'],
      ['public.needed', 'removed'],
      ['public.paired', null],
      ['public.profile', 'removed'],
    ])
  })
})
