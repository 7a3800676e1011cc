import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { englishLeft } from '@m4sh/tools-core/testing'
import { Bed } from './peers/bed.ts'
import type { ScanReport } from './sample-result.ts'
import { sentencesIn, withoutSql } from './ukrainian-views.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make({ corrupt: 2 })
  // What only the schema checks, and only some users, find something to say about.
  await bed.broken(
    'CREATE TABLE billing_note (id bigint PRIMARY KEY, invoice_id smallint, wallet_id bigint, object_id bigint, object_type text)',
    'CREATE TABLE billing_tag (id bigint, user_id bigint)',
    'INSERT INTO billing_tag SELECT 1, id FROM users_user LIMIT 40',
    'CREATE TABLE calendar_event (lesson_id bigint)',
    'INSERT INTO calendar_event SELECT l.id FROM lessons_lesson l WHERE l.tutor_id NOT IN (SELECT id FROM users_user)',
    'INSERT INTO calendar_event SELECT id FROM lessons_lesson',
  )
  await bed.folder.write({ 'config.json': JSON.stringify({ 'integrity-scan': settings }) })
}, 60_000)
afterAll(async () => await bed.close())

const settings = {
  checks: [
    { id: 'own.found', severity: 'info', title: 'Пошта', sql: `SELECT id FROM users_user LIMIT 3` },
    { id: 'own.twice', severity: 'info', title: 'Двічі', sql: 'SELECT 1 AS id, 2 AS id' },
    { id: 'own.key', severity: 'info', title: 'Ключ', sql: 'SELECT 1 AS id', key: 'nothing' },
    {
      id: 'own.fixed',
      severity: 'info',
      title: 'Ім’я',
      sql: `SELECT id FROM users_user WHERE email LIKE 'TWIN%'`,
      fix: { table: 'users_user', set: { first_name: 'Тарас' } },
    },
  ],
  ignore: [{ check: 'users.no-role', reason: 'роботи', expires: '2020-01-01' }],
  notReferences: ['nowhere.at_id'],
}

/** What views say in Ukrainian of a real run, and is English. */
async function leftIn(...argv: readonly string[]): Promise<{ report: ScanReport; left: string[] }> {
  const { report } = await bed.scan(argv)
  return { report, left: sentencesIn(withoutSql(report)).flatMap((text) => englishLeft(text)) }
}

describe('nothing is left in English of what real runs say', () => {
  const config = () => ['--config', bed.folder.join('config.json')]

  test('of scans, repairs and what is taken back', async () => {
    const { left, report } = await leftIn(...config())
    expect(left).toEqual([])
    await bed.folder.write({ 'earlier.json': JSON.stringify(report) })
    const compare = ['--compare', bed.folder.join('earlier.json')]
    expect((await leftIn('--fix', '--dry-run', '--fix-times', ...config())).left).toEqual([])
    const fixed = await leftIn('--fix', '--yes', ...compare, ...config())
    expect(fixed.left).toEqual([])
    expect(fixed.report.result.fix?.actions.flatMap((action) => action.left)).not.toEqual([])
    expect((await leftIn(...compare, '--keys', '1')).left).toEqual([])
    expect((await leftIn('--compare', bed.folder.join('none-yet.json'))).left).toEqual([])
    expect((await leftIn('--undo', fixed.report.result.fix?.undo ?? '', '--yes')).left).toEqual([])
  }, 120_000)

  test('where tables are lacking, views, or not to be read', async () => {
    await bed.broken(
      'ALTER TABLE boards_boardsnapshot RENAME TO boards',
      'ALTER TABLE notifications_notification RENAME COLUMN read_at TO gone_at',
      'ALTER TABLE chat_lessonchatmessage RENAME TO chat_all',
      'CREATE VIEW chat_lessonchatmessage AS SELECT * FROM chat_all',
      `CREATE ROLE reader LOGIN PASSWORD 'reader'`,
      'GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader',
      'REVOKE SELECT ON lessons_lesson, billing_note FROM reader',
    )
    expect((await leftIn('--fix', '--dry-run')).left).toEqual([])
    const reader = new URL(bed.sandbox.databaseUrl)
    Object.assign(reader, { username: 'reader', password: 'reader' })
    expect((await leftIn('--fix', '--dry-run', '--database-url', reader.href)).left).toEqual([])
  }, 60_000)
})

describe('the language of a run', () => {
  const only = ['--only', 'users.no-role']

  test('is that of the environment, in text and on the page', async () => {
    const { stdout } = await bed.run([...only, '-o', 'uk.html', '-o', 'uk.md'], { env: { LANG: 'uk_UA.UTF-8' } })
    expect(stdout).toMatch(/^Перевірка цілісності даних {2}✗ не пройдено\n/)
    expect(await readFile(bed.folder.join('uk.html'), 'utf8')).toContain('<html lang="uk">')
    expect(await readFile(bed.folder.join('uk.md'), 'utf8')).toContain('| Broken rows | 2 critical |')
  })

  test('is the one that was asked for, before all', async () => {
    const { stdout } = await bed.run([...only, '--lang', 'en'], { env: { LANG: 'uk_UA.UTF-8' } })
    expect(stdout).toMatch(/^Integrity scan {2}✗ fail\n/)
  })

  test('changes nothing in the JSON', async () => {
    const [english, ukrainian] = [await jsonOf('en'), await jsonOf('uk')]
    expect(ukrainian).toBe(english)
    expect(english).toContain('The user has no role')
  })

  test('that nobody knows is wrong usage', async () => {
    const { exitCode, stderr } = await bed.run([...only, '--lang', 'xx'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--lang')
  })

  /** But for what is other in every run: its id, and times. */
  async function jsonOf(language: string): Promise<string> {
    const { stdout } = await bed.run([...only, '--lang', language, '-o', '-', '--json'])
    return stdout
      .replace(/"id": "[\da-f-]{36}"/, '"id": ""')
      .replaceAll(/"(\w+At)": "[^"]+"/g, '"$1": ""')
      .replaceAll(/"(\w+Ms)": [\d.]+/g, '"$1": 0')
  }
})
