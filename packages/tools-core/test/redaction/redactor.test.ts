import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { redactUrl } from '../../src/redaction/redact-url.ts'
import { Redactor } from '../../src/redaction/redactor.ts'
import { fuzz } from '../../src/testing/fuzz/index.ts'

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'
const m = '[redacted]'

const redactText = (text: string, secrets: readonly string[] = []) => new Redactor(secrets).redactText(text)
const redact = <T>(value: T, secrets: readonly string[] = []) => new Redactor(secrets).redact(value)

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
  ['https://ghp_16C7e42F292c6912E7@github.com/x', `https://${m}@github.com/x`],
  ['X-Service-Auth: abc', `X-Service-Auth: ${m}`],
  // Parameters and settings
  ['/api/schema/?token=s3cret', `/api/schema/?token=${m}`],
  [
    '/x?sessionid=abc&credentials=abc&private_key=abc&jwt_assertion=x',
    `/x?sessionid=${m}&credentials=${m}&private_key=${m}&jwt_assertion=${m}`,
  ],
  ['/x?session=abc&key=abc&pin=12&x_auth=abc&page=2', `/x?session=${m}&key=${m}&pin=${m}&x_auth=${m}&page=2`],
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
  'errors.byKind.expired-token==0',
  'https://ann@host/',
  '/x?author=ann&monkey=1',
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

  test('a long text loses its secrets as a short one does, wherever it is cut', () => {
    const line = `GET /x?page=1&token=abcdef and "password": "p w", then Cookie: a=b\n`
    for (const gap of ['\n', ', ', '\u00A0'])
      for (const length of [65_400, 65_480, 65_536, 131_000]) {
        const text = redactText(`${'x'.repeat(length)}${gap}${line.repeat(2000)}`)
        expect(text).not.toMatch(/abcdef|p w|a=b/)
        expect(text.length).toBe(length + gap.length + 2000 * redactText(line).length)
      }
  })

  test.each([1023, 1024, 1025, 5000])('a value of %i characters goes whole', (length) => {
    const value = `1${'v'.repeat(length - 1)}`
    expect(redactText(`token: "${value}" x`)).toBe(`token: "${m}" x`)
    expect(redactText(`Authorization: ${value} x`)).toBe(`Authorization: ${m} x`)
    expect(redactText(`token: "${value}`)).toMatch(length < 1024 ? /1v/ : /"\[redacted\]$/)
  })
})

describe('a value', () => {
  const values: readonly (readonly [what: string, value: unknown, clean: unknown])[] = [
    ['a text', { token: 'x' }, { token: m }],
    ['a number', { password: 123_456, pin: 12, token: 3 }, { password: m, pin: m, token: 3 }],
    [
      'counts by name',
      { byKind: { 'expired-token': 3, invalid_password: 2 } },
      { byKind: { 'expired-token': 3, invalid_password: 2 } },
    ],
    ['nothing', { token: null, password: '', secret: undefined }, { token: null, password: '', secret: undefined }],
    ['a flag', { token: true }, { token: true }],
    ['a count', { tokens: 3, tokenCount: 3, maxTokens: 3 }, { tokens: 3, tokenCount: 3, maxTokens: 3 }],
    ['a list of them', { tokens: ['x', 'y'], apiKeys: ['z'] }, { tokens: [m, m], apiKeys: [m] }],
    [
      'an object of them',
      { credentials: { user: 'a', more: { pin: 1 } } },
      { credentials: { user: m, more: { pin: m } } },
    ],
    ['an object under one', { cookie: { sessionid: 'abc', n: 1 } }, { cookie: { sessionid: m, n: 1 } }],
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
      'headers as pairs',
      {
        requestHeaders: [
          ['cookie', 'x'],
          ['accept', 'x'],
        ],
        headers: [{ name: 'X-Service-Auth', value: 'x' }],
      },
      {
        requestHeaders: [
          ['cookie', m],
          ['accept', 'x'],
        ],
        headers: [{ name: 'X-Service-Auth', value: m }],
      },
    ],
    [
      'two words that are no header',
      { names: ['x-api-key', 'page'], rows: [['cookie', 'x']] },
      { names: ['x-api-key', 'page'], rows: [['cookie', 'x']] },
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

describe('an ordinary word that is a secret', () => {
  test.each([
    ['rooms', 'bedrooms, rooms and roomservice', `bedrooms, ${m} and roomservice`],
    ['rooms', '/api/rooms/ my_rooms rooms2', `/api/${m}/ my_${m} rooms2`],
    ['rooms', String.raw`a%20rooms "\nrooms" "\u00e9rooms"`, String.raw`a%20${m} "\n${m}" "\u00e9${m}"`],
    ['żółw', 'żółwie żółw', `żółwie ${m}`],
    ['school-one', 'school-one, preschool-one', `${m}, preschool-one`],
  ])('%s goes where it stands alone: %s', (secret, text, clean) => {
    expect(redactText(text, [secret])).toBe(clean)
  })

  test.each(['s3cr3t-t0ken', 'hunter2!', 'abcdefghijklmnopqrstuvwx'])(
    '%s is none: it goes wherever it stands',
    (secret) => {
      expect(redactText(`x${secret}9`, [secret])).toBe(`x${m}9`)
    },
  )

  test("stays in the tool's own fields; what is no word does not", () => {
    const value = {
      severity: 'error',
      ids: ['error', 'c1'],
      file: 'src/error/s3cr3t-t0ken.js?token=abc',
      message: 'an error',
      findings: [{ rule: 'error' }],
    }
    const secrets = new Redactor(['error', 's3cr3t-t0ken'])
    expect(secrets.redact(value, { plainFields: ['severity', 'ids', 'file', 'rule'] })).toEqual({
      severity: 'error',
      ids: ['error', 'c1'],
      file: `src/error/${m}.js?token=${m}`,
      message: `an ${m}`,
      findings: [{ rule: 'error' }],
    })
  })
})

test('what is added later goes from then on', () => {
  const secrets = new Redactor(['first-1234'])
  expect(secrets.redactText('first-1234 later-1234')).toBe(`${m} later-1234`)
  secrets.add('later-1234')
  expect(secrets.redactText('first-1234 later-1234')).toBe(`${m} ${m}`)
})

describe('an address', () => {
  test.each([
    ['http://h/x?page=2', 'http://h/x?page=2'],
    ['http://ann:pw@h/x', `http://ann:${m}@h/x`],
    ['http://ann@h/x', 'http://ann@h/x'],
    [`ws://h/ws/?token=${jwt}`, `ws://h/ws/?token=${m}`],
    [`http://h/?q=${jwt}&access_token=a&apiKey=b&sig=c`, `http://h/?q=${m}&access_token=${m}&apiKey=${m}&sig=${m}`],
    ['postgres://ann:pw@h/db', `postgres://ann:${m}@h/db`],
    ['/api/schema/?token=s3cret', `/api/schema/?token=${m}`],
    ['https://h/#access_token=abcdef', `https://h/#access_token=${m}`],
    [
      'https://h/x?sessionid=abc&credentials=abc&private_key=abc',
      `https://h/x?sessionid=${m}&credentials=${m}&private_key=${m}`,
    ],
    ['http://h/?next=https%3A%2F%2Fu%3Apw%40x', `http://h/?next=https%3A%2F%2Fu%3A${m}%40x`],
    ['postgres://m4sh:p%40ss%3Aword@db/m4sh', `postgres://m4sh:${m}@db/m4sh`],
  ])('%s', (address, shown) => {
    expect(redactUrl(address)).toBe(shown)
    // A text that quotes it shows no more.
    expect(redactText(address)).toBe(shown)
  })
})

test('an address that is parsed already is shown as one that is not', () => {
  expect(redactUrl(new URL('HTTP://ann:pw@h:80/x?token=abc'))).toBe(`http://ann:${m}@h/x?token=${m}`)
})

describe('time', () => {
  /** CPU milliseconds that a text of so many pieces takes; the least of some, since others use the machine too. */
  function cost(piece: string, count: number, end: string): number {
    const text = piece.repeat(count) + end
    const costs = [0, 1, 2].map(() => {
      const before = process.cpuUsage()
      redactText(text)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    })
    return Math.min(...costs)
  }

  // Pieces of which a run made patterns of this kind slow.
  const headers = [
    'cookie:',
    'cookie: ',
    'set-cookie:a',
    'authorization:',
    'authorization: ',
    'x-',
    'x-key: ',
    'bearer ',
  ]
  const texts = [
    'a://b:c',
    'a:',
    'token:"',
    "token:'a\\\\",
    'token:\\\\"',
    'token',
    'token ',
    'eyJ',
    '-eyJaaaa',
    'eyJaaaa.',
  ]
  const parameters = ['token=', '%3A%2F%2F', '?sig', '&auth=', '%3Ftoken%3D']

  // Within what the patterns are held against at once, and beyond.
  test.each([
    [15_000, ['', '<']],
    [80_000, ['']],
  ] as const)('grows as the text does, from %i characters on', (length, ends) => {
    const ratios = [...headers, ...texts, ...parameters].flatMap((piece) => {
      const count = Math.ceil(length / piece.length)
      return ends.map((end) => [piece, cost(piece, count * 4, end) / Math.max(cost(piece, count, end), 2)] as const)
    })
    // Four times as much takes about four times as long; were it quadratic, sixteen times.
    expect(ratios.filter(([, ratio]) => ratio > 10)).toEqual([])
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
      fuzz(2000),
    )
  })

  test('a JWT after anything but a letter or a digit is gone', () => {
    fc.assert(
      fc.property(noise, fc.constantFrom(' ', '=', '/', ':', '"', '(', '&', ',', '%', '\n'), (before, gap) => {
        expect(redactText(before + gap + jwt)).not.toContain('c2lnbmF0dXJl')
      }),
      fuzz(2000),
    )
  })

  test('a given secret is gone', () => {
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        expect(redactText(before + 'hunter2!' + after, ['hunter2!'])).not.toContain('hunter2!')
      }),
      fuzz(500),
    )
  })
})
