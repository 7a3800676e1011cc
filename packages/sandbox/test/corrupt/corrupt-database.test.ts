import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { RunError } from '@m4sh/tools-core/cli'
import {
  checkMayCorrupt,
  corruptDatabase,
  violations,
  type CorruptionManifest,
} from '../../src/corrupt/corrupt-database.ts'
import { openDatabase, type OpenDatabase } from '../../src/database/open-database.ts'
import { seedSizes } from '../../src/seeds/counts.ts'
import { seedDatabase } from '../../src/seeds/seed-database.ts'
import { startDatabases, type Databases } from '../database/databases.ts'
import { checks, findViolations, sortKeys } from './find-violations.ts'

const count = 7
let databases: Databases
let database: OpenDatabase
let manifest: CorruptionManifest

async function openSeeded(): Promise<OpenDatabase> {
  const opened = await databases.open()
  await seedDatabase(opened.pool, { counts: seedSizes.small, seed: 42, now: new Date() })
  return opened
}

beforeAll(async () => {
  databases = await startDatabases()
  database = await openSeeded()
  manifest = await corruptDatabase(database.pool, { count, seed: 42, now: new Date() })
})
afterAll(() => databases.stop())

test('there is one for every check, and each plants something and lays decoys beside it', () => {
  const planted = new Set(manifest.planted.map(({ check }) => check))
  const decoys = new Set(manifest.decoys.map(({ check }) => check))
  expect(violations.map(({ check }) => check).toSorted()).toEqual(checks.toSorted())
  expect([...planted].toSorted()).toEqual(checks.toSorted())
  expect([...decoys].toSorted()).toEqual(checks.toSorted())
})

describe.each(checks)('%s', (check) => {
  test('finds what was planted and nothing else', async () => {
    const found = new Set((await findViolations(database.pool, check)).map((keys) => keys.join()))
    const planted = manifest.planted.filter((one) => one.check === check).map(({ keys }) => sortKeys(keys).join())
    const others = manifest.planted.filter(({ mayAlso }) => mayAlso?.includes(check)).map(({ keys }) => keys.join())
    const known = new Set([...planted, ...others])
    expect(planted.filter((keys) => !found.has(keys))).toEqual([])
    expect([...found].filter((keys) => !known.has(keys))).toEqual([])
  })

  test('takes no decoy for one', async () => {
    const found = new Set((await findViolations(database.pool, check)).flat())
    const decoys = manifest.decoys.filter((decoy) => decoy.check === check)
    expect(decoys.length).toBeGreaterThan(0)
    expect(decoys.filter(({ keys }) => keys.some((key) => found.has(String(key))))).toEqual([])
  })
})

/** How many findings come of planting once; where it is not one. */
const severalAtOnce: Readonly<Record<string, number>> = {
  'lessons.missing-relation': 2,
  'lessons.invalid-times': 3,
  'chat.no-author': 2,
}

test.each(checks.filter((check) => check !== 'schema.unenforced-foreign-key'))(
  '%s: planted as often as it was asked for',
  (check) => {
    const planted = manifest.planted.filter((one) => one.check === check)
    expect(planted).toHaveLength(count * (severalAtOnce[check] ?? 1))
  },
)

test('the schema is wrong in two places, however many rows come of it', async () => {
  const planted = manifest.planted.filter(({ check }) => check === 'schema.unenforced-foreign-key')
  expect(planted.map(({ keys }) => keys)).toEqual([['billing_invoice.user_id'], ['billing_invoice.lesson_id']])
  const orphans = `SELECT FROM billing_invoice AS i WHERE NOT EXISTS (SELECT FROM users_user WHERE id = i.user_id)
    OR NOT EXISTS (SELECT FROM lessons_lesson WHERE id = i.lesson_id)`
  expect((await database.pool.query(orphans)).rowCount).toBe(2 * count)
})

test('the same seed plants the same', async () => {
  const other = await openSeeded()
  const again = await corruptDatabase(other.pool, { count, seed: 42, now: new Date() })
  expect(again).toEqual(manifest)
})

test('given up, nothing is planted', async () => {
  const other = await openSeeded()
  const before = await other.pool.query('SELECT count(*) FROM users_user')
  const options = { count, seed: 42, now: new Date(), signal: AbortSignal.abort() }
  await expect(corruptDatabase(other.pool, options)).rejects.toMatchObject({ name: 'AbortError' })
  expect((await other.pool.query('SELECT count(*) FROM users_user')).rows).toEqual(before.rows)
  await expect(other.pool.query('SELECT FROM billing_invoice')).rejects.toMatchObject({ code: '42P01' })
})

test('whoever is no superuser is told so', async () => {
  const url = await databases.create()
  await databases.run(databases.url, "CREATE ROLE planter LOGIN PASSWORD 'planter'")
  await databases.run(url, 'GRANT CREATE ON SCHEMA public TO planter')
  const weak = await openDatabase(url.replace('m4sh:m4sh', 'planter:planter'))
  await expect(checkMayCorrupt(weak.pool)).rejects.toThrow(RunError)
  await expect(checkMayCorrupt(weak.pool)).rejects.toThrow('by a superuser of the database only')
  await weak.close()
})
