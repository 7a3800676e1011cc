import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from '@jest/globals'
import { RunError } from '../../../src/errors/errors.ts'
import { logIn, logInAll, type Credentials, type LogInTarget } from '../../../src/connections/identity/index.ts'
import { HttpError } from '../../../src/connections/http/index.ts'
import { startHttpServer, type TestServer } from '../../../src/testing/http-server.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

/** A platform that answers each log-in as it is told. */
async function serve(
  answer: (credentials: { email: string; password: string }, response: ServerResponse) => void,
): Promise<TestServer> {
  const server = await startHttpServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      answer(JSON.parse(Buffer.concat(chunks).toString()) as { email: string; password: string }, response)
    })
  })
  cleanups.push(() => server.close())
  return server
}

const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const ann: Credentials = { email: 'ann@m4sh.example', password: 'topsecret', place: 'users.csv, line 2' }
const quick: NonNullable<LogInTarget['http']> = { retryDelayMs: 1, flags: { address: '--base-url' } }

async function failure(promise: Promise<unknown>): Promise<RunError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof RunError)) throw new Error('no RunError', { cause: error })
  expect(`${error.message} ${error.hint}`).not.toContain('topsecret')
  return error
}

describe('a log-in', () => {
  test('gives token and user', async () => {
    const server = await serve(({ email, password }, response) =>
      json(response, 200, { access: `${email}-${password}`, user: { id: 7 } }),
    )
    const identity = await logIn({ baseUrl: `${server.url}/api`, ...ann, http: quick })
    expect(identity).toEqual({ token: 'ann@m4sh.example-topsecret', userId: 7 })
    expect(server.requests).toMatchObject([
      { method: 'POST', url: '/api/auth/login/', headers: { 'content-type': 'application/json' } },
    ])
  })

  test('without a user in the answer, the token tells it, if it can', async () => {
    const access = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"user_id":"8"}').toString('base64url')}.c2ln`
    const server = await serve(({ email }, response) =>
      json(response, 200, email === ann.email ? { access, user: { id: 'x' } } : { access: 'opaque' }),
    )
    expect(await logIn({ baseUrl: server.url, ...ann })).toEqual({ token: access, userId: 8 })
    expect(await logIn({ baseUrl: server.url, ...ann, email: 'bo@m' })).toEqual({ token: 'opaque', userId: null })
  })

  test('is tried again where the platform is busy', async () => {
    let count = 0
    const server = await serve((_, response) => {
      count += 1
      if (count === 1) response.writeHead(503).end()
      else json(response, 200, { access: 'opaque' })
    })
    expect(await logIn({ baseUrl: server.url, ...ann, http: quick })).toMatchObject({ token: 'opaque' })
  })

  test.each([
    [401, { detail: 'No active account found.' }, ' (HTTP 401): No active account found.'],
    [
      400,
      { error: { code: 'INVALID', detail: 'the password topsecret is wrong' } },
      ' (HTTP 400): the password [redacted] is wrong.',
    ],
    [403, { error: 'no' }, ' (HTTP 403).'],
    [401, { detail: 'x'.repeat(1000) }, ` (HTTP 401): ${'x'.repeat(200)}.`],
  ])('is refused with %i: the user and where it stands are told', async (status, body, told) => {
    const server = await serve((_, response) => json(response, status, body))
    const error = await failure(logIn({ baseUrl: server.url, ...ann, http: quick }))
    expect(error.message).toBe(`The log-in of ann@m4sh.example (users.csv, line 2) was refused${told}`)
    expect(error.hint).toBe('Check email and password in users.csv, line 2.')
    const { email, password } = ann
    const short = await failure(logIn({ baseUrl: server.url, email, password, http: quick }))
    expect(short.message).toBe(`The log-in of ann@m4sh.example was refused${told}`)
  })

  test.each([
    [404, 'Is this the address of the platform? The log-in is at /api/auth/login/.'],
    [429, 'The platform limits log-ins: wait, or give tokens instead of passwords.'],
    [500, 'The log of the platform may tell more.'],
  ])('is answered with %i', async (status, hint) => {
    const server = await serve((_, response) => void response.writeHead(status).end('<html>'))
    const error = await failure(logIn({ baseUrl: server.url, ...ann, http: quick }))
    expect(error).toMatchObject({ hint })
    expect(error.message).toBe(`The log-in of ann@m4sh.example (users.csv, line 2) was refused (HTTP ${status}).`)
  })

  test.each(['{}', '{"access": ""}', '{"access": 7}', '{"access_token": "x"}', '[]', 'null', '<html>', ''])(
    'is answered with no token: %s',
    async (text) => {
      const server = await serve((_, response) => void response.end(text))
      const error = await failure(logIn({ baseUrl: server.url, ...ann, http: quick }))
      expect(error.message).toBe(
        'The answer to the log-in of ann@m4sh.example (users.csv, line 2) holds no access token.',
      )
    },
  )

  test('sends the password nowhere else', async () => {
    const other = await serve((_, response) => json(response, 200, { access: 'opaque' }))
    const server = await serve((_, response) => void response.writeHead(307, { location: other.url }).end())
    const error = await failure(logIn({ baseUrl: server.url, ...ann, http: quick }))
    expect(error.message).toContain('is redirected elsewhere, where no password is sent.')
    expect(other.requests).toHaveLength(0)
  })

  test('gets no answer', async () => {
    const server = await serve(() => undefined)
    await server.close()
    const error = await failure(logIn({ baseUrl: server.url, ...ann, http: quick }))
    expect(error).toBeInstanceOf(HttpError)
    expect(error).toMatchObject({ failure: 'refused', hint: 'Is the server running? Check --base-url.' })
  })
})

describe('many log-ins', () => {
  const users = Array.from({ length: 20 }, (_, index) => ({ email: `u${index}@m`, password: 'topsecret' }))

  test('are kept in order, however the answers come, so many at once', async () => {
    const waiting: (() => void)[] = []
    let most = 0
    const server = await serve(({ email }, response) => {
      waiting.push(() => json(response, 200, { access: email }))
      most = Math.max(most, waiting.length)
      // The last that came is answered first, once as many wait as may, or as are left.
      const left = users.length - server.requests.length
      if (waiting.length === 4 || left === 0) for (const reply of waiting.splice(0).toReversed()) reply()
    })
    const identities = await logInAll(users, { baseUrl: server.url, concurrency: 4, http: quick })
    expect(identities.map(({ token }) => token)).toEqual(users.map(({ email }) => email))
    expect(most).toBe(4)
  })

  test('are called off with the first that fails', async () => {
    const server = await serve(({ email }, response) => {
      if (email === 'u1@m') json(response, 401, {})
    })
    const error = await failure(logInAll(users, { baseUrl: server.url, concurrency: 4, http: quick }))
    expect(error.message).toBe('The log-in of u1@m was refused (HTTP 401).')
    expect(server.requests.length).toBeLessThanOrEqual(4)
  })

  test('end with the run: its own reason comes through', async () => {
    const stop = new AbortController()
    const server = await serve(() => stop.abort(new Error('stopped')))
    const all = logInAll(users, { baseUrl: server.url, http: quick, signal: stop.signal })
    await expect(all).rejects.toThrow('stopped')
    await expect(logInAll(users, { baseUrl: server.url, signal: stop.signal })).rejects.toThrow('stopped')
  })

  test('may be none', async () => {
    expect(await logInAll([], { baseUrl: 'http://127.0.0.1:9' })).toEqual([])
  })
})
