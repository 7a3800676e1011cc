import { describe, expect, test } from '@jest/globals'
import {
  type Behaviour,
  type NotificationPlatform,
  type PeerClient,
  withPlatform,
} from './peers/notification-platform.ts'
import { notificationOf, notificationsOf, rowIn } from './peers/notifications.ts'
import { type Fate, openNoted, pushAll } from './peers/pushing.ts'
import type { Pusher, PushSettings } from '../../src/push/open-pusher.ts'

interface Trial {
  readonly pusher: Pusher
  readonly fate: Fate
  readonly platform: NotificationPlatform
}

/** So many, published on a gateway that behaves so. */
const pushTo = async (behaviour: Behaviour, count: number, settings: Partial<PushSettings> = {}): Promise<Trial> =>
  await withPlatform(behaviour, async (platform) => {
    const { pusher, fate } = await openNoted(platform, { via: 'ws', ...settings })
    try {
      await pushAll(pusher, notificationsOf(count))
      return { pusher, fate, platform }
    } finally {
      await pusher.close()
    }
  })

const rows = (count: number): number[] => Array.from({ length: count }, (_, row) => row)
const inOrder = (numbers: Iterable<number>): number[] => [...numbers].toSorted((left, right) => left - right)
const publishedRows = ({ published }: NotificationPlatform): number[] => published.map(rowIn)

const refuse = ({ socket }: PeerClient, code: string, detail?: string): true => {
  socket.send(JSON.stringify({ type: 'error', code, detail }))
  return true
}

/** Refuses frames of notifications, told by their numbers from 1. */
const refusing = (code: string, isRefused: (number: number) => boolean): Behaviour => {
  let count = 0
  return {
    heard: (frame, client) =>
      frame['type'] === 'notification.new' && isRefused(++count) ? refuse(client, code) : undefined,
  }
}

describe('a gateway that takes them', () => {
  test.concurrent('has them in their order, as the platform itself would send them', async () => {
    const { pusher, fate, platform } = await pushTo({}, 3000)
    expect(pusher.via).toBe('ws')
    expect(pusher.counts).toEqual({ pushed: 3000, failed: 0 })
    expect(publishedRows(platform)).toEqual(rows(3000))
    expect(fate.pushed).toEqual(rows(3000))
    expect(fate.sent.size).toBe(3000)
    const { id, createdAt, payloadJson } = notificationOf(0)
    expect(platform.published[0]).toEqual({
      channel: 'notifications:user:1',
      type: 'notification.new',
      payload: {
        id,
        type: 'lesson.reminder',
        payload: JSON.parse(payloadJson) as unknown,
        read_at: null,
        created_at: createdAt,
      },
    })
    expect(platform.upgrades).toBe(1)
    expect(platform.probes).toBe(1)
    expect(pusher.acknowledge.count).toBe(0)
  })

  test.concurrent('though it answers no pings', async () => {
    const { pusher, platform } = await pushTo({ heard: ({ type }) => type === 'ping' }, 3, { pongPatienceMs: 100 })
    expect(pusher.counts).toEqual({ pushed: 3, failed: 0 })
    expect(pusher.reason).toMatch(/^the gateway at 127\.0\.0\.1:\d+ takes this token, and answers no ping$/)
    expect(publishedRows(platform)).toEqual(rows(3))
  })

  test.concurrent('no faster than it deals with them', async () => {
    const pings: PeerClient[] = []
    const slow: Behaviour = {
      heard: ({ type }, client, { probes, published }) => {
        if (type !== 'ping' || probes + published.length === 0 || published.length === 0) return false
        pings.push(client)
        return true
      },
    }
    await withPlatform(slow, async (platform) => {
      const { pusher } = await openNoted(platform, { via: 'ws', queue: 10 })
      const pushing = pushAll(pusher, notificationsOf(100))
      // Slowly at first: one, then two at a time, then four.
      for (const [unanswered, published] of [
        [1, 1],
        [2, 3],
        [4, 7],
      ]) {
        await platform.until(() => pings.length === unanswered)
        expect(platform.published.length).toBe(published)
        for (const { socket } of pings.splice(0)) socket.send('{"type":"pong"}')
      }
      while (platform.published.length < 100 || pings.length > 0) {
        await platform.until(() => pings.length > 0)
        for (const { socket } of pings.splice(0)) socket.send('{"type":"pong"}')
      }
      await pushing
      expect(pusher.counts).toEqual({ pushed: 100, failed: 0 })
      await pusher.close()
    })
  })

  test.concurrent('and reads slowly: what has not left waits, and no more comes', async () => {
    await withPlatform({}, async (platform) => {
      const { pusher } = await openNoted(platform, { via: 'ws', queue: 10 })
      await pushAll(pusher, notificationsOf(2000))
      const [client] = platform.clients
      client?.socket.pause()
      const large = { ...notificationOf(0), payloadJson: JSON.stringify({ body: 'x'.repeat(100_000) }) }
      let brought = 0
      const bringing = (async () => {
        for (; brought < 400; brought++) await pusher.push(large)
      })()
      let before = -1
      // 40 MB in all; what is in the buffers of kernel and socket is much less.
      for (const deadline = performance.now() + 1000; performance.now() < deadline || brought !== before;) {
        before = brought
        await new Promise(setImmediate)
      }
      expect(brought).toBeLessThan(200)
      client?.socket.resume()
      await bringing
      await pusher.drain()
      expect(pusher.counts).toEqual({ pushed: 2400, failed: 0 })
      expect(platform.published.length).toBe(2400)
      await pusher.close()
    })
  })
})

describe('a gateway that limits how much is published', () => {
  test.concurrent('is told again what it has refused, and nothing else', async () => {
    const { pusher, fate, platform } = await pushTo(
      refusing('WS_RATE_LIMITED', (number) => number === 5),
      30,
    )
    expect(pusher.counts).toEqual({ pushed: 30, failed: 0 })
    expect(inOrder(publishedRows(platform))).toEqual(rows(30))
    expect([...fate.errors]).toEqual([['WS_RATE_LIMITED', 1]])
    expect(fate.faults).toEqual(['WS_RATE_LIMITED'])
    expect(fate.doubtful).toEqual([])
  })

  test.concurrent('of many at once, does not say which: so many have failed', async () => {
    const { pusher, fate, platform } = await pushTo(
      refusing('WS_RATE_LIMITED', (number) => number === 2000),
      3000,
    )
    expect(pusher.counts).toEqual({ pushed: 2999, failed: 1 })
    expect(platform.published.length).toBe(2999)
    expect(fate.doubtful).toHaveLength(1)
    const [{ rows: doubtful, refused, kind } = { rows: [], refused: 0, kind: '' }] = fate.doubtful
    expect({ refused, kind }).toEqual({ refused: 1, kind: 'WS_RATE_LIMITED' })
    expect(doubtful).toContain(1999)
    expect(fate.pushed.length + doubtful.length).toBe(3000)
    for (const row of doubtful) expect(fate.sent.has(row)).toBe(true)
  })

  test.concurrent('from then on, it is known of each', async () => {
    // Those that were on their way by then are far from the next one that is refused.
    const { pusher, fate, platform } = await pushTo(
      refusing('WS_RATE_LIMITED', (number) => number === 2000 || number === 3500 || number === 3600),
      5000,
    )
    expect(fate.doubtful).toHaveLength(1)
    expect(pusher.counts).toEqual({ pushed: 4999, failed: 1 })
    expect(fate.errors.get('WS_RATE_LIMITED')).toBe(3)
    expect(new Set(publishedRows(platform)).size).toBe(4999)
    expect(platform.published.length).toBe(4999)
  })
})

test.concurrent('a frame that the gateway cannot deal with has failed', async () => {
  const { pusher, fate, platform } = await pushTo(
    refusing('WS_SERVER_ERROR', (number) => number === 3),
    10,
  )
  expect(pusher.counts).toEqual({ pushed: 9, failed: 1 })
  expect([...fate.failed]).toEqual([[2, 'WS_SERVER_ERROR']])
  expect(publishedRows(platform)).not.toContain(2)
})

test.concurrent('what the gateway says of the socket is said of no notification', async () => {
  const { pusher, fate } = await pushTo(
    {
      heard: (frame, client) => {
        if (rowIn(frame) === 3) refuse(client, 'WS_TIMEOUT')
      },
    },
    10,
  )
  expect(pusher.counts).toEqual({ pushed: 10, failed: 0 })
  expect([...fate.errors]).toEqual([['WS_TIMEOUT', 1]])
})

test.concurrent.each([
  ['WS_FORBIDDEN', 'not yours', 'WS_FORBIDDEN (not yours)'],
  ['WS_INVALID_CHANNEL', undefined, 'WS_INVALID_CHANNEL'],
])('%s ends it, and names the channel', async (code, detail, told) => {
  const behaviour: Behaviour = {
    heard: (frame, client) => (frame['channel'] === 'notifications:user:7' ? refuse(client, code, detail) : undefined),
  }
  await withPlatform(behaviour, async (platform) => {
    const { pusher, fate } = await openNoted(platform, { via: 'ws' })
    const message = `The gateway refuses to publish on notifications:user:7: ${told}.`
    const notifications = notificationsOf(50, (row) => (row < 5 ? 1 : 7))
    await expect(pushAll(pusher, notifications)).rejects.toMatchObject({ name: 'RunError', message })
    await expect(pusher.drain()).rejects.toThrow(message)
    await expect(pusher.push(notificationOf(50))).rejects.toThrow(message)
    expect(pusher.counts).toEqual({ pushed: 5, failed: 46 })
    expect(fate.failed.get(5)).toBe(code)
    expect(fate.failed.get(50)).toBe('stopped')
    await pusher.close()
  })
})

describe('a socket that is lost', () => {
  test.concurrent('takes with it what was not answered, and comes back for the rest', async () => {
    const lossy: Behaviour = {
      heard: (frame, { number, socket }) => {
        if (number === 0 && rowIn(frame) >= 1000) {
          socket.terminate()
          return true
        }
        return undefined
      },
    }
    const { pusher, fate, platform } = await pushTo(lossy, 3000)
    const { pushed, failed } = pusher.counts
    expect(platform.upgrades).toBe(2)
    expect(pushed + failed).toBe(3000)
    expect(failed).toBeGreaterThan(0)
    expect(failed).toBeLessThanOrEqual(1024)
    expect(new Set(fate.failed.values())).toEqual(new Set(['dropped']))
    expect(fate.errors.get('dropped')).toBe(failed)
    // Nothing twice, and all that was confirmed is there.
    const published = publishedRows(platform)
    expect(new Set(published).size).toBe(published.length)
    expect(fate.pushed.every((row) => published.includes(row))).toBe(true)
  })

  test.concurrent('for good ends it', async () => {
    await withPlatform({}, async (platform) => {
      const { pusher } = await openNoted(platform, { via: 'ws' })
      await pushAll(pusher, notificationsOf(5))
      await platform.goAway()
      const { port } = new URL(platform.url)
      const message = `Nothing can be pushed through the gateway at 127.0.0.1:${port}: the connection was refused; nothing listens there.`
      await expect(pushAll(pusher, notificationsOf(500))).rejects.toMatchObject({ name: 'RunError', message })
      expect(pusher.counts.pushed).toBe(5)
      await pusher.close()
    })
  })

  test.concurrent('and refused when it is to come back, ends it', async () => {
    await withPlatform({ refuse: (number) => (number > 0 ? 401 : null) }, async (platform) => {
      const { pusher } = await openNoted(platform, { via: 'ws' })
      platform.dropAll()
      await platform.until(({ upgrades }) => upgrades === 2)
      await expect(pushAll(pusher, notificationsOf(5))).rejects.toMatchObject({
        message: expect.stringContaining('the gateway refused the token'),
      })
      await pusher.close()
    })
  })
})

test.concurrent('once it is interrupted, what waits has failed, and what is under way is given up soon', async () => {
  const abort = new AbortController()
  const silent: Behaviour = { heard: ({ type }, _, { published }) => type === 'ping' && published.length > 0 }
  await withPlatform(silent, async (platform) => {
    const { pusher, fate } = await openNoted(platform, { via: 'ws' }, abort.signal)
    for (const notification of notificationsOf(10)) await pusher.push(notification)
    await platform.until(({ published }) => published.length === 1)
    abort.abort()
    await pusher.push(notificationOf(10))
    expect(pusher.counts).toEqual({ pushed: 0, failed: 10 })
    await pusher.drain()
    expect(pusher.counts).toEqual({ pushed: 0, failed: 11 })
    expect(new Set(fate.failed.values())).toEqual(new Set(['interrupted']))
    await pusher.close()
    expect(platform.clients.size).toBe(0)
  })
})
