import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Sandbox, startSandbox } from '@m4sh/sandbox'
import { RunError } from '@m4sh/tools-core/errors'
import { Client } from 'pg'
import { openPusher, type PushSettings } from '../../src/push/open-pusher.ts'
import { type Behaviour, withPlatform } from './peers/notification-platform.ts'
import { notificationOf, notificationsOf, run } from './peers/notifications.ts'
import { openNoted, pushAll } from './peers/pushing.ts'

const never = new AbortController().signal

/** Why a platform that behaves so can, or cannot, be pushed to. */
const finding = async (behaviour: Behaviour, settings: Partial<PushSettings> = {}) =>
  await withPlatform(behaviour, async (platform) => {
    try {
      const { pusher } = await openNoted(platform, settings)
      await pusher.close()
      return { via: pusher.via, reason: pusher.reason, platform }
    } catch (error) {
      if (!(error instanceof RunError)) throw error
      return { message: error.message, hint: error.hint, platform }
    }
  })

const answering = (status: number, more: Behaviour = {}): Behaviour => ({ ...more, answer: () => ({ status }) })
const refusing = (code: string): Behaviour => ({
  heard: ({ type }, { socket }) => {
    if (type !== 'notif_blast.probe') return false
    socket.send(JSON.stringify({ type: 'error', error: { code, detail: 'no' } }))
    return true
  },
})

describe('the way is', () => {
  test.concurrent.each([400, 422, 429, 200, 201])(
    'http, where an empty notification is answered HTTP %i',
    async (status) => {
      const { via, reason, platform } = await finding(answering(status))
      expect(via).toBe('http')
      expect(reason).toBe(
        `POST /api/notifications/internal/ is there, and this token may use it (HTTP ${status} to an empty one)`,
      )
      expect(platform.requests.map(({ path, text }) => `${path} ${text}`)).toEqual(['notifications/internal/ {}'])
      expect(platform.upgrades).toBe(0)
    },
  )

  test.concurrent.each([
    [401, 'does not take this token'],
    [403, 'does not take this token'],
    [404, 'is not there'],
    [405, 'is not there'],
    [500, 'cannot be used'],
  ])('the gateway, where it is answered HTTP %i', async (status, says) => {
    const { via, reason } = await finding(answering(status))
    expect(via).toBe('ws')
    expect(reason).toMatch(
      new RegExp(
        `^POST /api/notifications/internal/ ${says} \\(HTTP ${status}\\); the gateway at 127.0.0.1:\\d+ lets this token publish$`,
      ),
    )
  })

  test.concurrent('the gateway, where it is asked for, and nothing else is asked', async () => {
    const { via, reason, platform } = await finding({}, { via: 'ws' })
    expect(via).toBe('ws')
    expect(reason).toMatch(/^the gateway at 127\.0\.0\.1:\d+ lets this token publish$/)
    expect(platform.requests).toEqual([])
    expect(platform.published).toEqual([])
  })

  test.concurrent('the gateway, though it cannot deal with what nobody gets', async () => {
    expect(await finding(refusing('WS_SERVER_ERROR'), { via: 'ws' })).toMatchObject({ via: 'ws' })
  })
})

describe('there is none', () => {
  test.concurrent('for --push-via http', async () => {
    expect(await finding(answering(403), { via: 'http' })).toMatchObject({
      message: '--push-via http: POST /api/notifications/internal/ does not take this token (HTTP 403).',
      hint: 'Give the --token of an admin or of a service.',
    })
    expect(await finding(answering(401), { via: 'http', token: null })).toMatchObject({
      message: '--push-via http: POST /api/notifications/internal/ takes nobody without a token (HTTP 401).',
    })
    expect(await finding(answering(404), { via: 'http' })).toMatchObject({
      message: '--push-via http: POST /api/notifications/internal/ is not there (HTTP 404).',
      hint: 'Is this the address of the platform? Check --base-url.',
    })
  })

  test.concurrent('where it is redirected: the notification would not come along', async () => {
    const behaviour: Behaviour = { answer: () => ({ status: 301, headers: { location: '/elsewhere/' } }) }
    expect(await finding(behaviour, { via: 'http' })).toMatchObject({
      message: '--push-via http: POST /api/notifications/internal/ is redirected elsewhere.',
    })
  })

  test.concurrent.each([
    ['WS_FORBIDDEN', 'The gateway refuses to publish on notifications:user:2147483647'],
    ['WS_INVALID_CHANNEL', 'The gateway refuses to publish on notifications:user:2147483647'],
    ['WS_UNAUTHORIZED', 'The gateway does not take this token'],
  ])('through a gateway that answers %s', async (code, says) => {
    const { message, platform } = await finding(refusing(code), { via: 'ws' })
    expect(message).toBe(`${says}: ${code} (no).`)
    expect(platform.published).toEqual([])
  })

  test.concurrent('through a gateway that knows no such users, unless one is named that it could know', async () => {
    const behaviour: Behaviour = {
      heard: ({ type, channel }, { socket }) => {
        if (type !== 'notif_blast.probe' || /:user:[0-9a-f-]{36}$/.test(String(channel))) return
        socket.send('{"type":"error","code":"WS_INVALID_CHANNEL"}')
      },
    }
    expect(await finding(behaviour, { via: 'ws' })).toMatchObject({ message: expect.stringContaining('INVALID') })
    const nobody = 'ffffffff-ffff-4fff-bfff-ffffffffffff'
    expect(await finding(behaviour, { via: 'ws', nobody })).toMatchObject({ via: 'ws' })
  })

  test.concurrent('through a gateway that is not there', async () => {
    const { message } = await finding({ refuse: () => 404 }, { via: 'ws' })
    expect(message).toMatch(
      /^Nothing can be pushed through the gateway at 127\.0\.0\.1:\d+: the gateway answered HTTP 404\.$/,
    )
  })

  test.concurrent('at all: both reasons are told', async () => {
    const { message, hint } = await finding(answering(403, refusing('WS_FORBIDDEN')))
    expect(message).toBe(
      'There is no way to push. POST /api/notifications/internal/ does not take this token (HTTP 403). ' +
        'The gateway refuses to publish on notifications:user:2147483647: WS_FORBIDDEN (no).',
    )
    expect(hint).toMatch('--token')
  })

  test.concurrent('where nothing listens', async () => {
    await withPlatform({}, async (platform) => {
      await platform.goAway()
      await expect(openNoted(platform, {})).rejects.toMatchObject({
        name: 'RunError',
        message: expect.stringMatching(
          /^There is no way to push\. POST .*refused.*\. Nothing can be pushed through .*refused/,
        ),
      })
    })
  })
})

test.concurrent.each<PushSettings['via']>(['http', 'ws'])(
  'whoever is interrupted while asking by %s is told why',
  async (via) => {
    const abort = new AbortController()
    await withPlatform({ answer: () => null, heard: () => true }, async (platform) => {
      const opening = openNoted(platform, { via }, abort.signal)
      await platform.until(({ requests, clients }) => requests.length + clients.size > 0)
      abort.abort(new Error('enough'))
      await expect(opening).rejects.toThrow('enough')
    })
  },
)

describe('the sandbox', () => {
  let sandbox: Sandbox
  let database: Client

  beforeAll(async () => {
    const none = { users: 0, relations: 0, lessons: 0, messages: 0, notifications: 0 }
    sandbox = await startSandbox({ counts: none, maxPublishesPerSecond: 50 })
    database = new Client(sandbox.databaseUrl)
    await database.connect()
  })

  afterAll(async () => {
    await database.end()
    await sandbox.stop()
  })

  const settingsFor = (token: string, via: PushSettings['via'] = 'auto'): PushSettings => {
    const { baseUrl, wsUrl: url } = sandbox
    return { apiUrl: `${baseUrl}/api`, url, via, token, headers: [], concurrency: 8, queue: 100 }
  }

  const rowsOfRun = async (): Promise<number> => {
    const { rows } = await database.query<{ count: string }>(
      `SELECT count(DISTINCT payload -> 'notif_blast' -> 'row') AS count FROM notifications_notification
       WHERE payload -> 'notif_blast' ->> 'run' = $1`,
      [run.id],
    )
    return Number(rows[0]?.count)
  }

  const allRows = async (): Promise<number> => {
    const { rows } = await database.query<{ count: string }>('SELECT count(*) AS count FROM notifications_notification')
    return Number(rows[0]?.count)
  }

  test('is asked without a trace, whoever asks', async () => {
    const { admin, service, tutor } = sandbox.tokens
    for (const token of [admin, service]) {
      const pusher = await openPusher(settingsFor(token), never)
      expect(pusher.via).toBe('http')
      await pusher.close()
    }
    const pusher = await openPusher(settingsFor(admin, 'ws'), never)
    expect(pusher.via).toBe('ws')
    await pusher.close()
    const message =
      'There is no way to push. POST /api/notifications/internal/ does not take this token (HTTP 403). ' +
      'The gateway refuses to publish on notifications:user:2147483647: ' +
      'WS_FORBIDDEN (publishing needs a subscription to notifications:user:2147483647).'
    await expect(openPusher(settingsFor(tutor), never)).rejects.toMatchObject({ message })
    await expect(openPusher(settingsFor(service, 'ws'), never)).rejects.toMatchObject({
      message: 'The gateway does not take this token: WS_UNAUTHORIZED (the access token is malformed).',
    })
    expect(await allRows()).toBe(0)
  })

  test('makes each once that a service has pushed', async () => {
    const pusher = await openPusher(settingsFor(sandbox.tokens.service), never)
    const { student, tutor } = sandbox.ids
    await pushAll(
      pusher,
      notificationsOf(200, (row) => (row % 2 === 0 ? student : tutor)),
    )
    await pusher.close()
    expect(pusher.counts).toEqual({ pushed: 200, failed: 0 })
    expect(await allRows()).toBe(200)
    expect(await rowsOfRun()).toBe(200)
  })

  test('says what is wrong with a notification for nobody', async () => {
    const errors = new Map<string, number>()
    const onFault = (kind: string) => errors.set(kind, (errors.get(kind) ?? 0) + 1)
    const pusher = await openPusher({ ...settingsFor(sandbox.tokens.service), hooks: { onFault } }, never)
    await pushAll(pusher, [notificationOf(0, 999_999)])
    await pusher.close()
    expect(pusher.counts).toEqual({ pushed: 0, failed: 1 })
    expect([...errors]).toEqual([['http-400', 1]])
  })

  test('lets an admin publish as much as its limit allows, and what it has refused a little later', async () => {
    const errors = new Map<string, number>()
    const onFault = (kind: string) => errors.set(kind, (errors.get(kind) ?? 0) + 1)
    const pusher = await openPusher({ ...settingsFor(sandbox.tokens.admin, 'ws'), hooks: { onFault } }, never)
    await pushAll(
      pusher,
      notificationsOf(120, () => sandbox.ids.student),
    )
    await pusher.close()
    const { pushed, failed } = pusher.counts
    expect(pushed + failed).toBe(120)
    expect(errors.get('WS_RATE_LIMITED')).toBeGreaterThanOrEqual(1)
    // Those of the first parcels that were refused without being told apart.
    expect(failed).toBeLessThanOrEqual(10)
  })
})
