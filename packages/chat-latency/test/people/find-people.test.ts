import { describe, expect, test } from '@jest/globals'
import { startHttpServer } from '@m4sh/tools-core/testing'
import { findPeople } from '../../src/people/find-people.ts'
import { configOf } from '../peers/run-chat.ts'
import type { PeopleConfig } from '../../src/config.ts'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwtOf = (claims: object) => `${part({ alg: 'HS256' })}.${part(claims)}.signature`

/** Who they are, and what was asked for to know it. The platform says that everybody is user 77. */
async function find(people: Partial<PeopleConfig>, me: object = { id: 77 }) {
  const server = await startHttpServer((request, response) => {
    const isLogin = request.url === '/api/auth/login/'
    const body = isLogin ? { access: `opaque-${server.requests.length}`, user: { id: server.requests.length } } : me
    request.resume().on('end', () => response.end(JSON.stringify(body)))
  })
  try {
    const whole = { senderToken: null, receiverToken: null, logins: [], ...people }
    const config = configOf({ url: 'ws://127.0.0.1:9/ws/', apiUrl: `${server.url}/api`, people: whole })
    const { sender, receiver } = await findPeople(config, new AbortController().signal)
    const asked = server.requests.map(({ method, url }) => `${method} ${url}`)
    return { sender: sender.userId, receiver: receiver.userId, isOne: sender === receiver, asked }
  } finally {
    await server.close()
  }
}

const login = (email: string) => ({ email, password: 'p', place: '--email' })
const me = 'GET /api/users/me/'

test('whoever asks beside the messages has time, however short a message may take', async () => {
  const server = await startHttpServer((request, response) => {
    request.resume().on('end', () => setTimeout(() => response.end('{"id": 77}'), 150))
  })
  const people = { senderToken: 'opaque', receiverToken: null, logins: [] }
  const trial = { url: 'ws://127.0.0.1:9/ws/', apiUrl: `${server.url}/api`, people, timeoutMs: 50 }
  const { sender } = await findPeople(configOf(trial), new AbortController().signal)
  await server.close()
  expect(sender.userId).toBe(77)
})

describe('who writes and who reads', () => {
  test('stands in the tokens', async () => {
    const people = { senderToken: jwtOf({ user_id: 5 }), receiverToken: jwtOf({ sub: '6' }) }
    expect(await find(people)).toEqual({ sender: 5, receiver: 6, isOne: false, asked: [] })
  })

  test('else the platform says it', async () => {
    const people = { senderToken: 'opaque', receiverToken: jwtOf({ jti: 'x' }) }
    expect(await find(people)).toEqual({ sender: 77, receiver: 77, isOne: false, asked: [me, me] })
  })

  test('is one, where one token alone is given', async () => {
    expect(await find({ senderToken: jwtOf({ user_id: 5 }) })).toEqual({
      sender: 5,
      receiver: 5,
      isOne: true,
      asked: [],
    })
  })

  test('logs in, once or twice', async () => {
    const post = 'POST /api/auth/login/'
    expect(await find({ logins: [login('t')] })).toEqual({ sender: 1, receiver: 1, isOne: true, asked: [post] })
    expect(await find({ logins: [login('t'), login('s')] })).toEqual({
      sender: 1,
      receiver: 2,
      isOne: false,
      asked: [post, post],
    })
  })

  test.each([{}, { id: '7' }, { id: null }, []])('is not known to a platform that says %j', async (body) => {
    await expect(find({ senderToken: 'opaque' }, body)).rejects.toMatchObject({
      exitCode: 3,
      message: 'GET users/me/ does not say who the token is of (HTTP 200).',
      hint: expect.stringContaining('--base-url'),
    })
  })
})
