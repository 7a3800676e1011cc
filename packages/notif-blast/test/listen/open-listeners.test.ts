import { describe, expect, test } from '@jest/globals'
import { type Listeners, type ListenSettings, openListeners } from '../../src/listen/open-listeners.ts'
import { type Behaviour, type NotificationPlatform, withPlatform } from '../push/peers/notification-platform.ts'
import { notificationsOf, run } from '../push/peers/notifications.ts'
import { pushAll } from '../push/peers/pushing.ts'
import { openPusher } from '../../src/push/open-pusher.ts'

const never = new AbortController().signal
const users = Float64Array.of(1, 2, 3)

const settingsFor = (
  { apiUrl, url }: NotificationPlatform,
  settings: Partial<ListenSettings> = {},
): ListenSettings => ({
  apiUrl,
  url,
  token: null,
  headers: [],
  tokensFile: null,
  usersFile: null,
  jwtSecret: 'a secret that is long enough for HS256',
  run,
  recipients: users,
  timeoutMs: 2000,
  retryDelay: (attempt) => (attempt > 3 ? null : 20),
  ...settings,
})

/** Pushes so many, to three users in turn, and waits for them. */
async function blast(
  platform: NotificationPlatform,
  listeners: Listeners,
  count: number,
  via: 'http' | 'ws' = 'http',
): Promise<void> {
  const { apiUrl, url } = platform
  const pusher = await openPusher(
    {
      apiUrl,
      url,
      via,
      token: 'admin-token',
      headers: [],
      concurrency: 8,
      queue: 100,
      hooks: {
        onSent: ({ row }, sentAt) => listeners.sent(row, sentAt),
        onFailed: ({ row }) => listeners.failed(row),
        onDoubtful: (those) => {
          for (const { row } of those) listeners.doubtful(row)
        },
      },
    },
    never,
  )
  const notifications = notificationsOf(count, (row) => users[row % 3] ?? 0)
  for (const { row, userId, readyAt } of notifications) listeners.ready(row, userId, readyAt)
  await pushAll(pusher, notifications)
  await listeners.settle(never)
  await pusher.close()
}

/** The figures of a blast on a platform that behaves so. */
const figuresOf = async (
  behaviour: Behaviour,
  count: number,
  settings: Partial<ListenSettings> = {},
  via: 'http' | 'ws' = 'http',
) =>
  await withPlatform(behaviour, async (platform) => {
    const listeners = await openListeners(settingsFor(platform, settings), never)
    try {
      await blast(platform, listeners, count, via)
      return listeners.figures()
    } finally {
      await listeners.close()
    }
  })

const calm = { lost: 0, missed: 0, late: 0, duplicated: 0, unconfirmed: 0, misdirected: 0, open: 0, reconnects: 0 }

describe('all that is pushed', () => {
  test.concurrent.each(['http', 'ws'] as const)('by %s is delivered', async (via) => {
    const { latency, transit, ...figures } = await figuresOf({}, 300, {}, via)
    expect(figures).toEqual({ ...calm, delivered: 300, listeners: 3 })
    expect(latency.count).toBe(300)
    expect(transit.count).toBe(300)
    expect(transit.min).toBeGreaterThan(0)
    expect(latency.max).toBeGreaterThanOrEqual(transit.max ?? NaN)
  })

  test.concurrent.each<[string, Behaviour['deliver']]>([
    ['beside the channel', ({ channel, payload }) => [{ channel, ...(payload as { payload: object }).payload }]],
    ['in an event of another name', ({ channel, payload }) => [{ channel, event: 'x', data: { n: payload } }]],
    ['among what has nothing to do with it', (event) => [{ type: 'pong' }, 'noise', { channel: 'x' }, event, []]],
  ])('is recognised %s', async (_, deliver) => {
    const behaviour = deliver === undefined ? {} : { deliver }
    expect(await figuresOf(behaviour, 60)).toMatchObject({ ...calm, delivered: 60 })
  })

  test.concurrent('is told of as it arrives', async () => {
    let told = 0
    await figuresOf({}, 30, { onDelivered: () => told++ })
    expect(told).toBe(30)
  })
})

describe('a platform', () => {
  test.concurrent('that loses every fifth', async () => {
    let count = 0
    const figures = await figuresOf({ deliver: (event) => (count++ % 5 === 4 ? [] : [event]) }, 100)
    expect(figures).toMatchObject({ ...calm, delivered: 80, lost: 20 })
    expect(figures.latency.count).toBe(80)
  })

  test.concurrent('that tells every fifth twice', async () => {
    let count = 0
    const figures = await figuresOf({ deliver: (event) => (count++ % 5 === 4 ? [event, event] : [event]) }, 100)
    expect(figures).toMatchObject({ ...calm, delivered: 100, duplicated: 20 })
    expect(figures.latency.count).toBe(100)
  })

  test.concurrent('that tells them in another order', async () => {
    const held = new Map<number, object>()
    const deliver: Behaviour['deliver'] = (event, { number }) => {
      const before = held.get(number)
      if (!before) {
        held.set(number, event)
        return []
      }
      held.delete(number)
      return [event, before]
    }
    expect(await figuresOf({ deliver }, 60)).toMatchObject({ ...calm, delivered: 60 })
  })

  test.concurrent('that takes some and says that it has not', async () => {
    const behaviour: Behaviour = {
      answer: ({ posts, body }) => {
        if (posts === 0 || posts % 10 !== 0) return undefined
        return { status: 500, body: JSON.stringify(body) }
      },
    }
    expect(await figuresOf(behaviour, 100)).toMatchObject({ ...calm, delivered: 90 })
  })

  test.concurrent('that tells others, too', async () => {
    const behaviour: Behaviour = {
      heard: (frame, client) => {
        if (frame['type'] !== 'subscribe') return false
        for (const user of users) client.channels.add(`notifications:user:${user}`)
        return true
      },
    }
    const { delivered, misdirected, duplicated } = await figuresOf(behaviour, 30)
    expect(delivered).toBe(30)
    // Of each of the others; what is settled by then is no more told apart.
    expect(misdirected + duplicated).toBe(60)
  })
})

test.concurrent('what comes too late is lost', async () => {
  const late: (() => void)[] = []
  const deliver: Behaviour['deliver'] = (event, { socket }) => {
    late.push(() => socket.send(JSON.stringify(event)))
    return []
  }
  await withPlatform({ deliver }, async (platform) => {
    let arrived = 0
    const listeners = await openListeners(settingsFor(platform, { timeoutMs: 50 }), never)
    await blast(platform, listeners, 10)
    expect(listeners.figures()).toMatchObject({ ...calm, lost: 10 })
    for (const send of late) send()
    while (arrived < 10) {
      await new Promise(setImmediate)
      arrived = listeners.figures().late
    }
    expect(listeners.figures()).toMatchObject({ ...calm, lost: 10, late: 10, delivered: 0 })
    await listeners.close()
  })
})

describe('a listener whose socket is lost', () => {
  test.concurrent('comes back; what was told meanwhile is missed', async () => {
    await withPlatform({}, async (platform) => {
      // Longer than all pushes take, however busy the machine is.
      const listeners = await openListeners(settingsFor(platform, { retryDelay: () => 2000 }), never)
      platform.dropAll()
      await platform.until(({ clients }) => clients.size === 0)
      await blast(platform, listeners, 9)
      while (listeners.figures().reconnects < 3) await new Promise(setImmediate)
      expect(listeners.figures()).toMatchObject({ ...calm, lost: 9, missed: 9, reconnects: 3 })
      expect(listeners.warnings).toEqual([])
      await listeners.close()
    })
  })

  test.concurrent('for good is told', async () => {
    await withPlatform({ refuse: (number) => (number > 2 ? 403 : null) }, async (platform) => {
      const listeners = await openListeners(settingsFor(platform), never)
      platform.dropAll()
      while (listeners.warnings.length === 0 || !listeners.warnings[0]?.startsWith('3')) await new Promise(setImmediate)
      expect(listeners.warnings).toEqual(['3 of 3 listeners lost their sockets for good.'])
      await listeners.close()
    })
  })
})

describe('at the beginning', () => {
  test.concurrent('each listens to a channel of their own, and pings', async () => {
    const heard: unknown[] = []
    await withPlatform({ heard: (frame) => void heard.push(frame) }, async (platform) => {
      const tokens: string[] = []
      const listeners = await openListeners(settingsFor(platform, { onSecret: (token) => tokens.push(token) }), never)
      expect(listeners.users).toEqual(new Set(['1', '2', '3']))
      expect(listeners.warnings).toEqual([])
      expect(new Set([...platform.clients].map(({ token }) => token))).toEqual(new Set(tokens))
      for (const user of users)
        expect(heard).toContainEqual({ type: 'subscribe', channel: `notifications:user:${user}` })
      expect(heard.length).toBe(6)
      await listeners.close()
      expect(platform.clients.size).toBe(0)
    })
  })

  test.concurrent('a gateway that answers no pings is believed', async () => {
    await withPlatform({ heard: ({ type }) => type === 'ping' }, async (platform) => {
      const listeners = await openListeners(settingsFor(platform, { pongPatienceMs: 100 }), never)
      await blast(platform, listeners, 30)
      expect(listeners.figures()).toMatchObject({ ...calm, delivered: 30 })
      await listeners.close()
    })
  })

  test.concurrent('those that are refused are told, the others listen', async () => {
    const behaviour: Behaviour = {
      heard: ({ channel }, { socket }) => {
        if (channel === 'notifications:user:2') socket.send('{"type":"error","code":"WS_FORBIDDEN","detail":"no"}')
      },
    }
    await withPlatform(behaviour, async (platform) => {
      const listeners = await openListeners(settingsFor(platform), never)
      expect(listeners.users).toEqual(new Set(['1', '3']))
      expect(listeners.warnings).toEqual([
        'The gateway refused 1 of 3 listeners: notifications:user:2: WS_FORBIDDEN (no).',
      ])
      await blast(platform, listeners, 30)
      expect(listeners.figures()).toMatchObject({ ...calm, delivered: 20, listeners: 2 })
      await listeners.close()
    })
  })

  test.concurrent('where all are refused, it ends', async () => {
    await withPlatform({ refuse: () => 401 }, async (platform) => {
      await expect(openListeners(settingsFor(platform), never)).rejects.toMatchObject({
        name: 'RunError',
        message: expect.stringMatching(/^The gateway at 127\.0\.0\.1:\d+ lets nobody listen: .*refused the token/),
      })
      expect(platform.clients.size).toBe(0)
    })
  })

  test.concurrent('whoever is interrupted is told why', async () => {
    const abort = new AbortController()
    await withPlatform({ heard: () => true }, async (platform) => {
      const opening = openListeners(settingsFor(platform), abort.signal)
      await platform.until(({ clients }) => clients.size === 3)
      abort.abort(new Error('enough'))
      await expect(opening).rejects.toThrow('enough')
      await platform.until(({ clients }) => clients.size === 0)
    })
  })
})

test.concurrent('whoever is interrupted waits a little while, and no longer', async () => {
  const abort = new AbortController()
  await withPlatform({ deliver: () => [] }, async (platform) => {
    const listeners = await openListeners(settingsFor(platform, { timeoutMs: 60_000 }), never)
    const now = performance.now()
    for (const row of [0, 1]) {
      listeners.ready(row, 1, now)
      listeners.sent(row, now)
    }
    // Of somebody who does not listen, nothing is kept.
    listeners.ready(2, 99, now)
    listeners.sent(2, now)
    abort.abort()
    await listeners.settle(abort.signal)
    expect(performance.now() - now).toBeLessThan(5000)
    expect(listeners.figures()).toMatchObject({ ...calm, delivered: 0, open: 2 })
    await listeners.close()
  })
})
