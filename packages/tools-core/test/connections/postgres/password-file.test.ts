import { expect, test } from '@jest/globals'
import { passwordIn } from '../../../src/connections/postgres/address/password-file.ts'

const question = { host: 'db', port: 5432, database: 'm4sh', user: 'anna' }

test.each([
  ['db:5432:m4sh:anna:pw', 'pw'],
  ['*:*:*:*:pw', 'pw'],
  ['# db:5432:m4sh:anna:no\r\ndb:5432:m4sh:anna:pw\r\n', 'pw'],
  ['db:5433:m4sh:anna:no\ndb:5432:m4sh:anna:pw', 'pw'],
  ['*:*:*:*:first\ndb:5432:m4sh:anna:second', 'first'],
  [String.raw`db:5432:m4sh:anna:a\:b\\c`, String.raw`a:b\c`],
  ['db:5432:m4sh:anna:a:b', 'a:b'],
  ['db:5432:m4sh:anna:', ''],
  ['db:5432:m4sh:anna', undefined],
  ['db:5432:m4sh:bohdan:no', undefined],
  ['', undefined],
])('%j', (text, password) => {
  expect(passwordIn(text, question)).toBe(password)
})

test('a colon in a name is escaped', () => {
  expect(passwordIn(String.raw`\:\:1:5432:m4sh:anna:pw`, { ...question, host: '::1' })).toBe('pw')
})

test('a socket goes by its folder, or by the name of this machine', () => {
  expect(passwordIn('localhost:5432:m4sh:anna:pw', { ...question, host: '/tmp' })).toBe('pw')
  expect(passwordIn('/tmp:5432:m4sh:anna:pw', { ...question, host: '/tmp' })).toBe('pw')
})
