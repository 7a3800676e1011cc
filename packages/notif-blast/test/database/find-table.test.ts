import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { findTable, type FoundTable, type TableMapping, type TableWish } from '@m4sh/tools-core/connections/postgres'
import { RunError, UsageError } from '@m4sh/tools-core/errors'
import { type Client, startTestDatabase, type TestDatabase } from './databases.ts'

type Role = 'id' | 'user' | 'type' | 'payload' | 'readAt'

const wish: TableWish<Role, 'readAt'> = {
  purpose: 'notifications',
  names: ['notifications_notification', 'notification'],
  columns: {
    id: { names: ['id', 'uuid'] },
    user: { names: ['user_id', 'recipient_id'] },
    type: { names: ['type'] },
    payload: { names: ['payload'] },
    readAt: { names: ['read_at'], optional: true },
  },
}
const written: typeof wish = { ...wish, isWritten: true }
const hints = { table: '--table', columns: '"notif-blast.columns"' }
const columns = 'id uuid, user_id bigint, type text, payload jsonb'

let database: TestDatabase
let client: Client
beforeAll(async () => {
  database = await startTestDatabase()
  await database.run('CREATE ROLE guest LOGIN PASSWORD $$guest-password$$')
})
afterAll(() => database.stop())

let made = 0
/** A database of its own, with these things in it. */
async function withTables(...statements: readonly string[]): Promise<void> {
  const name = `test_${++made}`
  await database.run(`CREATE DATABASE ${name}`)
  client = await database.open(database.at({ database: name }))
  for (const statement of statements) await client.query(statement)
}

const find = (mapping: TableMapping = {}, wanted = wish) => findTable(client, wanted, mapping, hints)

async function refusal(mapping: TableMapping = {}, wanted = wish): Promise<string> {
  const error = await find(mapping, wanted).catch((thrown: unknown) => thrown)
  if (!(error instanceof RunError)) throw new Error('no error for users', { cause: error })
  return `${error.message} ${error.hint}`
}

const namesOf = ({ columns: found, others }: FoundTable<Role, 'readAt'>) => ({
  ...Object.fromEntries(Object.entries(found).map(([role, { name }]) => [role, name])),
  others: others.map(({ name }) => name),
})

test("the platform's table is found by its usual name", async () => {
  client = await database.open()
  await client.query('ANALYZE notifications_notification')
  const table = await find({}, written)
  expect(table).toMatchObject({
    schema: 'public',
    name: 'notifications_notification',
    quoted: 'public.notifications_notification',
    foundBy: 'default name',
    kind: 'table',
    privileges: { select: true, insert: true, update: true, delete: true },
    hasRowSecurity: false,
  })
  expect(table.estimatedRows).toBeGreaterThan(0)
  expect(namesOf(table)).toEqual({
    id: 'id',
    user: 'user_id',
    type: 'type',
    payload: 'payload',
    readAt: 'read_at',
    others: ['created_at'],
  })
  expect(table.columns.type).toMatchObject({ type: 'varchar', maxLength: 50, isNullable: false, hasDefault: false })
  expect(table.columns.readAt).toMatchObject({ type: 'timestamptz', maxLength: null, isNullable: true })
})

describe('where it is looked for', () => {
  test('on the search path before other schemas, and there by the likelier name', async () => {
    await withTables(
      `CREATE SCHEMA app; CREATE TABLE app.notifications_notification (${columns})`,
      `CREATE TABLE notification (${columns})`,
    )
    expect((await find()).quoted).toBe('public.notification')
    await client.query('SET search_path = app, public')
    expect((await find()).quoted).toBe('app.notifications_notification')
  })

  test('in any schema, if there is only one', async () => {
    await withTables(`CREATE SCHEMA app; CREATE TABLE app.notifications_notification (${columns})`)
    expect(await find()).toMatchObject({ quoted: 'app.notifications_notification', foundBy: 'default name' })
    await client.query(`CREATE SCHEMA "Old App"; CREATE TABLE "Old App".notifications_notification (${columns})`)
    expect(await refusal()).toBe(
      'There is more than one table for the notifications: "Old App".notifications_notification, ' +
        'app.notifications_notification. Say which with --table.',
    )
  })

  test('by its columns, if it ends alike', async () => {
    await withTables(
      `CREATE TABLE core_notifications (uuid uuid, "recipientId" bigint, type text, payload jsonb, extra int)`,
      `CREATE TABLE push_notification (id uuid)`,
      `CREATE TABLE messages (${columns})`,
    )
    const table = await find()
    expect(table).toMatchObject({ quoted: 'public.core_notifications', foundBy: 'columns' })
    expect(namesOf(table)).toEqual({
      id: 'uuid',
      user: 'recipientId',
      type: 'type',
      payload: 'payload',
      others: ['extra'],
    })
    expect(table.columns.readAt).toBeUndefined()
    await client.query(`CREATE TABLE "AppNotification" (${columns})`)
    expect(await refusal()).toContain(
      'more than one table for the notifications: public."AppNotification", public.core_',
    )
  })

  test('nowhere else', async () => {
    await withTables()
    expect(await refusal()).toMatch(
      /no table for the notifications: looked for notifications_notification, notification/,
    )
    expect(await refusal()).toContain('The database holds no table at all. Is it the right one?')
    await client.query(`CREATE TABLE messages (${columns})`)
    expect(await refusal()).toContain('Say which it is with --table.')
  })

  test('not in parts of a partitioned table, nor in temporary ones', async () => {
    await withTables(
      `CREATE TABLE all_notifications (${columns}) PARTITION BY HASH (user_id)`,
      `CREATE TABLE one_notification PARTITION OF all_notifications FOR VALUES WITH (MODULUS 2, REMAINDER 0)`,
      `CREATE TABLE other_notification PARTITION OF all_notifications FOR VALUES WITH (MODULUS 2, REMAINDER 1)`,
      `CREATE TEMP TABLE notification (${columns})`,
    )
    expect(await find({}, written)).toMatchObject({
      name: 'all_notifications',
      kind: 'partitioned',
      estimatedRows: null,
    })
    await client.query(`INSERT INTO all_notifications (user_id) SELECT generate_series(1, 100)`)
    await client.query('ANALYZE')
    expect(await find()).toMatchObject({ estimatedRows: 100 })
    expect(await find({ table: 'one_notification' })).toMatchObject({ kind: 'table', foundBy: 'config' })
  })
})

describe('what the user says', () => {
  beforeAll(() =>
    withTables(
      `CREATE TABLE "Weird Table" ("Key" int, "user id" int, "a.b" text, "say ""hi""" jsonb, plain int)`,
      `CREATE TABLE messages (${columns})`,
      `CREATE SCHEMA app; CREATE TABLE app.news (${columns}); CREATE TABLE app."News" (${columns})`,
      `CREATE SCHEMA other; CREATE TABLE other.news (${columns})`,
    ),
  )
  const mapped = { id: 'Key', user: 'user id', type: '"a.b"', payload: 'say "hi"' }

  test('names are as in SQL, with quotes where they need them', async () => {
    const table = await find({ table: '"Weird Table"', columns: mapped }, written)
    expect(table).toMatchObject({ quoted: 'public."Weird Table"', foundBy: 'config' })
    expect(Object.values(table.columns).map(({ quoted }) => quoted)).toEqual([
      '"Key"',
      '"user id"',
      '"a.b"',
      '"say ""hi"""',
    ])
    const list = Object.values(table.columns).map(({ quoted }) => quoted)
    await client.query(`SELECT ${list.join(', ')} FROM ${table.quoted}`)
  })

  test.each([
    ['app.news', 'app.news'],
    ['APP.NEWS', 'app.news'],
    ['app."News"', 'app."News"'],
    ['messages', 'public.messages'],
  ])('the table %s is %s', async (table, quoted) => {
    expect((await find({ table })).quoted).toBe(quoted)
  })

  test.each<[TableMapping, string]>([
    [{ table: 'news' }, 'more than one table for the notifications: app.news, other.news.'],
    [{ table: 'mesages' }, 'There is no table mesages, which --table gives. Did you mean public.messages?'],
    [{ table: 'app.new' }, 'Did you mean app."News"?'],
    [{ table: 'pg_class' }, 'There is no table pg_class'],
    [
      { table: '"Weird Table"', columns: { ...mapped, user: 'userid' } },
      'public."Weird Table" has no column "userid", which "notif-blast.columns" gives for "user". Did you mean "user id"?',
    ],
    [
      { table: 'messages', columns: { readAt: 'qwertyuiop' } },
      'has no column "qwertyuiop", which "notif-blast.columns" gives for "readAt". It has id, user_id, type, payload.',
    ],
    [
      { table: '"Weird Table"' },
      'public."Weird Table" has no column for "id"; looked for id, uuid. ' +
        'It has "Key", "user id", "a.b", "say ""hi""", plain. Say which it is with "notif-blast.columns".',
    ],
  ])('%j is refused', async (mapping, message) => {
    expect(await refusal(mapping)).toContain(message)
  })

  test.each<[TableMapping, string]>([
    [{ table: 'a b' }, '--table is "a b"; it must be a name, or schema.name.'],
    [
      { columns: { uesr: 'x' } },
      '"notif-blast.columns" has "uesr"; it must be one of id, user, type, payload, readAt.',
    ],
  ])('%j is no usage', async (mapping, message) => {
    await expect(find(mapping)).rejects.toThrow(UsageError)
    await expect(find(mapping)).rejects.toThrow(message)
  })
})

test('views are for reading only', async () => {
  await withTables(
    `CREATE TABLE real_table (${columns})`,
    `CREATE VIEW notifications_notification AS SELECT * FROM real_table`,
    `CREATE MATERIALIZED VIEW stored AS SELECT * FROM real_table`,
  )
  expect(await find()).toMatchObject({ kind: 'view', estimatedRows: null })
  expect(await find({ table: 'stored' })).toMatchObject({ kind: 'materialized view' })
  expect(await refusal({}, written)).toBe(
    'public.notifications_notification is a view: rows are written into tables only. ' +
      'Name the table behind it with --table.',
  )
  await client.query(`CREATE SCHEMA a; CREATE TABLE a.x_notification (${columns})`)
  await client.query('DROP VIEW notifications_notification')
  await client.query(`CREATE VIEW a.y_notification AS SELECT * FROM a.x_notification`)
  expect(await refusal()).toContain('more than one table')
  expect((await find({}, written)).quoted).toBe('a.x_notification')
})

test('columns are told as they are: domains by what they are made of, enums by their labels', async () => {
  await withTables(
    `CREATE TYPE mood AS ENUM ('sad', 'ok')`,
    `ALTER TYPE mood ADD VALUE 'meh' BEFORE 'ok'`,
    `CREATE DOMAIN word AS varchar(20) NOT NULL`,
    `CREATE DOMAIN short_word AS word DEFAULT 'x'`,
    `CREATE DOMAIN feeling AS mood`,
    `CREATE TABLE notification (
      id bigint GENERATED ALWAYS AS IDENTITY, user_id bigint GENERATED BY DEFAULT AS IDENTITY, type feeling NOT NULL,
      payload short_word, gone int, letters char(2)[], twice int GENERATED ALWAYS AS (1 + 1) STORED, free varchar
    )`,
    `ALTER TABLE notification DROP COLUMN gone`,
  )
  const { columns: found, others } = await find()
  expect(found.id).toMatchObject({ type: 'int8', typeOid: 20, hasDefault: true, isGenerated: true, isNullable: false })
  expect(found.user).toMatchObject({ hasDefault: true, isGenerated: false })
  expect(found.type).toMatchObject({ type: 'enum', declared: 'feeling', enumLabels: ['sad', 'meh', 'ok'] })
  expect(found.payload).toMatchObject({ type: 'varchar', typeOid: 1043, declared: 'short_word', maxLength: 20 })
  expect(found.payload).toMatchObject({ isNullable: false, hasDefault: true, enumLabels: null })
  expect(others).toMatchObject([
    { name: 'letters', type: '_bpchar', maxLength: null, hasDefault: false },
    { name: 'twice', isGenerated: true, hasDefault: true },
    { name: 'free', type: 'varchar', maxLength: null, isNullable: true },
  ])
})

test('what the user may do is told', async () => {
  await withTables(
    `CREATE TABLE notification (${columns})`,
    `ALTER TABLE notification ENABLE ROW LEVEL SECURITY`,
    `GRANT SELECT, INSERT ON notification TO guest`,
  )
  expect(await find()).toMatchObject({ hasRowSecurity: false })
  client = await database.open(database.at({ user: 'guest', password: 'guest-password', database: `test_${made}` }))
  expect(await find()).toMatchObject({
    privileges: { select: true, insert: true, update: false, delete: false },
    hasRowSecurity: true,
  })
})
