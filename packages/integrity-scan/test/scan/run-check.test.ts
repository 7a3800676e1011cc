import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { prepareCustom } from '../../src/custom/prepare-custom.ts'
import { queryBuilder } from '../../src/scan/query-builder.ts'
import { runCheck } from '../../src/scan/run-check.ts'
import { type Databases, startDatabases } from '../schema/databases.ts'
import { Bed } from '../peers/bed.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make({ counts: { users: 6, lessons: 2, messages: 2, notifications: 2 } })
}, 60_000)
afterAll(async () => await bed.close())

async function config(settings: object): Promise<readonly string[]> {
  await bed.folder.write({ 'settings.json': JSON.stringify({ 'integrity-scan': settings }) })
  return ['--config', bed.folder.join('settings.json')]
}

describe('a table without a primary key', () => {
  const id = 'schema.orphan.loose.user_id'

  beforeAll(async () => {
    await bed.client.query('CREATE TABLE loose (note text, user_id int)')
    await bed.client.query(`INSERT INTO loose VALUES ('a', 555555), ('b', 555556), ('c', NULL)`)
  })

  test('its rows are shown: in samples, and all of them', async () => {
    const file = bed.folder.join('rows.csv')
    const given = await config({ references: [{ column: 'loose.user_id', table: 'users_user' }] })
    const check = await bed.check(id, [...given, '--all-samples', file])
    expect(check).toMatchObject({ count: 2, keys: null, keysComplete: false })
    expect(new Set(check.samples.map((row) => row['user_id']))).toEqual(new Set([555555, 555556]))
    const lines = (await readFile(file, 'utf8')).trim().split(/\r?\n/).slice(1)
    expect(new Set(lines.map((line) => /55555\d/.exec(line)?.[0]))).toEqual(new Set(['555555', '555556']))
  })
})

test('keys of a fixed length are looked up in full', async () => {
  const key = '6f9619ff-8b86-d011-b42d-00c04fc964ff'
  await bed.client.query('CREATE TABLE fixed (id char(36) PRIMARY KEY, flags bit(3) UNIQUE, user_id int)')
  await bed.client.query(`INSERT INTO fixed VALUES ('${key}', '101', 555555)`)
  const given = await config({ references: [{ column: 'fixed.user_id', table: 'users_user' }] })
  const check = await bed.check('schema.orphan.fixed.user_id', given)
  expect(check.samples).toEqual([{ _key: key, _severity: 'warning', id: key, user_id: 555555 }])
})

test('a value that looks like the place of another is shown as it is', async () => {
  const { sql } = await bed.check('users.no-role', await config({ roles: ['$2', '$1', `it's`] }))
  expect(sql).toContain(`'$2', '$1', 'it''s'`)
})

describe('a scan that is to end', () => {
  let databases: Databases

  beforeAll(async () => {
    databases = await startDatabases({ counts: { users: 6, lessons: 2, messages: 2, notifications: 2 } })
  }, 60_000)
  afterAll(async () => await databases.stop())

  test('asks nothing more', async () => {
    const client = await databases.make()
    await client.query('BEGIN READ ONLY')
    const check = await prepareCustom(client, queryBuilder, {
      id: 'own.slow',
      severity: 'info',
      title: 'It is slow',
      sql: 'SELECT 1 AS id, pg_sleep(60)',
      explanation: undefined,
      advice: undefined,
      key: undefined,
      fix: undefined,
    })
    if ('error' in check) throw new Error(check.error)
    const found = await runCheck(client, check, [], { samples: 5, keys: 5 }, AbortSignal.abort())
    expect(found).toMatchObject({ status: 'error', count: 0, reason: 'The scan ended before it.' })
    await client.query('ROLLBACK')
  })
})
