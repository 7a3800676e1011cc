import { describe, expect, test } from '@jest/globals'
import { type Behaviour, type NotificationPlatform, withPlatform } from './peers/notification-platform.ts'
import { notificationOf, notificationsOf, rowIn } from './peers/notifications.ts'
import { type Fate, openNoted, pushAll } from './peers/pushing.ts'
import type { Pusher, PushSettings } from '../../src/push/open-pusher.ts'

interface Trial {
  readonly pusher: Pusher
  readonly fate: Fate
  readonly platform: NotificationPlatform
}

/** So many, pushed by POST to a platform that behaves so. */
const pushTo = async (behaviour: Behaviour, count: number, settings: Partial<PushSettings> = {}): Promise<Trial> =>
  await withPlatform(behaviour, async (platform) => {
    const { pusher, fate } = await openNoted(platform, { via: 'http', ...settings })
    try {
      await pushAll(pusher, notificationsOf(count))
      return { pusher, fate, platform }
    } finally {
      await pusher.close()
    }
  })

const rows = (count: number): number[] => Array.from({ length: count }, (_, row) => row)
const inOrder = (numbers: Iterable<number>): number[] => [...numbers].toSorted((left, right) => left - right)
const madeRows = ({ created }: NotificationPlatform): number[] => inOrder(created.map(rowIn))

describe('a platform that takes them', () => {
  test.concurrent('makes each once, over as many connections as may be under way', async () => {
    const { pusher, fate, platform } = await pushTo({}, 300, { headers: [{ name: 'X-Key', value: 'k' }] })
    expect(pusher.counts).toEqual({ pushed: 300, failed: 0 })
    expect(fate.errors.size).toBe(0)
    expect(madeRows(platform)).toEqual(rows(300))
    expect(inOrder(fate.pushed)).toEqual(rows(300))
    expect(platform.created[0]).toEqual({
      user_id: 1,
      type: 'lesson.reminder',
      payload: JSON.parse(notificationOf(0).payloadJson) as unknown,
    })
    expect(platform.requests.at(-1)?.headers).toMatchObject({
      authorization: 'Bearer admin-token',
      'content-type': 'application/json',
      'x-key': 'k',
    })
    expect(platform.mostUnderWay).toBeLessThanOrEqual(4)
    // One more asked what the platform can do.
    expect(platform.ports.size).toBeLessThanOrEqual(5)
    expect(pusher.acknowledge.count).toBe(300)
    expect(pusher.acknowledge.p50).toBeGreaterThan(0)
  })

  test.concurrent('is told of when each was sent, before it is told that it is pushed', async () => {
    const begun = performance.now()
    const { fate } = await pushTo({}, 20)
    const ended = performance.now()
    expect(inOrder(fate.sent.keys())).toEqual(rows(20))
    for (const sentAt of fate.sent.values()) {
      expect(sentAt).toBeGreaterThan(begun)
      expect(sentAt).toBeLessThan(ended)
    }
  })

  test.concurrent.each([200, 202, 204])('and answers %i', async (status) => {
    const { pusher } = await pushTo({ answer: ({ posts }) => (posts > 0 ? { status } : undefined) }, 5)
    expect(pusher.counts).toEqual({ pushed: 5, failed: 0 })
  })

  test.concurrent.each<[string, Behaviour]>([
    [
      'breaks off in the middle',
      {
        answer: ({ posts }, { response }) =>
          posts === 3 ? (response.writeHead(201).write('{', () => response.destroy()), null) : undefined,
      },
    ],
    [
      'never ends',
      { answer: ({ posts }, { response }) => (posts === 3 ? (response.writeHead(201).write('{'), null) : undefined) },
    ],
    [
      'is too large',
      { answer: ({ posts }) => (posts === 3 ? { status: 201, body: 'x'.repeat(3_000_000) } : undefined) },
    ],
  ])('though its answer %s: the status says it', async (_, behaviour) => {
    const { pusher } = await pushTo(behaviour, 8, { requestTimeoutMs: 300 })
    expect(pusher.counts).toEqual({ pushed: 8, failed: 0 })
  })
})

describe('whoever is told to wait', () => {
  test.concurrent('waits as long as told, and then pushes all of them, each once', async () => {
    const begun = performance.now()
    const { pusher, fate, platform } = await pushTo(
      { answer: ({ posts }) => (posts === 5 ? { status: 429, headers: { 'retry-after': '1' } } : undefined) },
      20,
    )
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990)
    expect(pusher.counts).toEqual({ pushed: 20, failed: 0 })
    expect(madeRows(platform)).toEqual(rows(20))
    expect([...fate.errors]).toEqual([['http-429', 1]])
    expect(fate.faults).toEqual(['http-429'])
    expect(fate.failed.size).toBe(0)
  })

  test.concurrent('and not how long, waits half a second, and begins with one again', async () => {
    const arrivals: number[] = []
    const { pusher, fate, platform } = await pushTo(
      {
        answer: ({ posts }) => {
          if (posts > 0) arrivals.push(performance.now())
          return posts >= 8 && posts < 12 ? { status: 429 } : undefined
        },
      },
      30,
    )
    expect(pusher.counts).toEqual({ pushed: 30, failed: 0 })
    expect(madeRows(platform)).toEqual(rows(30))
    expect(fate.errors.get('http-429')).toBe(4)
    const pauses = arrivals.map((at, index) => at - (arrivals[index - 1] ?? at)).filter((pause) => pause >= 490)
    expect(pauses.length).toBeGreaterThanOrEqual(1)
  })
})

describe('what may be there already is not sent again', () => {
  test.concurrent.each([
    [500, 'http-500'],
    [503, 'http-503'],
    [400, 'http-400'],
    [301, 'http-301'],
  ])('after HTTP %i', async (status, kind) => {
    const { pusher, fate, platform } = await pushTo(
      { answer: ({ posts }) => (posts === 3 ? { status } : undefined) },
      10,
    )
    expect(pusher.counts).toEqual({ pushed: 9, failed: 1 })
    expect([...fate.errors]).toEqual([[kind, 1]])
    expect([...fate.failed.values()]).toEqual([kind])
    expect(platform.posts).toBe(10)
  })

  test.concurrent('after a timeout', async () => {
    const { pusher, fate, platform } = await pushTo({ answer: ({ posts }) => (posts === 3 ? null : undefined) }, 10, {
      requestTimeoutMs: 200,
    })
    expect(pusher.counts).toEqual({ pushed: 9, failed: 1 })
    expect([...fate.errors]).toEqual([['timeout', 1]])
    expect(platform.posts).toBe(10)
  })

  test.concurrent('after the connection was lost that it went over', async () => {
    const { pusher, fate, platform } = await pushTo(
      {
        answer: ({ posts }, { request }) => {
          if (posts !== 3) return undefined
          request.socket.destroy()
          return null
        },
      },
      10,
    )
    expect(pusher.counts).toEqual({ pushed: 9, failed: 1 })
    expect([...fate.errors]).toEqual([['reset', 1]])
    expect(platform.posts).toBe(10)
  })
})

describe('a platform that cannot be reached', () => {
  test.concurrent('is tried again: nothing was sent', async () => {
    await withPlatform({}, async (platform) => {
      const { pusher, fate } = await openNoted(platform, { via: 'http', retryDelay: () => 20 })
      await platform.goAway()
      for (const notification of notificationsOf(20)) await pusher.push(notification)
      while (!fate.errors.has('refused')) await new Promise(setImmediate)
      await platform.listen()
      await pusher.drain()
      expect(pusher.counts).toEqual({ pushed: 20, failed: 0 })
      expect(madeRows(platform)).toEqual(rows(20))
      await pusher.close()
    })
  })

  test.concurrent('for too long ends it', async () => {
    await withPlatform({}, async (platform) => {
      const { pusher, fate } = await openNoted(platform, { via: 'http' })
      await platform.goAway()
      const { port } = new URL(platform.apiUrl)
      const expected = `Nothing can be pushed any more through 127.0.0.1:${port}: the connection was refused; nothing listens there.`
      await expect(pushAll(pusher, notificationsOf(10))).rejects.toMatchObject({ name: 'RunError', message: expected })
      await expect(pusher.drain()).rejects.toThrow(expected)
      await expect(pusher.push(notificationOf(10))).rejects.toThrow(expected)
      expect(pusher.counts.pushed).toBe(0)
      expect(pusher.counts.failed).toBe(11)
      expect(new Set(fate.failed.values())).toEqual(new Set(['stopped']))
      // Those that are under way together fail together, and are tried again together.
      expect(fate.errors.get('refused')).toBe(4)
      await pusher.close()
    })
  })
})

test.concurrent.each([401, 403])('a token that is refused (HTTP %i) ends it', async (status) => {
  await withPlatform({ answer: ({ posts }) => (posts > 5 ? { status } : undefined) }, async (platform) => {
    const { pusher, fate } = await openNoted(platform, { via: 'http' })
    const message = `POST /api/notifications/internal/ takes this token no more (HTTP ${status}).`
    await expect(pushAll(pusher, notificationsOf(50))).rejects.toMatchObject({ name: 'RunError', message })
    await expect(pusher.drain()).rejects.toThrow(message)
    expect(pusher.counts.pushed).toBe(5)
    expect(fate.failed.size).toBe(pusher.counts.failed)
    expect(fate.errors.get(`http-${status}`)).toBeGreaterThanOrEqual(1)
    await pusher.close()
  })
})

describe('the queue', () => {
  test.concurrent('is bounded: whoever brings more waits for room, and for no answer', async () => {
    const answers: (() => void)[] = []
    const held: Behaviour = {
      answer: ({ posts }) =>
        posts === 0
          ? undefined
          : new Promise((resolve) => {
              answers.push(() => resolve({ status: 201 }))
            }),
    }
    await withPlatform(held, async (platform) => {
      const { pusher } = await openNoted(platform, { via: 'http', queue: 3, concurrency: 2 })
      let brought = 0
      const bringing = (async () => {
        for (const notification of notificationsOf(20)) {
          await pusher.push(notification)
          brought++
        }
      })()
      await platform.until(() => answers.length === 1)
      // One is under way, and of the three that wait the last has no room behind it.
      expect(brought).toBe(3)
      answers.shift()?.()
      await platform.until(() => answers.length === 2)
      expect(brought).toBe(5)
      expect(pusher.counts).toEqual({ pushed: 1, failed: 0 })
      for (let done = 1; done < 20; done++) {
        await platform.until(() => answers.length > 0)
        answers.shift()?.()
      }
      await bringing
      await pusher.drain()
      expect(pusher.counts).toEqual({ pushed: 20, failed: 0 })
      expect(platform.mostUnderWay).toBe(2)
      await pusher.close()
    })
  })

  test.concurrent('keeps what waits for a platform that tells to wait', async () => {
    await withPlatform(
      { answer: ({ posts }) => (posts > 0 ? { status: 429, headers: { 'retry-after': '3600' } } : undefined) },
      async (platform) => {
        const { pusher, fate } = await openNoted(platform, { via: 'http' })
        for (const notification of notificationsOf(10)) await pusher.push(notification)
        await platform.until(() => platform.posts === 1)
        await pusher.close()
        expect(platform.posts).toBe(1)
        expect(pusher.counts).toEqual({ pushed: 0, failed: 10 })
        expect(fate.errors.get('interrupted')).toBe(10)
      },
    )
  })
})

describe('once it is interrupted', () => {
  test.concurrent('what waits has failed, and what comes fails without an error', async () => {
    const abort = new AbortController()
    let answerFirst = (): void => undefined
    const held: Behaviour = {
      answer: ({ posts }) =>
        posts === 1
          ? new Promise((resolve) => {
              answerFirst = () => resolve({ status: 201 })
            })
          : undefined,
    }
    await withPlatform(held, async (platform) => {
      const { pusher, fate } = await openNoted(platform, { via: 'http' }, abort.signal)
      for (const notification of notificationsOf(10)) await pusher.push(notification)
      await platform.until(() => platform.posts === 1)
      abort.abort()
      await pusher.push(notificationOf(10))
      expect(pusher.counts).toEqual({ pushed: 0, failed: 10 })
      answerFirst()
      await pusher.drain()
      expect(pusher.counts).toEqual({ pushed: 1, failed: 10 })
      expect(new Set(fate.failed.values())).toEqual(new Set(['interrupted']))
      await pusher.close()
    })
  })

  test.concurrent('what is under way is given up soon', async () => {
    const abort = new AbortController()
    await withPlatform({ answer: ({ posts }) => (posts > 0 ? null : undefined) }, async (platform) => {
      const { pusher, fate } = await openNoted(platform, { via: 'http' }, abort.signal)
      await pusher.push(notificationOf(0))
      await platform.until(() => platform.posts === 1)
      const begun = performance.now()
      abort.abort()
      await pusher.drain()
      expect(performance.now() - begun).toBeLessThan(5000)
      expect(pusher.counts).toEqual({ pushed: 0, failed: 1 })
      expect([...fate.errors]).toEqual([['interrupted', 1]])
      await pusher.close()
    })
  })
})
