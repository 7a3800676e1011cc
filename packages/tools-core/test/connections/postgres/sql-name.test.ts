import { expect, test } from '@jest/globals'
import { parseColumnName, parseTableName } from '../../../src/connections/postgres/tables/sql-name.ts'

test.each([
  ['users', null, ['users']],
  ['Users', null, ['users', 'Users']],
  ['"Users"', null, ['Users']],
  ['app.users', ['app'], ['users']],
  ['App.Users', ['app', 'App'], ['users', 'Users']],
  ['"my app"."a.b"', ['my app'], ['a.b']],
  [' app . users ', ['app'], ['users']],
  ['"say ""hi"""', null, ['say "hi"']],
  ['ЇЖАК', null, ['ЇЖАК']],
])('%s', (text, schema, name) => {
  expect(parseTableName(text)).toEqual({ schema, name })
})

test.each(['', '.', 'a.', '.b', 'a.b.c', 'a b', '"', '""', '"a', 'a"b', '"a"b'])('%j is no name', (text) => {
  expect(parseTableName(text)).toBeUndefined()
})

test.each([
  ['user_id', ['user_id']],
  ['userId', ['userid', 'userId']],
  ['"userId"', ['userId']],
  ['user id', ['user id']],
  ['a.b', ['a.b']],
])('the column %s', (text, readings) => {
  expect(parseColumnName(text)).toEqual(readings)
})
