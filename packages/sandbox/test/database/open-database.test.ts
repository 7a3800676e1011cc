import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { RunError } from '@m4sh/tools-core/cli'
import { databaseName } from '../../src/database/database-error.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { startDatabases, type Databases } from './databases.ts'

let databases: Databases
beforeAll(async () => {
  databases = await startDatabases()
  await databases.run(databases.url, "CREATE ROLE guest LOGIN PASSWORD 'guest'")
})
afterAll(() => databases.stop())

describe('what cannot be opened is told in words that help', () => {
  test.each([
    ['a wrong password', (url: string) => url.replace(':m4sh@', ':wrong@'), /does not know this user[^]*password in/],
    ['another user', (url: string) => url.replace('m4sh:m4sh', 'nobody:x'), /does not know this user/],
    ['no such database', (url: string) => url.replace(/\w+$/, 'none'), /there is no such database[^]*createdb/],
    ['no right to make tables', (url: string) => url.replace('m4sh:m4sh', 'guest:guest'), /may not make[^]*GRANT/],
    ['nothing that listens', () => 'postgresql://m4sh:m4sh@127.0.0.1:1/m4sh', /nothing listens there[^]*running/],
    ['no such host', () => 'postgresql://m4sh:m4sh@nowhere.invalid/m4sh', /no such host|could not be looked up/],
  ])('%s', async (_, change, message) => {
    const refusal = openDatabase(change(await databases.create()))
    await expect(refusal).rejects.toThrow(RunError)
    const said = await refusal.catch((error: RunError) => `${error.message}\n${error.hint}`)
    expect(said).toMatch(message)
    expect(said).not.toContain(':wrong@')
  })
})

test('a database of somebody else is left as it is', async () => {
  const url = await databases.create()
  await databases.run(url, 'CREATE TABLE lessons_lesson (id bigint)')
  await expect(openDatabase(url)).rejects.toThrow('holds a table "lessons_lesson" that no sandbox has made')
  const opened = await databases.open()
  const tables = `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`
  expect((await opened.pool.query(tables)).rowCount).toBeGreaterThan(8)
  await databases.run(url, `DO $$ BEGIN ASSERT (SELECT count(*) = 1 FROM (${tables}) AS t); END $$`)
})

test('one that a sandbox has made is opened again', async () => {
  const url = await databases.create()
  const first = await openDatabase(url)
  await first.close()
  const again = await openDatabase(url)
  expect((await again.pool.query('SELECT count(*) FROM users_user')).rows).toEqual([{ count: 0 }])
  await again.close()
})

test.each([
  ['postgresql://m4sh:secret@localhost:5432/m4sh', 'localhost:5432/m4sh'],
  ['postgres://localhost/my%20base?sslmode=require', 'localhost/my base'],
  ['postgresql:///m4sh?host=/var/run/postgresql', '/var/run/postgresql/m4sh'],
])('%s is called %s', (url, name) => {
  expect(databaseName(url)).toBe(name)
})
