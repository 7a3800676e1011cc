import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { WebSocket } from 'ws'
import { boardChannel } from '../../src/gateway/channel.ts'
import { TestClient } from './test-client.ts'
import {
  startTestDatabase,
  startTestPlatform,
  type TestDatabase,
  type TestPlatformOptions,
  type TestPlatform,
  users,
} from './test-platform.ts'
import { until } from './until.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await startTestDatabase()
})

afterAll(async () => {
  await database?.close()
})

/** A gateway for one test. */
async function withPlatform(
  options: TestPlatformOptions,
  run: (platform: TestPlatform) => Promise<void>,
): Promise<void> {
  const platform = await startTestPlatform(database, options)
  try {
    await run(platform)
  } finally {
    await platform.stop()
  }
}

const board = 'board:lesson:1'

describe('silence', () => {
  test('connection.timeout, then 4008, and not before its time', async () => {
    await withPlatform({ pingTimeoutMs: 150 }, async (platform) => {
      const started = performance.now()
      const client = await platform.connect('tutor')
      expect(await client.next()).toEqual({
        type: 'connection.timeout',
        code: 'WS_TIMEOUT',
        detail: 'no ping for 150 ms',
      })
      expect(await client.closed).toEqual({ code: 4008, reason: 'no ping for 150 ms' })
      expect(performance.now() - started).toBeGreaterThan(145)
      expect(platform.gateway.stats).toMatchObject({ timedOut: 1, sockets: 0 })
    })
  })

  test('pings keep a socket alive; nothing else does', async () => {
    await withPlatform({ pingTimeoutMs: 1000 }, async (platform) => {
      const pinging = await platform.connect('tutor')
      const talking = await platform.join('student', board)
      let pings = 0
      let isOver = false
      const ping = (): void => {
        if (isOver) return
        pinging.send({ type: 'ping', timestamp: ++pings })
        talking.publish(board, 'board.reset', { lesson_id: 1 })
        talking.socket.ping()
      }
      pinging.socket.on('message', () => setTimeout(ping, 20))
      ping()
      expect(await talking.closed).toMatchObject({ code: 4008 })
      const before = pings
      await until(() => pings > before + 25)
      isOver = true
      expect(pinging.socket.readyState).toBe(WebSocket.OPEN)
    })
  })

  test('with anyFrameKeepsAlive, any frame does', async () => {
    await withPlatform({ pingTimeoutMs: 1000, anyFrameKeepsAlive: true }, async (platform) => {
      const talking = await platform.join('student', board, 'status:users')
      const silent = await platform.connect('tutor')
      const timer = setInterval(() => talking.publish(board, 'board.reset', { lesson_id: 1 }), 20)
      expect(await silent.closed).toMatchObject({ code: 4008 })
      clearInterval(timer)
      expect((await talking.next())['channel']).toBe('status:users')
      expect(talking.socket.readyState).toBe(WebSocket.OPEN)
      expect(await talking.closed).toMatchObject({ code: 4008 })
    })
  })

  test('whoever does not answer the goodbye is dropped', async () => {
    await withPlatform({ pingTimeoutMs: 50 }, async (platform) => {
      const client = await platform.connect('tutor')
      client.socket.pause()
      await until(() => platform.gateway.stats.timedOut === 1)
      expect(platform.gateway.stats.sockets).toBe(0)
    })
  })
})

describe('limits of one socket', () => {
  test('subscriptions: one more is refused, and one given back makes room', async () => {
    await withPlatform({ maxSubscriptions: 3 }, async (platform) => {
      const client = await platform.join('tutor', 'chat:user:2', 'notifications:user:2', 'status:users')
      client.send({ type: 'subscribe', channel: board })
      expect(await client.nextError()).toBe('WS_RATE_LIMITED: a socket may have 3 subscriptions')
      client.send({ type: 'subscribe', channel: 'chat:user:2' })
      client.send({ type: 'unsubscribe', channel: 'status:users' })
      client.send({ type: 'subscribe', channel: board })
      expect(await client.settle()).toEqual([])
      expect(platform.hub.publish(board, { type: 'probe' })).toBe(1)
    })
  })

  test('frames a second: what is too much is refused and not forwarded, pings are not counted', async () => {
    await withPlatform({ maxPublishesPerSecond: 5 }, async (platform) => {
      const [tutor, student] = [await platform.join('tutor', board), await platform.join('student', board)]
      const started = performance.now()
      for (let index = 0; index < 100; index++)
        tutor.publish(board, 'board.stroke.remove', { lesson_id: 1, stroke_id: index })
      const errors = await tutor.settle()
      const refilled = Math.floor(((performance.now() - started) / 1000) * 5)
      expect(new Set(errors.map(({ code, detail }) => `${String(code)}: ${String(detail)}`))).toEqual(
        new Set(['WS_RATE_LIMITED: a socket may publish 5 frames a second']),
      )
      expect(errors.length).toBeLessThanOrEqual(95)
      expect(errors.length).toBeGreaterThanOrEqual(95 - refilled)
      expect(await student.settle()).toHaveLength(100 - errors.length)
      // After a while there is room again.
      await until(() => performance.now() - started > 1000)
      tutor.publish(board, 'board.reset', { lesson_id: 1 })
      expect(await tutor.settle()).toEqual([])
    })
  })

  test('a frame of 10 MB closes the socket with 1009, the others go on', async () => {
    await withPlatform({}, async (platform) => {
      const [tutor, student] = [await platform.join('tutor', board), await platform.join('student', board)]
      tutor.send(JSON.stringify({ type: 'ping', filler: 'x'.repeat(10 * 1024 * 1024) }))
      expect(await tutor.closed).toMatchObject({ code: 1009 })
      expect(await student.settle()).toEqual([])
      expect(platform.gateway.stats.sockets).toBe(1)
    })
  })

  test('a frame exactly as large as allowed is taken; in fragments, their sum counts', async () => {
    await withPlatform({ maxMessageBytes: 1000 }, async (platform) => {
      const client = await platform.connect('tutor')
      const frame = `{"type":"ping","timestamp":1,"filler":""}`
      client.send(frame.replace('""', `"${'x'.repeat(1000 - frame.length)}"`))
      expect(await client.next()).toEqual({ type: 'pong', timestamp: 1 })
      for (let fragment = 0; fragment < 3; fragment++) client.socket.send('x'.repeat(400), { fin: false })
      expect(await client.closed).toMatchObject({ code: 1009 })
    })
  })

  test('a socket that never reads is dropped at its limit, and nobody else waits for it', async () => {
    await withPlatform({ maxBufferedBytes: 256 * 1024 }, async (platform) => {
      const [tutor, student] = [await platform.join('tutor', board), await platform.join('student', board)]
      const deaf = await platform.join('student', board)
      deaf.socket.pause()
      const points = ['x'.repeat(50_000)]
      let sent = 0
      const before = process.memoryUsage().rss
      while (platform.gateway.stats.slowReaders === 0) {
        tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: { id: 'a', points } })
        sent++
        await tutor.settle()
      }
      expect(platform.gateway.stats).toMatchObject({ slowReaders: 1, sockets: 2 })
      await student.count('board.patch', sent)
      expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
      deaf.socket.resume()
      expect(await deaf.closed).toMatchObject({ code: 1006 })
    })
  })

  test('a snapshot larger than the limit does not make a reader slow', async () => {
    await withPlatform({ maxBufferedBytes: 64 * 1024 }, async (platform) => {
      const [tutor, student] = [await platform.join('tutor', board), await platform.join('student', board)]
      for (let index = 0; index < 100; index++) {
        tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: { id: index, points: ['x'.repeat(40_000)] } })
        await student.count('board.patch', index + 1)
      }
      student.publish(board, 'board.snapshot.request', { lesson_id: 1 })
      for (let index = 0; index < 100; index++)
        tutor.publish(board, 'board.stroke.remove', { lesson_id: 1, stroke_id: `x${index}` })
      await student.count('board.stroke.remove', 100)
      await student.count('board.snapshot.send', 1)
      expect(platform.gateway.stats.slowReaders).toBe(0)
    })
  })

  test('a flood of snapshots that nobody reads is no way around the limit', async () => {
    await withPlatform({ maxBufferedBytes: 64 * 1024 }, async (platform) => {
      const tutor = await platform.join('tutor', board)
      for (let index = 0; index < 10; index++)
        tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: { id: index, points: ['x'.repeat(500_000)] } })
      await tutor.settle()
      tutor.socket.pause()
      for (let index = 0; index < 50; index++) tutor.publish(board, 'board.snapshot.request', { lesson_id: 1 })
      await until(() => platform.gateway.stats.slowReaders === 1)
      expect(platform.gateway.stats.sockets).toBe(0)
    })
  })
})

describe('the end', () => {
  test('all sockets hear 1001, boards are free to be saved, new ones find nobody', async () => {
    const platform = await startTestPlatform(database)
    const sockets = [await platform.join('tutor', board), await platform.join('student', board)]
    sockets[0]?.publish(board, 'board.patch', { lesson_id: 1, stroke: { id: 'last' } })
    await sockets[0]?.settle()
    await platform.gateway.close()
    for (const { closed } of sockets) expect(await closed).toEqual({ code: 1001, reason: 'the gateway ends' })
    expect(platform.gateway.stats.sockets).toBe(0)
    expect(platform.hub.channels).toBe(0)
    await platform.boards.close()
    expect(platform.boards.size).toBe(0)
    expect((await platform.boards.readSaved(1)).strokes).toContainEqual({ id: 'last' })
    const late = new WebSocket(`${platform.url}/ws/?token=${await platform.tokens.mint(users.tutor)}`)
    const [error] = (await once(late, 'error')) as [Error]
    expect(error.message).toBe('Unexpected server response: 404')
    await platform.stop()
  })

  test('while many publish, subscribe and come', async () => {
    const platform = await startTestPlatform(database)
    const sockets: TestClient[] = []
    for (let index = 0; index < 10; index++) sockets.push(await platform.join('tutor', board))
    const token = await platform.tokens.mint(users.tutor)
    const over = new AbortController()
    const publishing = setInterval(() => {
      for (const socket of sockets) {
        socket.publish(board, 'board.patch', { lesson_id: 1, stroke: { id: 'a', points: [1, 2, 3] } })
        socket.send({ type: 'unsubscribe', channel: board })
        socket.send({ type: 'subscribe', channel: board })
      }
    }, 1)
    const coming = (async () => {
      while (!over.signal.aborted) {
        const client = new TestClient(new WebSocket(`${platform.url}/ws/?token=${token}`))
        await once(client.socket, 'open').catch(() => undefined)
      }
    })()
    await until(() => platform.gateway.stats.forwarded > 500)
    await platform.gateway.close()
    over.abort()
    clearInterval(publishing)
    expect(platform.gateway.stats.sockets).toBe(0)
    expect(platform.hub.sockets).toBe(0)
    await coming
    await platform.stop()
    expect(platform.boards.size).toBe(0)
  })

  test('a client that does not answer is not waited for', async () => {
    const platform = await startTestPlatform(database)
    const deaf = await platform.join('tutor', board)
    deaf.socket.pause()
    const started = performance.now()
    await platform.gateway.close()
    expect(performance.now() - started).toBeLessThan(8000)
    expect(platform.gateway.stats.sockets).toBe(0)
    await platform.stop()
    deaf.socket.terminate()
  })
})

describe('many', () => {
  test('hundreds of sockets of one user, all of which hear what is told', async () => {
    await withPlatform({}, async (platform) => {
      const sockets: TestClient[] = []
      for (let batch = 0; batch < 10; batch++)
        sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => platform.join('student', 'chat:user:3')))))
      expect(platform.hub.publish('chat:user:3', { type: 'probe' })).toBe(500)
      await Promise.all(sockets.map((socket) => socket.count('probe', 1)))
      for (const { socket } of sockets) socket.terminate()
      await until(() => platform.gateway.stats.sockets === 0)
      expect(platform.hub.channels).toBe(0)
    })
  })

  test('subscribing to many boards one after the other leaves none in memory', async () => {
    await withPlatform({}, async (platform) => {
      const at = new Date()
      const lesson = {
        tutor_id: users.tutor,
        student_id: users.student,
        status: 'completed' as const,
        start: at,
        end: at,
        created_at: at,
        updated_at: at,
      }
      const ids = Array.from({ length: 400 }, (_, index) => 1000 + index)
      await database.db
        .insertInto('lessons_lesson')
        .values(ids.map((id) => ({ ...lesson, id })))
        .execute()
      const tutor = await platform.connect('tutor')
      for (const id of ids) {
        tutor.send({ type: 'subscribe', channel: boardChannel(id) })
        tutor.send({ type: 'unsubscribe', channel: boardChannel(id) })
      }
      expect(await tutor.settle()).toEqual([])
      expect(platform.boards.size).toBe(0)
      expect(platform.hub.channels).toBe(0)
    })
  })
})
