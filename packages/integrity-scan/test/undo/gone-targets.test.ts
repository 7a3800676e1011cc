import { readFile, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { Bed, type OwnFix } from '../fixes/peers/bed.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
  await bed.run('CREATE ROLE clerk LOGIN', `ALTER ROLE clerk PASSWORD 'secret'`)
})
beforeEach(async () => {
  await bed.run(
    'CREATE SCHEMA own',
    'GRANT USAGE ON SCHEMA own TO clerk',
    'ALTER DEFAULT PRIVILEGES IN SCHEMA own GRANT ALL ON TABLES TO clerk',
    'CREATE TABLE own.owner (id int PRIMARY KEY)',
    'INSERT INTO own.owner SELECT generate_series(1, 4)',
    'CREATE TABLE own.item (id int PRIMARY KEY, owner_id int, note text)',
    `INSERT INTO own.item SELECT i, i, 'n' || i FROM generate_series(1, 4) AS i`,
    'INSERT INTO own.item VALUES (5, NULL, NULL), (6, 99, NULL)',
  )
})
afterEach(async () => await bed.run('DROP SCHEMA own CASCADE'))
afterAll(async () => await bed.close())

const removal: OwnFix = { table: 'own.item', rows: 'SELECT id AS key FROM own.item', change: { kind: 'delete' } }

async function repaired(fix: OwnFix): Promise<string> {
  const { undo } = await bed.apply(await bed.plan([await bed.own(fix)]))
  return undo ?? ''
}

const restored = async (): Promise<string[]> =>
  await bed.texts('SELECT id::text FROM own.item WHERE owner_id IS NOT NULL ORDER BY 1')

const gone = [{ count: 1, reason: 'what it points to is gone: owner_id', keys: [2] }]

describe('a row whose target was there and is gone since is left alone, and an orphan comes back as one', () => {
  const noLonger = ['DELETE FROM own.owner WHERE id = 2']
  const constraint = 'ALTER TABLE own.item ADD FOREIGN KEY (owner_id) REFERENCES own.owner'
  /** As in a database whose rows were loaded with triggers off. */
  const valid = [
    'SET session_replication_role = replica',
    'DELETE FROM own.item WHERE id = 6',
    constraint,
    'INSERT INTO own.item VALUES (6, 99, NULL)',
    'RESET session_replication_role',
  ]

  test.each([
    ['valid', valid],
    ['NOT VALID', [`${constraint} NOT VALID`]],
  ])('removed, with a foreign key that is %s', async (_, statements) => {
    await bed.run(...statements)
    const file = await repaired(removal)
    await bed.run(...noLonger)
    expect((await bed.undo(file)).tables).toMatchObject([{ restored: 5, left: gone }])
    expect(await restored()).toEqual(['1', '3', '4', '6'])
  })

  test('a reference that was set to NULL', async () => {
    await bed.run(...valid)
    const file = await repaired({ ...removal, change: { kind: 'set', column: 'owner_id', value: 'null' } })
    await bed.run(...noLonger)
    const [table] = (await bed.undo(file)).tables
    expect(table).toMatchObject({ left: gone })
    expect(await restored()).toEqual(['1', '3', '4', '6'])
  })

  test('another column is given back all the same', async () => {
    await bed.run(...valid, 'DELETE FROM own.item WHERE id = 6')
    const file = await repaired({ ...removal, change: { kind: 'set', column: 'note', value: { text: 'x' } } })
    await bed.run('SET session_replication_role = replica', ...noLonger, 'RESET session_replication_role')
    expect((await bed.undo(file)).tables).toMatchObject([{ restored: 5, left: [] }])
  })

  test.each([
    ['valid', valid, ['1', '3', '4']],
    ['NOT VALID', [`${constraint} NOT VALID`], ['1', '2', '3', '4', '6']],
  ])('a file that does not say who was one: the foreign key is %s', async (_, statements, back) => {
    await bed.run(...statements)
    const file = await repaired(removal)
    const text = (await readFile(file, 'utf8'))
      .replace(',"foreignKeys":["owner_id"]', '')
      .replace(',"orphan":["owner_id"]', '')
    const rows = text.slice(0, text.indexOf('{"end"'))
    const end = { rows: 6, sha256: createHash('sha256').update(rows).digest('hex') }
    await writeFile(file, `${rows}${JSON.stringify({ end })}\n`)
    await bed.run(...noLonger)
    await bed.undo(file)
    expect(await restored()).toEqual(back)
  })
})

test('rows of many parts that point to each other come back, also where foreign keys are heeded', async () => {
  await bed.run(
    'CREATE TABLE own.node (id int PRIMARY KEY, next int REFERENCES own.node)',
    'INSERT INTO own.node SELECT generate_series(1, 4998)',
  )
  await bed.run('UPDATE own.node SET next = CASE WHEN id <= 2000 THEN id + 2000 WHEN id = 4500 THEN id END')
  const before = await bed.tables('own')
  const file = await repaired({ ...removal, table: 'own.node', rows: 'SELECT id AS key FROM own.node' })
  expect(await bed.texts('SELECT count(*)::text FROM own.node')).toEqual(['0'])
  expect((await bed.undo(file, { address: bed.as('clerk') })).tables).toMatchObject([{ restored: 4998, left: [] }])
  expect(await bed.tables('own')).toEqual(before)
})

test('with triggers off, who may not see what rows point to brings nothing back', async () => {
  await bed.run(
    'DELETE FROM own.item WHERE id = 6',
    'ALTER TABLE own.item ADD FOREIGN KEY (owner_id) REFERENCES own.owner',
  )
  const file = await repaired(removal)
  await bed.run('REVOKE ALL ON own.owner FROM clerk', 'GRANT SET ON PARAMETER session_replication_role TO clerk')
  const undone = bed.undo(file, { address: bed.as('clerk') })
  await expect(undone).rejects.toThrow('may not see whether what own.item (owner_id) points to is there')
  await bed.run('GRANT SELECT ON own.owner TO clerk', 'DELETE FROM own.owner WHERE id = 2')
  expect((await bed.undo(file, { address: bed.as('clerk') })).tables).toMatchObject([{ restored: 4, left: gone }])
  await bed.run('REVOKE SET ON PARAMETER session_replication_role FROM clerk')
})

test('what a trigger makes of rows is no restoring, where it cannot be switched off', async () => {
  const change: OwnFix = { ...removal, change: { kind: 'set', column: 'note', value: { text: 'x' } } }
  const changed = await repaired(change)
  await bed.run(
    `CREATE FUNCTION own.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := NEW.note || '!'; RETURN NEW; END $$`,
    `CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON own.item FOR EACH ROW WHEN (NEW.id IN (1, 3)) EXECUTE FUNCTION own.stamp()`,
  )
  const address = bed.as('clerk')
  const left = [{ count: 2, reason: 'a trigger or a rule of the table makes other values of it', keys: [1, 3] }]
  expect((await bed.undo(changed, { address })).tables).toMatchObject([{ restored: 4, left }])
  expect(await bed.texts('SELECT note FROM own.item WHERE id < 5 ORDER BY id')).toEqual(['x', 'n2', 'x', 'n4'])
  const removed = await repaired(removal)
  expect((await bed.undo(removed, { address })).tables).toMatchObject([{ restored: 4, left }])
  expect(await bed.texts('SELECT id::text FROM own.item ORDER BY id')).toEqual(['2', '4', '5', '6'])
})
