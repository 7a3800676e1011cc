import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type DatabaseClient, databaseAddress } from '@m4sh/tools-core/connections/postgres'
import { sql } from 'kysely'
import type { FixToPlan } from '../../src/fixes/fix-plan.ts'
import type { FixOutcome } from '../../src/fixes/fix-outcome.ts'
import type { ScanCounts } from '../../src/fixes/scan-counts.ts'
import { Bed, type OwnFix } from './peers/bed.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
  await bed.run('CREATE ROLE clerk LOGIN', `ALTER ROLE clerk PASSWORD 'secret'`)
})
beforeEach(async () => await bed.run('CREATE SCHEMA own', 'GRANT USAGE ON SCHEMA own TO clerk'))
afterEach(async () => await bed.run('DROP SCHEMA own CASCADE'))
afterAll(async () => await bed.close())

function told({ actions: [action] }: FixOutcome): [number, Record<string, unknown>] {
  return [action?.count ?? 0, Object.fromEntries((action?.left ?? []).map(({ reason, keys }) => [reason, keys]))]
}

describe('rows because of which others are repaired', () => {
  /** Pairs of duplicates, of which the first one stays. */
  async function duplicates(): Promise<FixToPlan> {
    const own = await bed.own({
      table: 'own.item',
      rows: `SELECT o.id AS key FROM own.item o WHERE o.status = 'active' AND EXISTS (
        SELECT FROM own.item f WHERE f.pair = o.pair AND f.id < o.id AND f.status = 'active')`,
      change: { kind: 'set', column: 'status', value: { text: 'archived' } },
    })
    const { table, key } = own.check.fix
    const pairs = sql`(SELECT f.id AS key, o.id AS of FROM own.item o JOIN own.item f ON f.pair = o.pair AND f.id < o.id)`
    return { ...own, check: { ...own.check, fix: { ...own.check.fix, dependsOn: [{ table, key, pairs }] } } }
  }

  beforeEach(async () => {
    await bed.run(
      'CREATE TABLE own.item (id int PRIMARY KEY, pair int NOT NULL, status text NOT NULL)',
      `INSERT INTO own.item VALUES (1, 1, 'active'), (2, 1, 'active'), (3, 2, 'active'), (4, 2, 'active')`,
    )
  })

  const archive = `UPDATE own.item SET status = 'archived' WHERE id = 1`
  const status = async (): Promise<string[]> => await bed.texts('SELECT status FROM own.item ORDER BY id')

  test('that somebody changes after the picture was taken: the other one stays', async () => {
    const plan = await bed.plan([await duplicates()])
    let scans = 0
    const scan = async (): Promise<ScanCounts> => {
      if (scans === 0) await bed.run(archive)
      scans += 1
      return new Map()
    }
    expect(told(await bed.apply(plan, { scan }))).toEqual([1, { 'changed by somebody else meanwhile': [2] }])
    expect(await status()).toEqual(['archived', 'active', 'active', 'archived'])
  })

  test('that somebody is changing: the other one stays', async () => {
    const plan = await bed.plan([await duplicates()])
    await bed.besides(async (other) => {
      await other.query(`BEGIN; ${archive}`)
      expect(told(await bed.apply(plan))).toEqual([1, { 'locked by somebody else': [2] }])
      await other.query('COMMIT')
    })
    expect(await status()).toEqual(['archived', 'active', 'active', 'archived'])
  })

  test('cannot be changed until the repair has ended', async () => {
    const plan = await bed.plan([await duplicates()])
    let refused: unknown
    let scans = 0
    const scan = async (): Promise<ScanCounts> => {
      if (scans === 1)
        refused = await bed.besides(async (other) => {
          await other.query('SET lock_timeout = 50')
          return await other.query(archive).catch((error: unknown) => error)
        })
      scans += 1
      return new Map()
    }
    expect(told(await bed.apply(plan, { scan }))).toEqual([2, {}])
    expect(String(refused)).toContain('lock timeout')
  })

  test('are to be locked, and who may not do that repairs nothing', async () => {
    await bed.run(
      'CREATE TABLE own.reason (id int PRIMARY KEY)',
      'GRANT ALL ON own.item TO clerk',
      'GRANT SELECT ON own.reason TO clerk',
    )
    const change = { kind: 'delete' } as const
    const plan = await bed.besides(async (client) => {
      const own = await bed.own({ table: 'own.item', rows: 'SELECT id AS key FROM own.item', change }, client)
      const reason = await bed.own({ table: 'own.reason', rows: 'SELECT id AS key FROM own.reason', change }, client)
      const { table, key } = reason.check.fix
      const pairs = sql`(SELECT id AS key, id AS of FROM own.reason)`
      const fix = { ...own.check.fix, dependsOn: [{ table, key, pairs }] }
      return await bed.plan([{ ...own, check: { ...own.check, fix } }], {}, bed.as('clerk'))
    }, bed.as('clerk'))
    expect(plan.unplanned[0]?.left[0]?.reason).toBe('this user lacks UPDATE on own.reason')
  })
})

test('what points to rows without a constraint, and this user may not read, is an obstacle and no error', async () => {
  await bed.run(
    'CREATE TABLE own.item (id int PRIMARY KEY)',
    'INSERT INTO own.item VALUES (1)',
    'CREATE TABLE own.secret (item_id int)',
    'GRANT ALL ON own.item TO clerk',
  )
  const removal: OwnFix = { table: 'own.item', rows: 'SELECT id AS key FROM own.item', change: { kind: 'delete' } }
  const references = [{ table: 'own.secret', columns: ['item_id'], target: 'own.item', targetColumns: ['id'] }]
  const address = bed.as('clerk')
  const own = await bed.besides(async (client) => await bed.own(removal, client), address)
  const plan = await bed.plan([own], { references }, address)
  expect(plan.unplanned[0]?.left[0]?.reason).toBe('this user may not see whether rows of own.secret refer to it')
})

test('whoever holds a lock is waited for once in a part, and again in the next', async () => {
  await bed.run(
    'CREATE TABLE own.gate (id int PRIMARY KEY)',
    'INSERT INTO own.gate VALUES (1)',
    'CREATE TABLE own.item (id int PRIMARY KEY, note text)',
    'INSERT INTO own.item SELECT generate_series(1, 2100)',
    `CREATE FUNCTION own.pass() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE NOTICE '% %', OLD.id, current_setting('lock_timeout');
      PERFORM FROM own.gate FOR UPDATE;
      RETURN NEW;
    END $$`,
    `CREATE TRIGGER pass BEFORE UPDATE ON own.item FOR EACH ROW WHEN (OLD.id IN (3, 5, 2050))
     EXECUTE FUNCTION own.pass()`,
  )
  const change = { kind: 'set', column: 'note', value: { text: 'x' } } as const
  const plan = await bed.plan([await bed.own({ table: 'own.item', rows: 'SELECT id AS key FROM own.item', change })])
  const waited: string[] = []
  let heard = false
  const scan = async (client: DatabaseClient): Promise<ScanCounts> => {
    if (!heard) client.on('notice', ({ message }) => waited.push(message ?? ''))
    heard = true
    return await Promise.resolve(new Map())
  }
  const settings = { statementTimeoutMs: 30_000, lockTimeoutMs: 100, schemas: [] }
  await bed.besides(async (other) => {
    await other.query('BEGIN; SELECT FROM own.gate FOR UPDATE')
    expect(told(await bed.apply(plan, { scan, settings }))).toEqual([2097, { 'locked by somebody else': [3, 5, 2050] }])
  })
  const long = waited.filter((line) => line.endsWith(' 100ms'))
  expect(long).toEqual(['3 100ms', '2050 100ms'])
  expect(waited.filter((line) => line.endsWith(' 1ms')).length).toBe(waited.length - 2)
})

test('a database without an encoding is not repaired', async () => {
  await bed.run(`CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'`)
  const url = new URL(bed.sandbox.databaseUrl)
  url.pathname = '/ascii'
  const address = databaseAddress(url.href, { HOME: '/nowhere' }, 'a test')
  await bed.besides(async (client) => {
    await client.query('CREATE SCHEMA own; CREATE TABLE own.item (id int PRIMARY KEY); INSERT INTO own.item VALUES (1)')
    const removal: OwnFix = { table: 'own.item', rows: 'SELECT id AS key FROM own.item', change: { kind: 'delete' } }
    const plan = await bed.plan([await bed.own(removal, client)], {}, address)
    await expect(bed.apply(plan, { address })).rejects.toThrow('The database has no encoding (SQL_ASCII)')
    const { rows } = await client.query('SELECT id FROM own.item')
    expect(rows).toEqual([{ id: 1 }])
  }, address)
  await bed.run('DROP DATABASE ascii')
})
