import { expect, test } from '@jest/globals'
import { claimsOf, identityOf } from '../../../src/connections/identity/index.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: unknown) => `${part({ alg: 'HS256' })}.${part(claims)}.c2ln`

test('user and end of a token are read, nothing is verified', () => {
  expect(claimsOf(jwt({ user_id: 7, exp: 1_767_225_600, name: 'Їжак' }))).toEqual({
    userId: 7,
    expiresAt: new Date('2026-01-01T00:00:00Z'),
  })
  expect(identityOf(jwt({ user_id: 7 }))).toEqual({ token: jwt({ user_id: 7 }), userId: 7 })
})

test.each([
  [{ user_id: '12' }, 12],
  [{ sub: '12' }, 12],
  [{ user_id: 1, sub: '12' }, 1],
  [{ user_id: 'b2a7f0c4-0000-4000-8000-000000000000' }, null],
  [{ user_id: 1.5 }, null],
  [{ user_id: 0 }, null],
  [{ user_id: -1 }, null],
  [{ user_id: '' }, null],
  [{ user_id: '99999999999999999999' }, null],
  [{ user_id: null }, null],
  [{}, null],
])('the user of %j', (claims, userId) => {
  expect(claimsOf(jwt(claims)).userId).toBe(userId)
})

test.each([[1e20], ['1767225600'], [null], [{}]])('no end is known of %j', (exp) => {
  expect(claimsOf(jwt({ exp }))).toEqual({ userId: null, expiresAt: null })
})

test.each([
  '',
  'opaque',
  '..',
  'a.b',
  'a.b.c',
  'a.b.c.d',
  `x.${part([1])}.y`,
  `x.${part(null)}.y`,
  'x.eyJ.y',
  '\u0000.ї.\uD800',
])('of any other text nothing is known: %j', (token) => {
  expect(claimsOf(token)).toEqual({ userId: null, expiresAt: null })
})
