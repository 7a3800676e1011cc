import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { copyRows, type CopyValue } from '../../src/seeds/copy-rows.ts'
import { startDatabases, type Databases } from '../database/databases.ts'

let databases: Databases
beforeAll(async () => {
  databases = await startDatabases()
})
afterAll(() => databases.stop())

async function roundTrip(rows: readonly (readonly CopyValue[])[]): Promise<unknown[]> {
  const { pool } = await databases.open()
  const client = await pool.connect()
  try {
    await client.query('CREATE TABLE "odd ""table" (nth int, "end" text, at timestamptz, is_so boolean, data jsonb)')
    expect(await copyRows(client, 'odd "table', ['nth', 'end', 'at', 'is_so', 'data'], rows)).toBe(rows.length)
    return (await client.query('SELECT * FROM "odd ""table" ORDER BY nth')).rows
  } finally {
    client.release()
  }
}

test('every value comes as it went', async () => {
  const texts = ['', '\\N', '\\.', 'a\tb\nc\rd', '\\t', 'ї’📱', "'; DROP TABLE x; --", '"', ' ']
  const at = new Date('2026-02-03T04:05:06.789Z')
  const rows = texts.map((text, nth) => [nth, text, at, nth % 2 === 0, { text, list: [text] }])
  expect(await roundTrip([...rows, [99, null, null, null, null]])).toEqual([
    ...texts.map((text, nth) => ({ nth, end: text, at, is_so: nth % 2 === 0, data: { text, list: [text] } })),
    { nth: 99, end: null, at: null, is_so: null, data: null },
  ])
})

test('lines of any length, up to, at and far beyond what is sent at once', async () => {
  const lengths = [1, 21_000, 21_840, 21_841, 30_000, 65_530, 65_536, 200_000, 3, 1_000_000, 2]
  const rows = lengths.map((length, nth) => [nth, 'ї'.repeat(length), null, null, null])
  const back = await roundTrip(rows)
  expect(back.map((row) => (row as { end: string }).end.length)).toEqual(lengths)
})

test('none at all', async () => {
  expect(await roundTrip([])).toEqual([])
})
