import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { OpenDatabase } from '../../src/database/open-database.ts'
import { Tokens } from '../../src/auth/tokens.ts'
import { fetchAnswer, type Answer } from './api-client.ts'
import { people, startTestDatabase, startTestRest, type TestRest } from './test-platform.ts'

let database: OpenDatabase
let rest: TestRest

beforeAll(async () => {
  database = await startTestDatabase()
  rest = await startTestRest(database)
})
afterAll(async () => {
  await rest.stop()
  await database.close()
})

const open = new Set([
  '/api/auth/login/',
  '/api/auth/register/',
  '/api/auth/refresh/',
  '/api/auth/logout/',
  '/api/auth/invite/validate/',
  '/api/auth/invite/accept/',
  '/api/schema/',
])

describe('without a token', () => {
  test('every operation that the schema does not show as open answers 401, whatever the body', async () => {
    const keys = rest.check.keys.map((key) => key.split(' ')).filter(([, path]) => !open.has(path ?? ''))
    expect(keys.length).toBeGreaterThan(30)
    for (const [method = '', path = ''] of keys) {
      const url = new URL(rest.origin + path.replaceAll(/\{\w+\}/g, '1'))
      const body = method === 'GET' ? {} : { body: 'no json', headers: { 'content-type': 'text/csv' } }
      expect([method, path, await fetchAnswer(method, url, body)]).toEqual([method, path, unauthorized()])
    }
  })
})

function unauthorized(detail: unknown = 'Authentication credentials were not provided.'): unknown {
  return expect.objectContaining({ status: 401, body: { detail } })
}

describe('tokens', () => {
  const me = async (authorization: string): Promise<Answer> =>
    await rest.anonymous.get('/users/me/', { headers: { authorization } })
  const now = Math.floor(Date.now() / 1000)
  const claims = { token_type: 'access', user_id: people.tutor, iat: now, exp: now + 60, jti: 'abc' }

  test.each([
    ['forged', async () => await new Tokens(settings('another secret')).mint(people.tutor), 'Token is invalid'],
    ['expired', async () => await rest.tokens.mint(people.tutor, 'access', -1000), 'Token is expired'],
    ['a refresh token', async () => await rest.tokens.mint(people.tutor, 'refresh'), 'Token has wrong type'],
    ['alg: none', async () => await later(unsigned(claims)), 'Token is invalid'],
    ['HS512', async () => await later(signed({ alg: 'HS512' }, claims, 'sha512')), 'Token is invalid'],
    [
      'without an end',
      async () => await later(signed({ alg: 'HS256' }, { ...claims, exp: undefined })),
      'Token is invalid',
    ],
    ['of user 0', async () => await later(signed({ alg: 'HS256' }, { ...claims, user_id: 0 })), 'Token is invalid'],
    [
      'of user "1 OR 1=1"',
      async () => await later(signed({ alg: 'HS256' }, { ...claims, user_id: '1 OR 1=1' })),
      'Token is invalid',
    ],
    ['no token', async () => await later('x'), 'Token is invalid'],
  ])('%s: 401', async (_, make, message) => {
    const answer = await me(`Bearer ${await make()}`)
    expect(answer).toMatchObject({
      status: 401,
      body: {
        detail: 'Given token not valid for any token type',
        code: 'token_not_valid',
        messages: [{ token_class: 'AccessToken', token_type: 'access', message }],
      },
    })
  })

  test('made by hand with the right secret is as good: the ones above are refused for what they are', async () => {
    expect(await me(`Bearer ${signed({ alg: 'HS256' }, claims)}`)).toMatchObject({ status: 200 })
  })

  test('the word is "bearer", in any letters', async () => {
    const token = await rest.tokens.mint(people.tutor)
    expect(await me(`BEARER ${token}`)).toMatchObject({ status: 200 })
    expect(await me(`Token ${token}`)).toEqual(unauthorized())
    expect(await me(token)).toEqual(unauthorized())
    expect(await me(`Bearer ${token} ${token}`)).toMatchObject({
      status: 401,
      body: { code: 'bad_authorization_header' },
    })
  })

  test('of somebody who is not there any more, or not active', async () => {
    const [gone, inactive] = await Promise.all([999_999, people.inactive].map((id) => rest.tokens.mint(id)))
    expect(await me(`Bearer ${gone}`)).toMatchObject({ status: 401, body: { code: 'user_not_found' } })
    expect(await me(`Bearer ${inactive}`)).toMatchObject({ status: 401, body: { code: 'user_inactive' } })
  })
})

function settings(secret: string): ConstructorParameters<typeof Tokens>[0] {
  return { secret, accessLifetimeMs: 60_000, refreshLifetimeMs: 60_000, now: () => new Date() }
}

async function later(text: string): Promise<string> {
  return await Promise.resolve(text)
}

function unsigned(claims: object): string {
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`
}

function signed(header: object, claims: object, digest = 'sha256'): string {
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${createHmac(digest, 'of the tests').update(text).digest('base64url')}`
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
