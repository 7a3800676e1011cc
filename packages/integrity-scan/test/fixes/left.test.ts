import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { FixOutcome } from '../../src/fixes/fix-outcome.ts'
import { Bed, type OwnFix } from './peers/bed.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
  await bed.run('CREATE SCHEMA own', 'CREATE ROLE clerk LOGIN', `ALTER ROLE clerk PASSWORD 'secret'`)
  await bed.run(
    'GRANT ALL ON SCHEMA own TO clerk',
    'ALTER DEFAULT PRIVILEGES IN SCHEMA own GRANT SELECT ON TABLES TO clerk',
  )
})
afterEach(async () => {
  await bed.run('DROP SCHEMA own CASCADE', 'CREATE SCHEMA own', 'GRANT ALL ON SCHEMA own TO clerk')
})
afterAll(async () => await bed.close())

const removeBroken: OwnFix = {
  table: 'own.item',
  rows: 'SELECT id AS key FROM own.item WHERE broken',
  change: { kind: 'delete' },
}
const mend: OwnFix = { ...removeBroken, change: { kind: 'set', column: 'note', value: { text: 'mended' } } }

async function makeItems(more = ''): Promise<void> {
  await bed.run(
    `CREATE TABLE own.item (id int PRIMARY KEY, broken bool NOT NULL DEFAULT true, note text ${more})`,
    `INSERT INTO own.item (id) SELECT generate_series(1, 6)`,
  )
}

async function repair(
  fix: OwnFix,
  meanwhile: () => Promise<void> = async () => await Promise.resolve(),
): Promise<FixOutcome> {
  const plan = await bed.plan([await bed.own(fix)])
  await meanwhile()
  return await bed.apply(plan)
}

/** Rows that were changed, and by reason those that were left. */
function told({ actions: [action] }: FixOutcome): [number, Record<string, unknown>] {
  return [action?.count ?? 0, Object.fromEntries((action?.left ?? []).map(({ reason, keys }) => [reason, keys]))]
}

const remaining = async (): Promise<string[]> => await bed.texts('SELECT id::text FROM own.item ORDER BY id')

describe('a row is left alone', () => {
  test('that was changed or removed since the scan', async () => {
    await makeItems()
    const outcome = await repair(removeBroken, async () => {
      await bed.run(`UPDATE own.item SET note = 'seen' WHERE id = 2`, 'DELETE FROM own.item WHERE id = 3')
    })
    expect(told(outcome)).toEqual([4, { 'changed since the scan': [2, 3] }])
    expect(await remaining()).toEqual(['2'])
  })

  test('that came since the scan', async () => {
    await makeItems()
    const outcome = await repair(removeBroken, async () => await bed.run('INSERT INTO own.item VALUES (7)'))
    expect([told(outcome), await remaining()]).toEqual([[6, {}], ['7']])
  })

  test('with which nothing is wrong any more, though nobody has touched it', async () => {
    await makeItems()
    await bed.run('CREATE TABLE own.good (id int)')
    const rows = 'SELECT id AS key FROM own.item WHERE NOT EXISTS (SELECT FROM own.good WHERE good.id = item.id)'
    const outcome = await repair({ ...mend, rows }, async () => await bed.run('INSERT INTO own.good VALUES (5)'))
    expect(told(outcome)).toEqual([5, { 'nothing is wrong with it any more': [5] }])
  })

  test('that somebody else has locked', async () => {
    await makeItems()
    await bed.besides(async (other) => {
      await other.query('BEGIN; SELECT FROM own.item WHERE id IN (1, 6) FOR UPDATE')
      expect(told(await repair(mend))).toEqual([4, { 'locked by somebody else': [1, 6] }])
    })
  })

  test('that somebody else changes while the repair is under way', async () => {
    await makeItems()
    const plan = await bed.plan([await bed.own(mend)])
    // The repair sees the database as it was before its first scan.
    const scan = async () => {
      await bed.run(`UPDATE own.item SET note = 'mine' WHERE id = 4`)
      return new Map()
    }
    let scans = 0
    const outcome = await bed.apply(plan, { scan: async () => (scans++ === 0 ? await scan() : new Map()) })
    expect(told(outcome)).toEqual([5, { 'changed by somebody else meanwhile': [4] }])
    expect(await bed.texts('SELECT note FROM own.item ORDER BY id')).toEqual([
      'mended',
      'mended',
      'mended',
      'mine',
      'mended',
      'mended',
    ])
  })

  test.each([
    ['NO ACTION', 'item_id int REFERENCES own.item'],
    ['ON DELETE CASCADE', 'item_id int REFERENCES own.item ON DELETE CASCADE'],
    ['ON DELETE SET NULL', 'item_id int REFERENCES own.item ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED'],
  ])('that other rows refer to: %s', async (_, column) => {
    await makeItems()
    await bed.run(`CREATE TABLE own.part (${column})`, 'INSERT INTO own.part VALUES (2), (2), (NULL)')
    const outcome = await repair(removeBroken)
    expect(told(outcome)).toEqual([5, { 'other rows refer to it: own.part.item_id': [2] }])
    expect(await bed.texts('SELECT count(item_id)::text FROM own.part')).toEqual(['2'])
  })

  test('that other rows refer to, whether a constraint says so or not, or is not validated', async () => {
    await makeItems()
    await bed.run('CREATE TABLE own.part (item_id int)', 'INSERT INTO own.part VALUES (3), (99)')
    const reference = { table: 'own.part', columns: ['item_id'], target: 'own.item', targetColumns: ['id'] }
    const plan = await bed.plan([await bed.own(removeBroken)], { references: [reference] })
    expect(told(await bed.apply(plan))).toEqual([5, { 'other rows refer to it: own.part.item_id': [3] }])
    await bed.run('ALTER TABLE own.part ADD FOREIGN KEY (item_id) REFERENCES own.item NOT VALID')
    expect(told(await repair(removeBroken))).toEqual([0, { 'other rows refer to it: own.part.item_id': [3] }])
  })

  test('that a composite key refers to, also one of a partitioned table', async () => {
    await makeItems(', part int NOT NULL DEFAULT 0, UNIQUE (id, part)')
    await bed.run(
      'CREATE TABLE own.piece (a int, b int, FOREIGN KEY (b, a) REFERENCES own.item (id, part)) PARTITION BY LIST (a)',
      'CREATE TABLE own.piece_0 PARTITION OF own.piece DEFAULT',
      'INSERT INTO own.piece VALUES (0, 4)',
    )
    expect(told(await repair(removeBroken))).toEqual([5, { 'other rows refer to it: own.piece (b, a)': [4] }])
  })

  test('that rows of its own table refer to, if these stay', async () => {
    await makeItems(', parent int REFERENCES own.item')
    // 1 ← 2 ← 3, 4 ← 5 of which nothing is wrong with 5, and 6 refers to itself.
    await bed.run(
      'UPDATE own.item SET parent = id - 1 WHERE id IN (2, 3, 5)',
      'UPDATE own.item SET broken = false WHERE id = 5',
      'UPDATE own.item SET parent = 6 WHERE id = 6',
    )
    const before = await bed.tables('own')
    const outcome = await repair(removeBroken)
    expect(told(outcome)).toEqual([4, { 'other rows refer to it: own.item.parent': [4] }])
    expect(await remaining()).toEqual(['4', '5'])
    expect((await bed.undo(outcome.undo)).tables).toMatchObject([{ restored: 4, left: [] }])
    expect(await bed.tables('own')).toEqual(before)
  })

  test('that a constraint refuses', async () => {
    await makeItems(', UNIQUE (note)')
    expect(told(await repair(mend))).toEqual([
      1,
      { 'the database refuses: duplicate key value violates unique constraint "item_note_key"': [2, 3, 4, 5, 6] },
    ])
  })

  test.each([
    [`RAISE 'not item %', OLD.id`, 'the database refuses: not item 3'],
    // It does something else instead, of which the undo file would not know.
    [
      `UPDATE own.item SET note = 'hidden' WHERE id = OLD.id; RETURN NULL`,
      'a trigger or a rule of the table prevents it',
    ],
  ])('that a trigger refuses: %s', async (body, reason) => {
    await makeItems()
    await bed.run(
      `CREATE FUNCTION own.stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body}; END $$`,
      'CREATE TRIGGER stop BEFORE DELETE ON own.item FOR EACH ROW WHEN (OLD.id = 3) EXECUTE FUNCTION own.stop()',
    )
    const plan = await bed.plan([await bed.own(removeBroken)])
    expect(plan.fixes[0]?.triggers).toEqual(['stop'])
    expect(told(await bed.apply(plan))).toEqual([5, { [reason]: [3] }])
    expect(await bed.texts('SELECT note FROM own.item')).toEqual([null])
  })

  test('that another repair of the same run has removed already, without a word', async () => {
    await makeItems()
    const fixes = [await bed.own(mend), await bed.own({ ...removeBroken, rows: `${removeBroken.rows} AND id < 4` })]
    const { actions } = await bed.apply(await bed.plan(fixes))
    expect(actions.map(({ count, left }) => [count, left])).toEqual([
      [3, []],
      [3, []],
    ])
  })
})

describe('a repair is not made', () => {
  async function reasonOf(fix: OwnFix, user?: string, ignoredKeys: readonly string[] = []): Promise<unknown> {
    const address = user === undefined ? bed.address : bed.as(user)
    const own = await bed.besides(async (client) => await bed.own(fix, client), address)
    const plan = await bed.plan([{ ...own, ignoredKeys }], {}, address)
    expect(plan.rows).toBe(0)
    return plan.unplanned[0]?.left[0]
  }

  test('of a view', async () => {
    await makeItems()
    await bed.run('CREATE VIEW own.shown AS SELECT * FROM own.item')
    const left = await reasonOf({ ...removeBroken, table: 'own.shown' })
    expect(left).toEqual({ count: 6, reason: 'own.shown is a view', keys: [1, 2, 3, 4, 5, 6] })
  })

  test.each([
    ['SELECT', 'this user lacks UPDATE on own.item'],
    ['SELECT, UPDATE', 'this user lacks DELETE on own.item'],
  ])('by a user who may only %s', async (privileges, reason) => {
    await makeItems()
    await bed.run(`GRANT ${privileges} ON own.item TO clerk`)
    expect(await reasonOf(removeBroken, 'clerk')).toMatchObject({ count: 6, reason })
  })

  test('by a user who may not see what refers to the rows', async () => {
    await makeItems()
    await bed.run('CREATE TABLE own.secret (item_id int REFERENCES own.item)', 'GRANT ALL ON own.item TO clerk')
    const reason = 'this user may not see whether rows of own.secret refer to it'
    expect(await reasonOf(removeBroken, 'clerk')).toMatchObject({ reason })
  })

  test('by a user from whom row-level security hides rows', async () => {
    await makeItems()
    await bed.run('GRANT ALL ON own.item TO clerk', 'ALTER TABLE own.item ENABLE ROW LEVEL SECURITY')
    await bed.run('CREATE POLICY late ON own.item USING (id > 4)')
    const reason = 'row-level security hides rows of own.item from this user'
    expect(await reasonOf(removeBroken, 'clerk')).toMatchObject({ reason })
  })

  test('where nothing keeps the key unique', async () => {
    await bed.run(
      'CREATE TABLE own.item (id int, broken bool)',
      'CREATE UNIQUE INDEX ON own.item (id) WHERE broken',
      'INSERT INTO own.item VALUES (1, true)',
    )
    expect(await reasonOf(removeBroken)).toMatchObject({ reason: 'nothing keeps own.item.id unique' })
  })

  test('where other tables inherit', async () => {
    await makeItems()
    await bed.run('CREATE TABLE own.heir () INHERITS (own.item)')
    expect(await reasonOf(removeBroken)).toMatchObject({ reason: 'other tables inherit from own.item' })
  })

  test('that would change a key, or what others refer to', async () => {
    await makeItems(', code int UNIQUE')
    await bed.run('CREATE TABLE own.part (code int REFERENCES own.item (code) ON UPDATE CASCADE)')
    const set = (column: string): OwnFix => ({ ...mend, change: { kind: 'set', column, value: { text: '0' } } })
    expect(await reasonOf(set('id'))).toMatchObject({ reason: 'it would change the key of the row' })
    expect(await reasonOf(set('code'))).toMatchObject({ reason: 'own.part.code refers to what it would change' })
  })

  test('whose query the database refuses', async () => {
    await makeItems()
    const left = await reasonOf({ ...removeBroken, rows: `SELECT 'x'::text AS key` })
    expect(left).toMatchObject({ reason: expect.stringContaining('the database refuses: operator does not exist') })
  })
})

test('rows that the user accepts are not planned', async () => {
  await makeItems()
  const plan = await bed.plan([{ ...(await bed.own(removeBroken)), ignoredKeys: ['2', '5'] }])
  expect(told(await bed.apply(plan))).toEqual([4, {}])
  expect(await remaining()).toEqual(['2', '5'])
})

test('rows of another table are not repaired while some of the check are accepted', async () => {
  await makeItems()
  const own = await bed.own(removeBroken)
  const check = { subject: { ...own.check.subject, table: 'own.users' }, fix: { ...own.check.fix, areBroken: false } }
  const plan = await bed.plan([{ ...own, check, ignoredKeys: ['9'] }])
  expect(plan.unplanned[0]?.left[0]?.reason).toContain('rows of own.users are ignored')
})

test('the first twenty keys of each reason are named, and all are counted', async () => {
  await makeItems()
  await bed.run('INSERT INTO own.item SELECT generate_series(7, 5000)')
  const outcome = await repair(removeBroken, async () => await bed.run('UPDATE own.item SET note = id WHERE id > 100'))
  const [left] = outcome.actions[0]?.left ?? []
  expect([outcome.actions[0]?.count, left?.count, left?.keys]).toEqual([
    100,
    4900,
    Array.from({ length: 20 }, (_, at) => at + 101),
  ])
})
