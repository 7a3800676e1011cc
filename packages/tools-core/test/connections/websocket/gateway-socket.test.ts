import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { WebSocket } from 'ws'
import { GatewaySocket, type GatewaySocketOptions } from '../../../src/connections/websocket/index.ts'
import { startGateway, type TestGateway } from './gateway-server.ts'
import { RecordingListener } from './recording-listener.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

async function serve(accept: (socket: WebSocket, request: IncomingMessage) => void): Promise<TestGateway> {
  const gateway = await startGateway(accept)
  cleanups.push(() => gateway.close())
  return gateway
}

function connect({ url }: TestGateway, options: Partial<GatewaySocketOptions> = {}) {
  const listener = new RecordingListener()
  const socket = new GatewaySocket({ url, token: null, pingEveryMs: 0, listener, ...options })
  cleanups.push(() => socket.terminate())
  return { socket, listener }
}

const echo = (socket: WebSocket) =>
  void socket.on('message', (data, isBinary) => socket.send(data as Buffer, { binary: isBinary }))

describe('opening', () => {
  test('the token is sent encoded, headers as they are, and no compression is asked for', async () => {
    const requests: IncomingMessage[] = []
    const gateway = await serve((_, request) => requests.push(request))
    const headers = [
      { name: 'Origin', value: 'https://m4sh.example' },
      { name: 'X-Tag', value: 'a' },
      { name: 'x-tag', value: 'b' },
      { name: 'Host', value: 'm4sh.example' },
      { name: '__proto__', value: 'c' },
      { name: 'constructor', value: 'd' },
    ]
    const { listener } = connect(gateway, { url: `${gateway.url}?v=2&token=old`, token: 'a b&c=ї', headers })
    await listener.until('opened')
    const url = new URL(requests[0]?.url ?? '', 'ws://h')
    expect(url.pathname).toBe('/ws/')
    expect([...url.searchParams]).toEqual([
      ['v', '2'],
      ['token', 'a b&c=ї'],
    ])
    expect(requests[0]?.headers).toMatchObject({
      origin: 'https://m4sh.example',
      'x-tag': 'a, b',
      host: 'm4sh.example',
    })
    expect(requests[0]?.headers['sec-websocket-extensions']).toBeUndefined()
    expect(requests[0]?.rawHeaders.join(' ')).toContain('__proto__ c constructor d')
  })

  test('the time of it is told; before, nothing is sent', async () => {
    const gateway = await serve(echo)
    const before = performance.now()
    const { socket, listener } = connect(gateway)
    expect(socket).toMatchObject({ isOpen: false, openedAt: null, bufferedAmount: 0, bytesSent: 0, bytesReceived: 0 })
    expect(socket.send('early')).toBe(false)
    socket.pause()
    socket.resume()
    await listener.until('opened')
    expect(socket.isOpen).toBe(true)
    expect(socket.openedAt).toBeGreaterThanOrEqual(before)
    expect(socket.openedAt).toBeLessThanOrEqual(performance.now())
    expect(socket.bytesSent).toBe(0)
  })

  test('what comes together with the handshake is not lost', async () => {
    const gateway = await serve((socket) => socket.send('first'))
    const { listener } = connect(gateway)
    await listener.until('message')
    expect(listener.told).toEqual(['opened', 'message'])
  })

  test.each([
    [{ url: 'localhost:8000' }, '"localhost:8000" is no address of a gateway'],
    [{ headers: [{ name: 'X-Key', value: 'top\r\nsecret' }] }, 'The header "X-Key" cannot be sent.'],
    [{ headers: [{ name: 'X Key', value: 'topsecret' }] }, 'The header "X Key" cannot be sent.'],
  ])('what cannot be sent is refused at once, and not shown: %j', (options, message) => {
    const url = 'ws://127.0.0.1:9/ws/'
    const make = () => new GatewaySocket({ url, token: 'topsecret', listener: new RecordingListener(), ...options })
    expect(make).toThrow(message)
    expect(make).not.toThrow('secret')
  })
})

describe('messages', () => {
  test('come in order, with the time of their arrival; bytes are counted', async () => {
    const gateway = await serve(echo)
    const { socket, listener } = connect(gateway)
    await listener.until('opened')
    const before = performance.now()
    const shared = Buffer.from('{"b":"ї"}')
    expect([socket.send('{"a":1}'), socket.send(shared), socket.send('')]).toEqual([true, true, true])
    await listener.until('message', 3)
    expect(listener.messages.map(({ data }) => data.toString())).toEqual(['{"a":1}', '{"b":"ї"}', ''])
    expect(listener.messages.map(({ isBinary }) => isBinary)).toEqual([false, false, false])
    const times = listener.messages.map(({ receivedAt }) => receivedAt)
    expect(times).toEqual(times.toSorted((left, right) => left - right))
    expect(times[0]).toBeGreaterThanOrEqual(before)
    expect(times[2]).toBeLessThanOrEqual(performance.now())
    expect(socket).toMatchObject({ bytesSent: 17, bytesReceived: 17 })
    // Masks are put on a copy.
    expect(shared.toString()).toBe('{"b":"ї"}')
  })

  test('binary ones come too, and are told as such', async () => {
    const gateway = await serve((socket) => socket.send(Buffer.from([0, 255])))
    const { listener } = connect(gateway)
    await listener.until('message')
    expect(listener.messages[0]).toMatchObject({ data: Buffer.from([0, 255]), isBinary: true })
  })

  test('wait while the socket is paused', async () => {
    const gateway = await serve(echo)
    const { socket, listener } = connect(gateway)
    await listener.until('opened')
    socket.pause()
    socket.send('x'.repeat(1000))
    const other = connect(gateway)
    await other.listener.until('opened')
    other.socket.send('y')
    await other.listener.until('message')
    expect(listener.messages).toHaveLength(0)
    socket.resume()
    await listener.until('message')
    expect(socket.bytesReceived).toBe(1000)
  })

  test('what the other side does not read stays here', async () => {
    const gateway = await serve((socket) => socket.pause())
    const { socket, listener } = connect(gateway)
    await listener.until('opened')
    const load = Buffer.alloc(1024 * 1024, 'x')
    for (let megabytes = 0; megabytes < 32; megabytes++) socket.send(load)
    expect(socket.bufferedAmount).toBeGreaterThan(1024 * 1024)
    socket.terminate()
    expect(await listener.end()).toMatchObject({ kind: 'local' })
    expect(socket.send('late')).toBe(false)
  })
})

describe('pings', () => {
  test('go out while it is open, and count as sent', async () => {
    const seen: string[] = []
    const gateway = await serve((socket) => {
      socket.on('message', (data) => {
        seen.push((data as Buffer).toString())
        socket.send('{"type":"pong"}')
      })
    })
    const before = Date.now()
    const { socket, listener } = connect(gateway, { pingEveryMs: 5 })
    await listener.until('message', 3)
    socket.close()
    await listener.end()
    expect(seen.length).toBeGreaterThanOrEqual(3)
    expect(socket.bytesSent).toBe(seen.join('').length)
    for (const text of seen) {
      const { type, timestamp } = JSON.parse(text) as { type: string; timestamp: number }
      expect(type).toBe('ping')
      expect(timestamp).toBeGreaterThanOrEqual(before)
      expect(timestamp).toBeLessThanOrEqual(Date.now())
    }
  })

  test('pings of the protocol are answered by themselves', async () => {
    const gateway = await serve((socket) => {
      socket.once('pong', () => socket.send('heard'))
      socket.ping()
    })
    const { listener } = connect(gateway)
    await listener.until('message')
    expect(listener.messages.map(({ data }) => data.toString())).toEqual(['heard'])
  })
})

describe('closing', () => {
  test('with a goodbye', async () => {
    const codes: Promise<unknown[]>[] = []
    const gateway = await serve((socket) => codes.push(once(socket, 'close')))
    const { socket, listener } = connect(gateway)
    await listener.until('opened')
    socket.close()
    socket.close()
    expect(socket.isOpen).toBe(false)
    expect(await listener.end()).toEqual({
      opened: true,
      kind: 'local',
      code: 1000,
      reason: '',
      says: 'it was closed from this side',
      isPassing: false,
    })
    expect((await codes[0])?.[0]).toBe(1000)
  })

  test('without one', async () => {
    const gateway = await serve(() => undefined)
    const { socket, listener } = connect(gateway)
    await listener.until('opened')
    socket.terminate()
    expect(await listener.end()).toMatchObject({ opened: true, kind: 'local', code: 1006 })
  })

  test.each(['close', 'terminate'] as const)('before it was open: %s', async (how) => {
    const gateway = await serve(() => undefined)
    const { socket, listener } = connect(gateway)
    socket[how]()
    expect(await listener.end()).toMatchObject({ opened: false, kind: 'local', code: null })
    expect(listener.told).toEqual(['closed'])
  })

  test('a paused socket reads the answer', async () => {
    const gateway = await serve((socket) => socket.send('unread'))
    const { socket, listener } = connect(gateway)
    await listener.until('opened')
    socket.pause()
    socket.close()
    expect(await listener.end()).toMatchObject({ kind: 'local', code: 1000 })
  })

  test('where no answer comes, the connection is cut', async () => {
    const gateway = await serve((socket) => socket.pause())
    const { socket, listener } = connect(gateway)
    await listener.until('opened')
    const before = performance.now()
    socket.close()
    expect(await listener.end()).toMatchObject({ kind: 'local', code: 1006 })
    expect(performance.now() - before).toBeGreaterThan(1900)
  })

  test('by a listener that has just heard of the opening', async () => {
    const gateway = await serve(() => undefined)
    const listener = new RecordingListener()
    const opened = () => socket.terminate()
    const socket = new GatewaySocket({
      url: gateway.url,
      token: null,
      listener: { opened, message: () => undefined, closed: (end) => listener.closed(end) },
    })
    expect(await listener.end()).toMatchObject({ opened: true, kind: 'local' })
  })
})
