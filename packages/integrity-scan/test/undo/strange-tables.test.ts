import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { FixToPlan } from '../../src/fixes/fix-plan.ts'
import { Bed, differences, type OwnFix } from '../fixes/peers/bed.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
  await bed.run('CREATE SCHEMA own')
})
afterAll(async () => await bed.close())

/**
 * Removes or changes all rows of tables, and undoes it.
 * @returns what is not as it was
 */
async function goAndComeBack(...fixes: readonly OwnFix[]): Promise<unknown[]> {
  const before = await bed.tables('own')
  const toPlan: FixToPlan[] = []
  for (const fix of fixes) toPlan.push(await bed.own(fix))
  const outcome = await bed.apply(await bed.plan(toPlan))
  const idle = outcome.actions.filter(({ count, left }) => count === 0 || left.length > 0)
  const changed = differences(before, await bed.tables('own'))
  const untouched = fixes.filter(({ table }) => !(table in changed))
  const undone = await bed.undo(outcome.undo)
  const lost = Object.values(differences(before, await bed.tables('own')))
  return [...idle, ...untouched, ...undone.tables.flatMap(({ left }) => left), ...lost]
}

function removal(table: string, key = 'id'): OwnFix {
  return { table, key, rows: `SELECT "${key}" AS key FROM ${table}`, change: { kind: 'delete' } }
}

/** A table of one column, with values as SQL. */
const values: readonly (readonly [type: string, ...values: string[]])[] = [
  ['jsonb', 'NULL', `'null'`, `'{"a": [1, "ü\\n\\\\\\""]}'`, `'"null"'`, `'1.10'`],
  ['json', 'NULL', `'null'`, `'{ "b":1,  "b":2 }'`],
  ['text', 'NULL', `''`, `'NULL'`, `E'\\t\\n\\\\"{}(),'''`, `'😀'`, `' '`],
  ['bytea', `'\\x'`, `'\\x00ff5c22'`],
  ['numeric', `'NaN'`, `'Infinity'`, '1e-40', '123456789012345678901234567890.10', '0.00'],
  ['numeric(6, 2)', '1.50'],
  ['float8', `'NaN'`, `'-Infinity'`, '0.1', '1e308', '5e-324', `'-0'`],
  ['float4', '0.1', '16777217'],
  ['timestamptz', `'infinity'`, `'-infinity'`, `'2026-01-01 00:00:00.000001+05:30'`, `'0044-03-15 BC'`],
  ['timestamp', `'infinity'`, `'2026-02-28 23:59:59.999999'`],
  ['date', `'infinity'`, `'4713-01-01 BC'`],
  ['timetz', `'24:00:00-11'`],
  ['interval', `'1 year -2 mons +3 days -04:05:06.789'`],
  ['money', '12.34', '-0.05'],
  ['int[]', `'{}'`, `'{1,NULL,3}'`, `'[2:3]={4,5}'`, `'{{1,2},{3,4}}'`],
  ['text[]', `ARRAY['', NULL, 'NULL', 'a,b', '"\\']`],
  ['own.mood', `'so "so"'`],
  ['own.mood[]', `ARRAY['so "so"', 'fine']::own.mood[]`],
  ['own.pair', `ROW(1, 'x,"y"')`, `ROW(NULL, NULL)`, `ROW(NULL, '')`],
  ['own.pair[]', `ARRAY[ROW(1, 'a(b)')]::own.pair[]`],
  ['own.short', `'ab'`],
  ['int4range', `'empty'`, `'[1,)'`],
  ['int4multirange', `'{[1,3),[5,6)}'`],
  ['bit(5)', `B'10101'`],
  ['varbit', `B''`, `B'101'`],
  ['char(5)', `'ab'`, `''`],
  ['varchar(5)', `'ab   '`],
  ['"char"', `'x'`, `''`],
  ['name', `'n'`],
  ['inet', `'10.0.0.1/8'`, `'::1'`],
  ['cidr', `'10.0.0.0/8'`],
  ['macaddr8', `'08:00:2b:01:02:03:04:05'`],
  ['uuid', `'00000000-0000-0000-0000-000000000000'`],
  ['xml', `'<a>&lt;</a>'`, `'text'`],
  ['tsvector', `'''a b'':1A c'`],
  ['point', `'(1.5,-0)'`],
  ['regclass', `'users_user'`],
  ['oid', '4294967295'],
  ['pg_lsn', `'16/B374D848'`],
  ['boolean', 'true', 'false', 'NULL'],
]

test('values of every type come back as they were', async () => {
  await bed.run(
    `CREATE TYPE own.mood AS ENUM ('so "so"', 'fine')`,
    'CREATE TYPE own.pair AS (a int, b text)',
    'CREATE DOMAIN own.short AS varchar(3) CHECK (length(VALUE) > 0)',
  )
  const tables = values.map(([type], at) => ({ name: `own.t${at}`, type }))
  for (const [at, { name, type }] of tables.entries()) {
    await bed.run(`CREATE TABLE ${name} (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v ${type})`)
    for (const value of values[at]?.slice(1) ?? []) await bed.run(`INSERT INTO ${name} (v) VALUES (${value})`)
  }
  expect(await goAndComeBack(...tables.map(({ name }) => removal(name)))).toEqual([])
  expect(
    await goAndComeBack(
      ...tables.map(({ name }) => ({
        ...removal(name),
        rows: `SELECT id AS key FROM ${name} WHERE v IS NOT NULL OR v IS DISTINCT FROM NULL`,
        change: { kind: 'set', column: 'v', value: 'null' } as const,
      })),
    ),
  ).toEqual([])
  await bed.run(...tables.map(({ name }) => `DROP TABLE ${name}`))
}, 30_000)

test('whatever the session makes of values', async () => {
  await bed.run(
    `ALTER ROLE CURRENT_USER SET DateStyle = 'German'`,
    `ALTER ROLE CURRENT_USER SET IntervalStyle = 'sql_standard'`,
    `ALTER ROLE CURRENT_USER SET extra_float_digits = -10`,
    `ALTER ROLE CURRENT_USER SET bytea_output = 'escape'`,
    `ALTER ROLE CURRENT_USER SET TimeZone = 'America/St_Johns'`,
    'CREATE TABLE own.odd (id int PRIMARY KEY, a timestamptz, b interval, c float8, d bytea, e date)',
    `INSERT INTO own.odd VALUES (1, '2026-03-08 01:59:59.5', '-1 year 3 days', 0.1 + 0.2, '\\x005c27', '2026-02-03')`,
  )
  expect(await goAndComeBack(removal('own.odd'))).toEqual([])
  await bed.run('ALTER ROLE CURRENT_USER RESET ALL', 'DROP TABLE own.odd')
})

test('quoted names, columns that the database computes, columns that were dropped', async () => {
  await bed.run(
    `CREATE TABLE own."Odd ""Table" (gone int, "Key ""1" text PRIMARY KEY, "select" int, twice int GENERATED ALWAYS AS ("select" * 2) STORED)`,
    `ALTER TABLE own."Odd ""Table" DROP COLUMN gone`,
    `INSERT INTO own."Odd ""Table" VALUES (E'a\\nb', NULL), ('"', 5), ('', 6), ('{1,2}', 7)`,
  )
  const rows = `SELECT "Key ""1" AS key FROM own."Odd ""Table"`
  const fix = { table: 'own."Odd ""Table"', key: 'Key "1', rows }
  expect(await goAndComeBack({ ...fix, change: { kind: 'delete' } })).toEqual([])
  expect(await goAndComeBack({ ...fix, change: { kind: 'set', column: 'select', value: { text: '9' } } })).toEqual([])
  await bed.run('DROP TABLE own."Odd ""Table"')
})

test('partitioned tables', async () => {
  await bed.run(
    'CREATE TABLE own.log (id int PRIMARY KEY, note text) PARTITION BY HASH (id)',
    'CREATE TABLE own.log_0 PARTITION OF own.log FOR VALUES WITH (MODULUS 2, REMAINDER 0)',
    // Its columns stand in another order.
    'CREATE TABLE own.log_1 (note text, id int PRIMARY KEY)',
    'ALTER TABLE own.log ATTACH PARTITION own.log_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1)',
    `INSERT INTO own.log SELECT i, 'n' || i FROM generate_series(1, 50) AS i`,
  )
  expect(await goAndComeBack(removal('own.log'))).toEqual([])
  expect(
    await goAndComeBack({ ...removal('own.log'), change: { kind: 'set', column: 'note', value: { text: 'x' } } }),
  ).toEqual([])
  await bed.run('DROP TABLE own.log')
})

test('a partition by itself', async () => {
  await bed.run(
    'CREATE TABLE own.log (id int PRIMARY KEY, other int REFERENCES own.log) PARTITION BY RANGE (id)',
    'CREATE TABLE own.log_0 PARTITION OF own.log FOR VALUES FROM (0) TO (10)',
    'CREATE TABLE own.log_1 PARTITION OF own.log DEFAULT',
    'INSERT INTO own.log VALUES (1, NULL), (2, NULL), (11, 1), (12, NULL)',
  )
  const outcome = await bed.apply(await bed.plan([await bed.own(removal('own.log_0'))]))
  expect(outcome.actions).toMatchObject([
    { count: 1, left: [{ keys: [1], reason: 'other rows refer to it: own.log.other' }] },
  ])
  await bed.undo(outcome.undo)
  expect(await bed.texts('SELECT id::text FROM own.log_0 ORDER BY 1')).toEqual(['1', '2'])
  await bed.run('DROP TABLE own.log')
})

test.each(['bigint', 'uuid', 'text', 'varchar(40)', 'char(40)', 'numeric', 'own.code', 'own.kind', 'date'])(
  'keys of type %s',
  async (type) => {
    await bed.run(
      'DROP DOMAIN IF EXISTS own.code CASCADE',
      'DROP TYPE IF EXISTS own.kind CASCADE',
      'CREATE DOMAIN own.code AS bigint CHECK (VALUE > 0)',
      `CREATE TYPE own.kind AS ENUM ('1', '9007199254740993', '2026-01-02', '00000000-0000-0000-0000-000000000001')`,
      `CREATE TABLE own.keyed (id ${type} PRIMARY KEY, note text)`,
    )
    const keys =
      type === 'uuid'
        ? ['00000000-0000-0000-0000-000000000001']
        : type === 'date'
          ? ['2026-01-02']
          : ['1', '9007199254740993']
    for (const key of keys) await bed.run(`INSERT INTO own.keyed VALUES ('${key}')`)
    expect(await goAndComeBack(removal('own.keyed'))).toEqual([])
    expect(
      await goAndComeBack({ ...removal('own.keyed'), change: { kind: 'set', column: 'note', value: 'now' } }),
    ).toEqual([])
    await bed.run('DROP TABLE own.keyed')
  },
)

test('a value is set in the column’s own type, and not cut', async () => {
  await bed.run(
    `CREATE TYPE own.level AS ENUM ('low', 'high')`,
    `CREATE TABLE own.typed (id int PRIMARY KEY, level own.level, short varchar(3), at date)`,
    `INSERT INTO own.typed VALUES (1, 'low', 'abc', '2026-01-01')`,
  )
  const set = (column: string, text: string): OwnFix => ({
    ...removal('own.typed'),
    change: { kind: 'set', column, value: { text } },
  })
  expect(await goAndComeBack(set('level', 'high'), set('at', '2025-12-31'), set('short', 'no'))).toEqual([])
  const { actions, transaction } = await bed.apply(await bed.plan([await bed.own(set('short', 'too long'))]))
  expect(transaction).toBe('none')
  expect(actions[0]?.left).toEqual([
    { count: 1, reason: 'the database refuses: value too long for type character varying(3)', keys: [1] },
  ])
  await bed.run('DROP TABLE own.typed')
})

test('what a trigger made of a changed row is taken back, too', async () => {
  await bed.run(
    `CREATE TABLE own.stamped (id int PRIMARY KEY, note text, updated_at timestamptz DEFAULT '2020-01-01')`,
    `CREATE FUNCTION own.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at := clock_timestamp(); RETURN NEW; END $$`,
    'CREATE TRIGGER stamp BEFORE UPDATE ON own.stamped FOR EACH ROW WHEN (NEW.id > 1) EXECUTE FUNCTION own.stamp()',
    'INSERT INTO own.stamped VALUES (1), (2), (3)',
  )
  expect(
    await goAndComeBack({ ...removal('own.stamped'), change: { kind: 'set', column: 'note', value: { text: 'x' } } }),
  ).toEqual([])
  await bed.run('DROP TABLE own.stamped', 'DROP FUNCTION own.stamp')
})

test('large rows, and many of them', async () => {
  await bed.run(
    'CREATE TABLE own.board (id int PRIMARY KEY, data text)',
    `INSERT INTO own.board SELECT i, repeat(md5(i::text), 20000) FROM generate_series(1, 10) AS i`,
    `INSERT INTO own.board SELECT i, 'small' FROM generate_series(11, 5000) AS i`,
  )
  expect(await goAndComeBack(removal('own.board'))).toEqual([])
  await bed.run('DROP TABLE own.board')
})
