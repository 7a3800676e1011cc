import { expect, test } from '@jest/globals'
import { settingsOf } from '../../../src/connections/postgres/session/session-settings.ts'
import { readBigint } from '../../../src/connections/postgres/session/value-types.ts'

test('a session is set up as it was asked for; what is set by name has the last word', () => {
  expect(settingsOf({ applicationName: 'x' })).toEqual({ DateStyle: 'ISO' })
  expect(
    settingsOf({ applicationName: 'x', readOnly: true, statementTimeoutMs: 0, set: { lock_timeout: '5s' } }),
  ).toEqual({
    DateStyle: 'ISO',
    default_transaction_read_only: 'on',
    statement_timeout: '0',
    lock_timeout: '5s',
  })
  expect(settingsOf({ applicationName: 'x', statementTimeoutMs: 1, set: { statement_timeout: '2' } })).toMatchObject({
    statement_timeout: '2',
  })
})

test.each([
  ['0', 0],
  ['-7', -7],
  ['9007199254740991', 9_007_199_254_740_991],
  ['-9007199254740991', -9_007_199_254_740_991],
  ['9007199254740992', '9007199254740992'],
  ['9223372036854775807', '9223372036854775807'],
])('bigint %s', (digits, value) => {
  expect(readBigint(digits)).toBe(value)
})
