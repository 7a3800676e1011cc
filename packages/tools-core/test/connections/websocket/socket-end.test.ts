import { readFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import { afterEach, describe, expect, test } from '@jest/globals'
import { GatewaySocket, type GatewaySocketOptions, type SocketEnd } from '../../../src/connections/websocket/index.ts'
import { causeOfError } from '../../../src/connections/websocket/socket-end.ts'
import {
  acceptByHand,
  listen,
  startGateway,
  startTcpServer,
  startUpgrading,
  type TestGateway,
} from './gateway-server.ts'
import { RecordingListener } from './recording-listener.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

const token = 'top secret/token'

/** How a socket to this server ends. Whatever is told of it, it is told once, and without the token. */
async function endAt(
  starting: Promise<TestGateway>,
  options: Partial<GatewaySocketOptions> = {},
  scheme = 'ws',
): Promise<SocketEnd> {
  const gateway = await starting
  cleanups.push(() => gateway.close())
  return await endOf({ url: gateway.url.replace('ws:', `${scheme}:`), ...options })
}

async function endOf(options: Pick<GatewaySocketOptions, 'url'> & Partial<GatewaySocketOptions>): Promise<SocketEnd> {
  const listener = new RecordingListener()
  const socket = new GatewaySocket({ token, listener, ...options })
  cleanups.push(() => socket.terminate())
  const end = await listener.end()
  // Whatever `ws` has left to say, it says in the turns that follow.
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
  expect(listener.ends).toHaveLength(1)
  expect(listener.told.at(-1)).toBe('closed')
  expect(listener.told.includes('opened')).toBe(end.opened)
  expect(JSON.stringify(end)).not.toMatch(/top.secret/)
  expect(socket.isOpen).toBe(false)
  return end
}

function answering(status: string, headers = ''): Promise<TestGateway> {
  return startUpgrading((_, socket) => {
    socket.end(`HTTP/1.1 ${status}\r\n${headers}Content-Length: 4\r\nConnection: close\r\n\r\nbody`)
  })
}

describe('the upgrade is refused', () => {
  test.each([401, 403])('with %i: it is about who asks', async (status) => {
    const end = await endAt(answering(`${status} No`))
    expect(end).toMatchObject({ opened: false, kind: 'unauthorized', code: null, reason: '', isPassing: false })
    expect(end.says).toBe(`the gateway refused the token, or who asks (HTTP ${status})`)
    expect(end.hint).toContain('"Origin: …"')
  })

  test.each([
    [404, false],
    [200, false],
    [429, true],
    [500, true],
    [503, true],
  ])('with %i', async (status, isPassing) => {
    const end = await endAt(answering(`${status} No`))
    expect(end).toMatchObject({ opened: false, kind: `http-${status}`, says: `the gateway answered HTTP ${status}` })
    expect(end.isPassing).toBe(isPassing)
  })

  test('with a redirect, which is told and not followed', async () => {
    const location = `Location: /ws/?token=${encodeURIComponent(token)}\r\n`
    const end = await endAt(answering('301 Moved', location))
    expect(end).toMatchObject({
      kind: 'http-301',
      says: 'the gateway answered HTTP 301, redirected to /ws/?token=[redacted]',
      isPassing: false,
    })
  })

  test('with an answer that never ends', async () => {
    const end = await endAt(startUpgrading((_, socket) => socket.write('HTTP/1.1 403 No\r\nContent-Length: 9\r\n\r\n')))
    expect(end).toMatchObject({ kind: 'unauthorized' })
  })
})

describe('there is no handshake', () => {
  test('nothing listens', async () => {
    const gateway = await startTcpServer(() => undefined)
    await gateway.close()
    const end = await endOf({ url: gateway.url })
    expect(end).toEqual({
      opened: false,
      kind: 'refused',
      code: null,
      reason: '',
      says: 'the connection was refused; nothing listens there',
      hint: 'Is the gateway running there?',
      isPassing: true,
    })
  })

  test('no answer comes', async () => {
    const end = await endAt(
      startTcpServer(() => undefined),
      { handshakeTimeoutMs: 50 },
    )
    expect(end).toMatchObject({
      opened: false,
      kind: 'timeout',
      code: null,
      says: 'the gateway did not answer the handshake within 50 ms',
      isPassing: true,
    })
  })

  test('an answer trickles: the time is for the whole of it', async () => {
    const trickling = startTcpServer((socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nX-Long: ')
      const drip = setInterval(() => socket.write('x'), 5)
      socket.once('close', () => clearInterval(drip))
    })
    expect(await endAt(trickling, { handshakeTimeoutMs: 60 })).toMatchObject({ kind: 'timeout' })
  })

  test('the connection breaks', async () => {
    const breaking = startTcpServer((socket) => void socket.once('data', () => socket.destroy()))
    expect(await endAt(breaking)).toMatchObject({ opened: false, kind: 'dropped', code: null, isPassing: true })
    const resetting = startTcpServer((socket) => void socket.once('data', () => socket.resetAndDestroy()))
    expect(await endAt(resetting)).toMatchObject({ opened: false, kind: 'dropped', code: null, isPassing: true })
  })

  test('what answers is no HTTP', async () => {
    const garbage = startTcpServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n'))
    expect(await endAt(garbage)).toMatchObject({ opened: false, kind: 'protocol', isPassing: false })
  })

  test('what answers is no WebSocket', async () => {
    const upgraded = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n'
    const wrongKey = startUpgrading((_, socket) => void socket.write(`${upgraded}Upgrade: websocket\r\n\r\n`))
    expect(await endAt(wrongKey)).toMatchObject({
      opened: false,
      kind: 'protocol',
      says: 'the handshake failed (Invalid Sec-WebSocket-Accept header)',
      isPassing: false,
    })
    const elsewhere = startUpgrading((_, socket) => void socket.write(`${upgraded}Upgrade: h2c\r\n\r\n`))
    expect(await endAt(elsewhere)).toMatchObject({ opened: false, kind: 'protocol' })
    const nowhere = startUpgrading((_, socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'))
    expect(await endAt(nowhere, { handshakeTimeoutMs: 200 })).toMatchObject({ opened: false })
  })

  test('a certificate that nobody signed, and no TLS at all', async () => {
    const fixture = (name: string) => readFileSync(new URL(`../../fixtures/self-signed/${name}.pem`, import.meta.url))
    const secure = listen(createTlsServer({ key: fixture('key'), cert: fixture('certificate') }))
    const end = await endAt(secure, {}, 'wss')
    expect(end).toMatchObject({ opened: false, kind: 'tls', says: 'the certificate is self-signed', isPassing: false })
    expect(end.hint).toContain('NODE_EXTRA_CA_CERTS')
    expect(await endAt(answering('200 OK'), {}, 'wss')).toMatchObject({ opened: false, kind: 'tls' })
  })
})

describe('an open socket ends', () => {
  test.each([
    [4401, 'unauthorized', false],
    [4001, 'unauthorized', false],
    [4003, 'unauthorized', false],
    [1008, 'unauthorized', false],
    [4008, 'ping-timeout', true],
    [1000, 'closed', false],
    [1001, 'closed', true],
    [1011, 'close-1011', true],
    [1012, 'close-1012', true],
    [4999, 'close-4999', true],
  ])('by the code %i', async (code, kind, isPassing) => {
    const end = await endAt(startGateway((socket) => socket.close(code, 'so it is')))
    expect(end).toMatchObject({ opened: true, kind, code, reason: 'so it is', isPassing })
    expect(end.says).toBe(`the gateway closed it with code ${code} (so it is)`)
  })

  test('by a goodbye without a code', async () => {
    expect(await endAt(startGateway((socket) => socket.close()))).toMatchObject({
      opened: true,
      kind: 'closed',
      code: 1005,
      reason: '',
      says: 'the gateway closed it without a code',
      isPassing: true,
    })
  })

  test('by a goodbye that repeats the token', async () => {
    const repeating = startGateway((socket) => socket.close(4401, `bad: ${token} ${encodeURIComponent(token)}`))
    expect(await endAt(repeating)).toMatchObject({
      kind: 'unauthorized',
      reason: 'bad: [redacted] [redacted]',
      says: 'the gateway closed it with code 4401 (bad: [redacted] [redacted])',
    })
  })

  test('by a goodbye after which the connection stays', async () => {
    const staying = startUpgrading((request, socket) => {
      socket.write(acceptByHand(request))
      socket.write(Buffer.from([0x88, 2, 0x11, 0x31]))
    })
    expect(await endAt(staying)).toMatchObject({
      opened: true,
      kind: 'unauthorized',
      code: 4401,
    })
  })

  test('without a goodbye', async () => {
    const dropped = { opened: true, kind: 'dropped', code: 1006, says: 'the connection broke', isPassing: true }
    expect(await endAt(startGateway((socket) => socket.terminate()))).toMatchObject(dropped)
    const ending = startUpgrading((request, socket) => socket.end(acceptByHand(request)))
    expect(await endAt(ending)).toMatchObject(dropped)
  })

  test.each([
    ['an unknown kind of frame', [0x83, 0], 'WS_ERR_INVALID_OPCODE'],
    ['random bytes', [0xff, 0xff, 0xff, 0xff, 1, 2, 3], 'WS_ERR_UNEXPECTED_RSV_2_3'],
    ['text that is no UTF-8', [0x81, 2, 0xc3, 0x28], 'WS_ERR_INVALID_UTF8'],
    ['a masked frame', [0x81, 0x81, 0, 0, 0, 0, 0x20], 'WS_ERR_UNEXPECTED_MASK'],
  ])('by garbage: %s', async (_, bytes, code) => {
    const garbage = startUpgrading((request, socket) => {
      socket.write(acceptByHand(request))
      socket.write(Buffer.from(bytes))
      socket.once('data', () => socket.end())
    })
    const end = await endAt(garbage)
    expect(end).toMatchObject({ opened: true, kind: 'protocol', isPassing: true })
    expect(end.says).toBe(`what came is no WebSocket frame (${code})`)
  })

  test('by a message beyond the limit; one of the limit comes', async () => {
    const large = () => startGateway((socket) => socket.send('x'.repeat(100), () => socket.close(4999)))
    const end = await endAt(large(), { maxPayload: 99 })
    expect(end).toMatchObject({ opened: true, kind: 'too-large', isPassing: false })
    expect(await endAt(large(), { maxPayload: 100 })).toMatchObject({ kind: 'close-4999' })
  })
})

const coded = (code: string) => Object.assign(new Error(`connect ${code}`), { code })

// Asking a name server takes as long as it likes.
test.each([
  ['ENOTFOUND', 'the host name is not known', false],
  ['EAI_AGAIN', 'the name server does not answer', true],
])('the name is not known: %s', (code, says, isPassing) => {
  expect(causeOfError(coded(code))).toEqual({ kind: 'dns', says, isPassing })
})

describe('an error that this machine can be the reason of', () => {
  test.each([
    ['EMFILE', 'too-many-files', 'ulimit -n'],
    ['ENFILE', 'too-many-files', 'sysctl fs.file-max'],
    ['EADDRNOTAVAIL', 'no-ports', 'ip_local_port_range'],
  ])('%s', (code, kind, hint) => {
    const cause = causeOfError(coded(code))
    expect(cause).toMatchObject({ kind, isPassing: true })
    expect(cause.hint).toContain(hint)
  })

  test.each([
    [['EADDRNOTAVAIL', 'ECONNREFUSED'], 'refused'],
    [['ECONNREFUSED', 'ENETUNREACH'], 'refused'],
    [['ENETUNREACH', 'ENETUNREACH'], 'unreachable'],
    [['ETIMEDOUT', 'ENETUNREACH'], 'unreachable'],
    [[], 'protocol'],
  ])('of several addresses %j', (codes, kind) => {
    const parts = codes.map(coded)
    expect(causeOfError(Object.assign(new AggregateError(parts), { code: codes[0] }))).toMatchObject({ kind })
  })

  test.each([undefined, null, 'text', {}, { errors: 'none' }, new Error('odd')])('or nothing known: %p', (error) => {
    expect(causeOfError(error)).toMatchObject({ kind: 'protocol', isPassing: false })
  })
})
