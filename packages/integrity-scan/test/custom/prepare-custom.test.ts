import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { Bed } from '../peers/bed.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make({ counts: { users: 6, lessons: 2, messages: 2, notifications: 2 } })
}, 60_000)
afterAll(async () => await bed.close())

const own = { id: 'own.rows', severity: 'critical', title: 'The row is broken' }

async function config(sql: string, more: object = {}): Promise<readonly string[]> {
  const settings = { checks: [{ ...own, sql }], ...more }
  await bed.folder.write({ 'settings.json': JSON.stringify({ 'integrity-scan': settings }) })
  return ['--config', bed.folder.join('settings.json')]
}

async function linesOf(given: readonly string[]): Promise<readonly string[]> {
  const file = bed.folder.join('rows.csv')
  await bed.check(own.id, [...given, '--all-samples', file])
  return (await readFile(file, 'utf8')).trim().split(/\r?\n/).slice(1)
}

describe('a query of the config file stays in the read-only transaction', () => {
  const escape =
    'ROLLBACK; SET default_transaction_read_only = off; COMMIT; BEGIN; DROP TABLE victim; COMMIT; BEGIN; SAVEPOINT attempt'

  beforeAll(async () => void (await bed.client.query('CREATE TABLE victim (id int)')))

  test.each([
    ['several statements', `SELECT 1 AS id) AS d; ${escape}; SELECT * FROM (SELECT 1 AS id`],
    [
      'what becomes several statements once backslashes have another meaning',
      `SELECT 1 AS id, '\\', ' AS c) AS d; ${escape}; SELECT * FROM (SELECT 1 AS id --' AS c
       WHERE set_config('standard_conforming_strings', 'off', false) IS NOT NULL`,
    ],
  ])('%s', async (_, sql) => {
    const check = await bed.check(own.id, await config(sql))
    expect(check).toMatchObject({ status: 'error', count: 0 })
    const { rows } = await bed.client.query(`SELECT to_regclass('victim') AS victim`)
    expect(rows).toEqual([{ victim: 'victim' }])
  })
})

describe('rows that their keys do not tell apart', () => {
  test('are shown as they are, each once', async () => {
    const given = await config('SELECT 7 AS id, n FROM generate_series(1, 300) AS n')
    const { samples, count, keysComplete } = await bed.check(own.id, [...given, '--samples', '4'])
    expect({ count, keysComplete }).toEqual({ count: 300, keysComplete: false })
    expect(new Set(samples.map(({ n }) => n)).size).toBe(4)
    const lines = await linesOf(given)
    expect([lines.length, new Set(lines).size]).toEqual([300, 300])
  })

  test('nor are those without a key, which no rule accepts', async () => {
    const sql = `SELECT * FROM (VALUES (1, 'a'), (NULL, 'b'), (2, 'c'), (NULL, 'd')) AS rows (id, word)`
    const given = await config(sql, { ignore: [{ check: own.id, ids: [1], reason: 'known' }] })
    const check = await bed.check(own.id, given)
    expect(check).toMatchObject({ count: 3, ignored: 1, keys: [2], keysComplete: false })
    expect(check.samples.map(({ word }) => word)).toEqual(['c', 'b', 'd'])
    expect(await linesOf(given)).toHaveLength(3)
  })

  test('and more of them are new to a comparison', async () => {
    const before = bed.folder.join('before.json')
    await bed.run([...(await config('SELECT 7 AS id')), '--only', own.id, '--json', '-o', before])
    const given = await config('SELECT 7 AS id FROM generate_series(1, 50)')
    const { report } = await bed.scan([...given, '--only', own.id, '--compare', before])
    expect(report.result.comparison?.checks[0]).toMatchObject({ by: 'count', new: 49, open: 1 })
  })
})

test('a column whose name holds a dot can be the key', async () => {
  expect(await bed.check(own.id, await config('SELECT 5 AS "the.id"'))).toMatchObject({ keys: [5] })
})

test('what looks like a place for a value in a text is left as it is', async () => {
  const sql = `SELECT '$1' AS id`
  expect((await bed.check(own.id, await config(sql))).sql).toContain(sql)
})
