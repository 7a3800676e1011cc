import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { redact, redactText } from '../../src/reporting/redact.ts'

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'
const m = '[redacted]'

const withSecrets: readonly (readonly [text: string, clean: string])[] = [
  // JWTs
  [`wss://m4sh.example/ws/?token=${jwt}&room=7`, `wss://m4sh.example/ws/?token=${m}&room=7`],
  [`next=%2Fws%2F%3Ftoken%3D${jwt}%26room%3D7`, `next=%2Fws%2F%3Ftoken%3D${m}%26room%3D7`],
  [`the server refused ${jwt}.`, `the server refused ${m}.`],
  [`jwt_${jwt}`, `jwt_${m}`],
  [`encrypted: eyJhbGciOiJSU0EifQ.a-b_c.d4e5.f6g7.h8i9!`, `encrypted: ${m}!`],
  // Addresses
  ['postgres://m4sh:hunter2@db:5432/m4sh', `postgres://m4sh:${m}@db:5432/m4sh`],
  ['postgres://m4sh:p%40ss%3Aword@db/m4sh', `postgres://m4sh:${m}@db/m4sh`],
  ['postgres://m4sh:p@ss@db/m4sh', `postgres://m4sh:${m}@db/m4sh`],
  ['postgres://m4sh:p/a?s#s@db/m4sh', `postgres://m4sh:${m}@db/m4sh`],
  ['postgres://m4sh:12345@db/m4sh', `postgres://m4sh:${m}@db/m4sh`],
  ['redis://:hunter2@cache:6379', `redis://:${m}@cache:6379`],
  ['"http://a:b1@one/" and "http://c:d1@two/"', `"http://a:${m}@one/" and "http://c:${m}@two/"`],
  ['?next=https%3A%2F%2Fann%3Ahunter2%40host%2Fx', `?next=https%3A%2F%2Fann%3A${m}%40host%2Fx`],
  // Headers
  ['Authorization: Bearer hunterhunter', `Authorization: Bearer ${m}`],
  ['authorization: token 9944b09199c62bcf', `authorization: token ${m}`],
  ['Proxy-Authorization: Basic dXNlcjpwYXNz', `Proxy-Authorization: Basic ${m}`],
  ['Authorization: 9944b09199c62bcf', `Authorization: ${m}`],
  ['Authorization: Digest username="ann", response="6629fae4"', `Authorization: Digest ${m}`],
  ['Cookie: sessionid=abc; csrftoken=def', `Cookie: ${m}`],
  ['Set-Cookie: refresh=abc; HttpOnly\nServer: nginx', `Set-Cookie: ${m}\nServer: nginx`],
  ["curl -H 'X-Api-Key: abc' host", `curl -H 'X-Api-Key: ${m}' host`],
  ['sent Basic dXNlcjpwYXNz to it', `sent Basic ${m} to it`],
  ['Token 9944b09199c62bcf9418ad846dd0e4bb', `Token ${m}`],
  // Parameters and settings
  ['/x?access_token=abc&page=2#top', `/x?access_token=${m}&page=2#top`],
  ['/cb#id_token=abc&state=1', `/cb#id_token=${m}&state=1`],
  ['/cb?code=4/0AX4XfWh', `/cb?code=${m}`],
  ['/x?X-Amz-Security-Token=abc&X-Amz-Signature=def', `/x?X-Amz-Security-Token=${m}&X-Amz-Signature=${m}`],
  ['refreshToken=abc', `refreshToken=${m}`],
  ['PGPASSWORD=hunter2 psql', `PGPASSWORD=${m} psql`],
  ["host=db password='my pass' user=ann", `host=db password='${m}' user=ann`],
  ['{"password":"hunter2","name":"ann"}', `{"password":"${m}","name":"ann"}`],
  [String.raw`body: "{\"token\":\"abc\",\"n\":1}"`, String.raw`body: "{\"token\":\"${m}\",\"n\":1}"`],
  ["const apiKey = 'abc'", `const apiKey = '${m}'`],
]

const harmless: readonly string[] = [
  '',
  'tokens: 3',
  'tokens=3',
  'cursor token',
  'the cursor token expired yesterday',
  'token validation failed',
  'basic authentication is required',
  'Bearer authentication',
  'Authorization header missing',
  'Authorization: required by the server',
  'exit code=3',
  'status code=500',
  'POST /api/auth/token/refresh/',
  'http://localhost:8000/@vite/client',
  'http://localhost:8000?email=ann@m4sh.example',
  'http://[::1]:8000/a@b',
  // oxlint-disable-next-line no-template-curly-in-string -- source code, as a report quotes it
  'http://${host}:${port}/a@b',
  // oxlint-disable-next-line no-template-curly-in-string -- the same
  '`/ws/?token=${token}&room=7`',
  "'/ws/?token=' + token",
  '/password-reset/{token}/?token={token}',
  '?token=…',
  'token=null',
  'token === "x"',
  'ann@m4sh.example',
  'eyJust.kidding.here',
  'v1.2.3-eyJ',
]

describe('a text', () => {
  test.each(withSecrets)('%s', (text, clean) => {
    expect(redactText(text)).toBe(clean)
    expect(redactText(clean)).toBe(clean)
  })

  test.each(harmless)('harmless: %s', (text) => {
    expect(redactText(text)).toBe(text)
  })

  test('given secrets go wherever they stand, in an address too, the longest first', () => {
    expect(redactText('abcd, abcdefgh and a%20b%2Fc', ['abcd', 'abcdefgh', 'a b/c'])).toBe(`${m}, ${m} and ${m}`)
  })

  test('too short a secret, or a part of the mark, destroys nothing', () => {
    expect(redactText('to be redacted', ['to', '', 'redacted'])).toBe('to be redacted')
  })

  test('what is left of a longer value goes as well', () => {
    expect(redactText('?token=abcdefgh', ['abcd'])).toBe(`?token=${m}`)
  })

  test('a lone surrogate among the secrets is no trouble', () => {
    expect(redactText('x\uD800yz', ['x\uD800yz'])).toBe(m)
  })

  test('a megabyte made to be slow is not', () => {
    const hostile = ['eyJ', 'a://b:c', 'token:"', 'x-', '%3A%2F%2F', 'authorization: ', 'token=', "token:'a\\"]
    for (const piece of hostile) expect(redactText(piece.repeat(100_000))).not.toBe('')
  }, 20_000)
})

describe('a value', () => {
  const values: readonly (readonly [what: string, value: unknown, clean: unknown])[] = [
    ['a text', { token: 'x' }, { token: m }],
    ['a number', { password: 123_456 }, { password: m }],
    ['nothing', { token: null, password: '', secret: undefined }, { token: null, password: '', secret: undefined }],
    ['a flag', { token: true }, { token: true }],
    ['a count', { tokens: 3, tokenCount: 3, maxTokens: 3 }, { tokens: 3, tokenCount: 3, maxTokens: 3 }],
    ['a list of them', { tokens: ['x', 'y'], apiKeys: ['z'] }, { tokens: [m, m], apiKeys: [m] }],
    [
      'an object of them',
      { credentials: { user: 'a', more: { pin: 1 } } },
      { credentials: { user: m, more: { pin: 1 } } },
    ],
    ['an object under one', { cookie: { sessionid: 'abc', n: 1 } }, { cookie: { sessionid: m, n: m } }],
    [
      'names',
      { accessToken: 'x', 'X-CSRFToken': 'x', DB_PASSWORD: 'x', SECRET_KEY: 'x' },
      { accessToken: m, 'X-CSRFToken': m, DB_PASSWORD: m, SECRET_KEY: m },
    ],
    [
      'names that only sound like one',
      { tokenizer: 'x', passwordRules: 'x', cursor: 'token', session_id: 7 },
      { tokenizer: 'x', passwordRules: 'x', cursor: 'token', session_id: 7 },
    ],
    ['nested lists', [[{ a: [{ token: 'x' }] }], `?token=${jwt}`], [[{ a: [{ token: m }] }], `?token=${m}`]],
    [
      'a header by name',
      [
        { name: 'Authorization', value: 'x' },
        { name: 'Accept', value: 'x' },
      ],
      [
        { name: 'Authorization', value: m },
        { name: 'Accept', value: 'x' },
      ],
    ],
    [
      'a header as a pair',
      [
        ['cookie', 'x'],
        ['accept', 'x'],
        ['token', 'auth'],
      ],
      [
        ['cookie', m],
        ['accept', 'x'],
        ['token', 'auth'],
      ],
    ],
    ['a key', { byKind: { 'GET /x?token=abc': 2 } }, { byKind: { [`GET /x?token=${m}`]: 2 } }],
    [
      'what says itself how it is written',
      { at: new Date(0), url: new URL('http://a:b@c/') },
      { at: '1970-01-01T00:00:00.000Z', url: `http://a:${m}@c/` },
    ],
    ['plain values', [1, true, null, undefined, 'x'], [1, true, null, undefined, 'x']],
  ]
  test.each(values)('%s', (_what, value, clean) => {
    expect(redact(value)).toStrictEqual(clean)
    expect(redact(clean)).toStrictEqual(clean)
  })

  test('a given secret goes from keys, but renames no field', () => {
    const value = { users: { 'the user': 'user' }, user: 1, hunter2: 'hunter2' }
    expect(redact(value, ['user', 'hunter2'])).toEqual({ users: { [`the ${m}`]: m }, user: 1, [m]: m })
  })

  test('is left as it was', () => {
    const value = Object.freeze({ token: 'x', list: Object.freeze(['x?token=1']) })
    redact(value)
    expect(value).toEqual({ token: 'x', list: ['x?token=1'] })
  })

  test('a key named __proto__ stays a key', () => {
    const value: unknown = JSON.parse('{"__proto__": {"token": "x"}}')
    expect(JSON.stringify(redact(value))).toBe(`{"__proto__":{"token":"${m}"}}`)
  })
})

describe('whatever the text', () => {
  const pieces = ':/@?&#=%. \'"\\{}[]$-_;,\n'.split('')
  const noise = fc.string({ unit: fc.constantFrom(...pieces, 'token', 'a', 'Z', '9', '%3A', m) })

  test('doing it twice changes nothing', () => {
    fc.assert(
      fc.property(noise, noise, fc.constantFrom(...withSecrets.map(([text]) => text)), (before, after, text) => {
        const once = redactText(before + text + after)
        expect(redactText(once)).toBe(once)
      }),
      { numRuns: 2000, seed: 1 },
    )
  })

  test('a JWT after anything but a letter or a digit is gone', () => {
    fc.assert(
      fc.property(noise, fc.constantFrom(' ', '=', '/', ':', '"', '(', '&', ',', '%', '\n'), (before, gap) => {
        expect(redactText(before + gap + jwt)).not.toContain('c2lnbmF0dXJl')
      }),
      { numRuns: 2000, seed: 1 },
    )
  })

  test('a given secret is gone', () => {
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        expect(redactText(before + 'hunter2!' + after, ['hunter2!'])).not.toContain('hunter2!')
      }),
      { numRuns: 500, seed: 1 },
    )
  })
})
