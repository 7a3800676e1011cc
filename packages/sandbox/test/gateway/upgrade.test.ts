import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { WebSocket } from 'ws'
import { Tokens } from '../../src/auth/tokens.ts'
import { createGateway } from '../../src/gateway/create-gateway.ts'
import { TestClient } from './test-client.ts'
import { startTestDatabase, startTestPlatform, users, type TestDatabase, type TestPlatform } from './test-platform.ts'
import { until } from './until.ts'

let database: TestDatabase
let platform: TestPlatform
let strict: TestPlatform

beforeAll(async () => {
  database = await startTestDatabase()
  platform = await startTestPlatform(database)
  strict = await startTestPlatform(database, { rejectUpgrade: true })
})

afterAll(async () => {
  await platform?.stop()
  await strict?.stop()
  await database?.close()
})

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** HTTP status that an upgrade was refused with. */
async function statusOf(url: string): Promise<{ status: number; body: unknown }> {
  const socket = new WebSocket(url)
  socket.on('error', () => undefined)
  const [, response] = (await once(socket, 'unexpected-response')) as [
    unknown,
    AsyncIterable<Buffer> & { statusCode: number },
  ]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) }
}

/** Every token that opens no door, and why. */
async function badTokens(): Promise<Record<string, [token: string, refusal: string]>> {
  const { tokens } = platform
  const good = await tokens.mint(users.tutor)
  const [head, payload] = good.split('.')
  const claims = { token_type: 'access', user_id: users.admin, jti: 'x', exp: 4_000_000_000 }
  const unsigned = `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims)}.`
  const otherAlgorithm = `${base64({ alg: 'HS512' })}.${base64(claims)}`
  const hs512 = createHmac('sha512', 'of the tests').update(otherAlgorithm).digest('base64url')
  const foreign = new Tokens({
    secret: 'guessed',
    accessLifetimeMs: 60_000,
    refreshLifetimeMs: 60_000,
    now: () => new Date(),
  })
  return {
    expired: [await tokens.mint(users.tutor, 'access', -60_000), 'the access token is expired'],
    'signed with another key': [await foreign.mint(users.tutor), 'the access token is forged'],
    'with other claims': [`${head}.${base64(claims)}.${good.split('.')[2]}`, 'the access token is forged'],
    'with alg none': [unsigned, 'the access token is forged'],
    'with another algorithm': [`${otherAlgorithm}.${hs512}`, 'the access token is forged'],
    'without a signature': [`${head}.${payload}.`, 'the access token is forged'],
    'a refresh token': [await tokens.mint(users.tutor, 'refresh'), 'the access token is wrong-type'],
    'an invite token': [await tokens.mint(users.tutor, 'invite'), 'the access token is wrong-type'],
    'no token at all': ['', 'the access token is missing'],
    garbage: ["' OR 1=1 --", 'the access token is malformed'],
    'of a user who is not active': [await tokens.mint(users.inactive), 'the user of the access token is not active'],
    'of nobody': [await tokens.mint(999_999), 'the user of the access token does not exist'],
    'of an id beyond bigint': [await tokens.mint(9e15), 'the user of the access token does not exist'],
  }
}

describe('the upgrade', () => {
  test.each(['/ws/', '/ws'])('%s lets a token in', async (path) => {
    const client = await TestClient.connect(`${platform.url}${path}?token=${await platform.tokens.mint(users.tutor)}`)
    expect(await client.settle()).toEqual([])
    await client.close()
  })

  test('the token may be in the Authorization header', async () => {
    const token = await platform.tokens.mint(users.tutor)
    const client = await TestClient.connect(`${platform.url}/ws/`, { authorization: `Bearer ${token}` })
    expect(await client.settle()).toEqual([])
    await client.close()
  })

  test('bad tokens: the socket is opened, told why, and closed with 4401', async () => {
    for (const [name, [token, refusal]] of Object.entries(await badTokens())) {
      const client = await TestClient.connect(`${platform.url}/ws/?token=${encodeURIComponent(token)}`)
      expect([name, await client.closed]).toEqual([name, { code: 4401, reason: refusal }])
      expect(client.frames).toEqual([{ type: 'error', code: 'WS_UNAUTHORIZED', detail: refusal }])
    }
    // None of them ever was a socket of a user.
    expect(platform.gateway.stats.refused).toBe(Object.keys(await badTokens()).length)
  })

  test('bad tokens, with rejectUpgrade: HTTP 401', async () => {
    for (const [name, [token, refusal]] of Object.entries(await badTokens())) {
      const answer = await statusOf(`${strict.url}/ws/?token=${encodeURIComponent(token)}`)
      const error = { code: 'NOT_AUTHENTICATED', detail: refusal, fields: {} }
      expect([name, answer]).toEqual([name, { status: 401, body: { error } }])
    }
    expect(strict.gateway.stats).toMatchObject({ accepted: 0, refused: Object.keys(await badTokens()).length })
  })

  test.each(['/', '/ws/x', '/wss/', '/WS/', '/api/ws/', '//ws/', '/ws//'])('%s answers 404', async (path) => {
    const token = await platform.tokens.mint(users.tutor)
    expect(await statusOf(`${platform.url}${path}?token=${token}`)).toMatchObject({ status: 404 })
  })

  test('an upgrade to anything else is passed over: the server takes the request as any other, body and all', async () => {
    const bodies: string[] = []
    const server = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => bodies.push(text))
      request.on('end', () => response.end(`${request.method} ${request.url} ${String(request.headers['x-name'])}`))
    })
    const gateway = createGateway(platform, server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').setEncoding('latin1')
    const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ\r\nX-Name: \xe9\r\n'
    const post = `POST /api/x HTTP/1.1\r\nHost: x\r\n${h2c}Content-Length: 10\r\n\r\n`
    let answers = ''
    socket.on('data', (text: string) => (answers += text))
    socket.write(`${post}first`, 'latin1')
    await until(() => bodies.length === 1)
    socket.write('whole')
    await once(socket, 'close', { signal: AbortSignal.timeout(5000) })
    expect(bodies).toEqual(['first', 'whole'])
    expect(answers).toMatch(/^HTTP\/1\.1 200 OK/)
    expect(answers).toContain('POST /api/x')
    await gateway.close()
    server.close()
    server.closeAllConnections()
  })

  test('a handshake without its key answers 400', async () => {
    const token = await platform.tokens.mint(users.tutor)
    const { port } = new URL(platform.httpUrl)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(`GET /ws/?token=${token} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /)
    socket.destroy()
  })

  test('a client that goes away in the middle of its upgrade leaves nothing behind', async () => {
    const token = await platform.tokens.mint(users.tutor)
    const { port } = new URL(platform.httpUrl)
    for (let round = 0; round < 20; round++) {
      const socket = connect(Number(port), '127.0.0.1')
      await once(socket, 'connect')
      socket.write(
        `GET /ws/?token=${token} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
      )
      socket.resetAndDestroy()
      await once(socket, 'close')
    }
    const client = await platform.connect('tutor')
    await client.settle()
    await client.close()
    await until(() => platform.gateway.stats.sockets === 0)
    expect(platform.hub.sockets).toBe(0)
  })

  test('where the database is gone, an upgrade answers 503', async () => {
    const { openDatabase } = await import('../../src/database/open-database.ts')
    const gone = await openDatabase(database.url)
    const broken = await startTestPlatform(gone)
    await gone.close()
    const token = await broken.tokens.mint(users.tutor)
    expect(await statusOf(`${broken.url}/ws/?token=${token}`)).toMatchObject({ status: 503 })
    await broken.stop()
  })
})
