import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { findPlatform } from '../../src/catalog/find-platform.ts'
import { prepareCheck } from '../../src/checks/prepare-check.ts'
import type { PreparedCheck } from '../../src/checks/prepared-check.ts'
import { platformChecks } from '../../src/checks/registry.ts'
import { constraintsOfScan, type ScannedForConstraints } from '../../src/constraints/constraints-of-scan.ts'
import { constraintsSql, type GuardedFinding } from '../../src/constraints/constraints-sql.ts'
import type { PlannedCheck } from '../../src/scan/planned-check.ts'
import { queryBuilder, statementOf } from '../../src/scan/query-builder.ts'
import type { References } from '../../src/schema/find-references.ts'
import { orphanChecks } from '../../src/schema/orphan-checks.ts'
import { unenforcedFacts, unenforcedFound } from '../../src/schema/unenforced-check.ts'
import { type Databases, referencesIn, startDatabases } from '../schema/databases.ts'

const database = 'm4sh@127.0.0.1:5432/m4sh'
const settings = { staleDays: 30, roles: ['student', 'tutor', 'admin', 'superadmin', "teacher's aide"] }

let databases: Databases
let client: DatabaseClient
beforeAll(async () => {
  databases = await startDatabases({ corrupt: 2 })
  client = await databases.open()
})
afterAll(() => databases.stop())

/** Every check that can be made here. */
async function allChecks(references: References): Promise<readonly PreparedCheck[]> {
  const platform = await findPlatform(client, {})
  const fixSettings = { deleteStale: false, fixTimes: false }
  const prepared = platformChecks.map((check) =>
    prepareCheck(check, { db: queryBuilder, platform, settings, fixSettings }),
  )
  const own = prepared.flatMap((check) => ('skipped' in check ? [] : [check]))
  return [...own, ...orphanChecks(references, queryBuilder)]
}

async function brokenRows({ broken }: PreparedCheck): Promise<number> {
  const { text, values } = statementOf(broken)
  const { rows } = await client.query<{ count: number }>(`SELECT count(*) FROM (${text}) AS broken`, values)
  return rows[0]?.count ?? 0
}

/** As a scan would have found it. */
async function scanned(): Promise<ScannedForConstraints> {
  const references = await referencesIn(client)
  const planned: PlannedCheck[] = []
  const checks: ScannedForConstraints['result']['checks'][number][] = []
  for (const check of await allChecks(references)) {
    planned.push({ kind: 'query', facts: check, check, ignored: [] })
    checks.push({ id: check.id, count: await brokenRows(check), ignored: 0, keys: [] })
  }
  const found = unenforcedFound(references, [])
  planned.push({ kind: 'answered', facts: { ...unenforcedFacts, docs: '' }, found, looked: references.looked })
  checks.push({ id: unenforcedFacts.id, ...found })
  return { plan: { planned, references }, result: { checks, snapshot: { takenAt: '2026-03-01T08:00:00.000Z' } } }
}

async function written(): Promise<string> {
  return withoutMarks(constraintsOfScan(await scanned(), database))
}

/** As whoever knows that what was inferred is true would make it. */
function withoutMarks(file: string): string {
  return file.replaceAll(/^-- (?=(?:ALTER|CREATE|DROP) .*;$)/gm, '')
}

/** As psql would run a file: each statement in a transaction of its own. @returns what the server says to each */
async function runFile(file: string): Promise<readonly string[]> {
  const code = file.replaceAll(/^--.*\n/gm, '')
  const said: string[] = []
  for (const statement of code.split(/;\n/).filter((one) => one.trim() !== '')) {
    said.push(await client.query(statement).then(() => 'done', codeOf))
  }
  return said
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)
}

/** Removes what is broken, and what that breaks, until nothing is: whatever foreign keys say. */
async function removeBrokenRows(): Promise<void> {
  await client.query('SET session_replication_role = replica')
  const checks = (await allChecks(await referencesIn(client))).filter(({ guards }) =>
    guards.some(({ kind }) => kind !== 'none'),
  )
  for (let pass = 0; pass < 5; pass++) {
    for (const { broken, subject } of checks) {
      const { text, values } = statementOf(broken)
      await client.query(
        `DELETE FROM ${subject.table} AS subject WHERE ${subject.key} IN (SELECT key FROM (${text}) AS broken)`,
        values,
      )
    }
  }
  await client.query('RESET session_replication_role')
}

async function dropForeignKeyOf(table: string, column: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(conname) AS name FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid
      AND a.attnum = k.conkey[1] WHERE contype = 'f' AND conrelid = $1::regclass AND a.attname = $2`,
    [table, column],
  )
  await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${rows[0]?.name}`)
}

describe('on the corrupted platform', () => {
  let file: string
  beforeAll(async () => {
    await dropForeignKeyOf('lessons_lesson', 'tutor_id')
    await dropForeignKeyOf('chat_lessonchatmessage', 'author_id')
    file = await written()
  })

  test('says of each finding what stops it, or why nothing does', async () => {
    const { checks } = (await scanned()).result
    for (const { id, count } of checks) expect(file.includes(`-- ${id}: `)).toBe(count > 0)
    expect(file).toMatchSnapshot()
  })

  test('is the same when it is written again', async () => {
    expect(await written()).toBe(file)
  })

  test('new rows are refused before the old ones are repaired; what checks all rows fails, and can be run again', async () => {
    const said = await runFile(file)
    expect(new Set(said)).toEqual(new Set(['done', '23503', '23505', '23514']))
    await expect(client.query(`UPDATE users_user SET role = 'guest' WHERE role = 'student'`)).rejects.toMatchObject({
      code: '23514',
    })
    await removeBrokenRows()
    const again = await runFile(await written())
    expect(again.filter((one) => one !== 'done')).toEqual([])
    expect((await runFile(file)).filter((one) => one !== 'done')).toEqual([])
  })

  test.each([
    ['billing_invoice.user_id', '23503', `INSERT INTO billing_invoice (user_id, amount) VALUES (-1, 1)`],
    ['billing_invoice.lesson_id', '23503', `UPDATE billing_invoice SET lesson_id = -1`],
    ['lessons.orphan-tutor', '23503', `UPDATE lessons_lesson SET tutor_id = -1`],
    ['chat.no-author', '23503', `UPDATE chat_lessonchatmessage SET author_id = -1`],
    ['lessons.invalid-times', '23514', `UPDATE lessons_lesson SET "end" = start`],
    ['lessons.invalid-times', '23514', `UPDATE lessons_lesson SET "end" = start + interval '25 hours'`],
    ['users.no-role', '23514', `UPDATE users_user SET role = ''`],
    ['snapshots.empty-state', '23514', `UPDATE boards_boardsnapshot SET data = '{"strokes": [], "saved_at": "now"}'`],
    ['snapshots.empty-state', '23514', `UPDATE boards_boardsnapshot SET data = NULL`],
    ['snapshots.empty-state', '23514', `UPDATE boards_boardsnapshot SET data = '3'`],
    [
      'relations.duplicates',
      '23505',
      `INSERT INTO users_tutorstudentrelation (tutor_id, student_id, status, notes, created_at, updated_at)
        SELECT tutor_id, student_id, 'paused', '', now(), now() FROM users_tutorstudentrelation
        WHERE status = 'active' LIMIT 1`,
    ],
    [
      'relations.multiple-active-tutors',
      '23505',
      `INSERT INTO users_tutorstudentrelation (tutor_id, student_id, status, notes, created_at, updated_at)
        SELECT (SELECT id FROM users_user u WHERE u.id <> r.tutor_id AND role = 'tutor' LIMIT 1), student_id, 'active',
          '', now(), now()
        FROM users_tutorstudentrelation r WHERE status = 'active' LIMIT 1`,
    ],
    [
      'users.duplicate-email',
      '23505',
      `UPDATE users_user SET email = (SELECT upper(email) FROM users_user ORDER BY id LIMIT 1)
        WHERE id = (SELECT max(id) FROM users_user)`,
    ],
  ])('%s cannot come back', async (_, code, statement) => {
    await expect(client.query(statement)).rejects.toMatchObject({ code })
  })

  test.each([
    `UPDATE users_user SET role = 'teacher''s aide' WHERE id = (SELECT max(id) FROM users_user)`,
    `UPDATE boards_boardsnapshot SET data = '{"strokes": [{"id": 1}]}'`,
    `UPDATE boards_boardsnapshot SET data = '{"strokes": [], "background": "grid"}'`,
    `UPDATE chat_lessonchatmessage SET author_id = NULL`,
    `UPDATE lessons_lesson SET "end" = start + interval '24 hours'`,
  ])('what is whole is taken: %s', async (statement) => {
    const { rowCount } = await client.query(statement)
    expect(rowCount).toBeGreaterThan(0)
  })
})

describe('of any other table', () => {
  async function writtenFor(...statements: readonly string[]): Promise<string> {
    client = await databases.make(...statements)
    return await written()
  }

  test('names are quoted, cut and told apart, and nothing of them leaves a comment', async () => {
    const long = 'x'.repeat(58)
    const file = await writtenFor(
      'CREATE TABLE "User" (id bigint PRIMARY KEY)',
      'CREATE TABLE post (user_id bigint REFERENCES "User")',
      'CREATE TABLE "evil\nDROP TABLE post; --" ("userId" bigint)',
      'ALTER TABLE "evil\nDROP TABLE post; --" ADD FOREIGN KEY ("userId") REFERENCES "User" NOT VALID',
      `CREATE SCHEMA "Other"
        CREATE TABLE ${long}_1 (user_id bigint) CREATE TABLE ${long}_2 (user_id bigint) CREATE TABLE post (user_id bigint)`,
    )
    expect(await runFile(file)).toEqual(Array.from({ length: 7 }, () => 'done'))
    const { found } = await referencesIn(client)
    expect(found).toEqual([])
    expect((await client.query('SELECT FROM post')).rowCount).toBe(0)
  })

  test('a partitioned table is checked at once, a constraint that is not enforced is switched on', async () => {
    const file = await writtenFor(
      'CREATE TABLE room (id bigint PRIMARY KEY)',
      'CREATE TABLE chair (room_id bigint REFERENCES room)',
      'CREATE TABLE desk (room_id bigint REFERENCES room NOT ENFORCED)',
      'CREATE TABLE event (room_id bigint) PARTITION BY LIST (room_id)',
    )
    expect(file).not.toContain('NOT VALID;')
    expect(await runFile(file)).toEqual(['done', 'done'])
    expect((await referencesIn(client)).found).toEqual([])
    await expect(client.query('INSERT INTO desk VALUES (1)')).rejects.toMatchObject({ code: '23503' })
  })

  test('what was only inferred stands in comments: a constraint would refuse rows on a guess', async () => {
    client = await databases.make(
      'CREATE TABLE room (id bigint PRIMARY KEY)',
      'CREATE TABLE chair (room_id bigint REFERENCES room)',
      'CREATE TABLE desk (room_id bigint)',
    )
    const file = constraintsOfScan(await scanned(), database)
    expect(file).toMatch(/^-- ALTER TABLE public\.desk .* FOREIGN KEY \(room_id\)/m)
    expect(await runFile(file)).toEqual([])
  })

  test('where no constraint can be made, says so', async () => {
    client = await databases.make('CREATE VIEW seen AS SELECT 1 AS id, 2 AS user_id', 'CREATE TABLE plain (id int)')
    const { tables } = await referencesIn(client)
    const at = (name: string) => ({ schema: 'public', name, quoted: `public.${name}` })
    const column = { name: 'id', quoted: 'id' }
    const of = (table: string, target: string): GuardedFinding => ({
      id: `${table}.${target}`,
      title: 'Broken',
      count: 1,
      guards: [{ kind: 'foreign key', table: at(table), column, target: at(target), key: column, note: null }],
    })
    const own: GuardedFinding = { id: 'custom.one', title: 'Mine', count: 1200, guards: [] }
    const file = constraintsSql([of('seen', 'plain'), of('plain', 'seen'), of('plain', 'plain'), own], tables, {
      database,
      takenAt: null,
    })
    expect(file.split('\n').filter((line) => !line.startsWith('--') && line !== '')).toEqual([])
    expect(file.slice(file.indexOf('-- Of the others'))).toMatchSnapshot()
  })
})
