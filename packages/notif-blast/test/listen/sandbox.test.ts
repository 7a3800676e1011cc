import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Fault, type Sandbox, type SandboxOptions, startSandbox } from '@m4sh/sandbox'
import { openListeners } from '../../src/listen/open-listeners.ts'
import { openPusher, type PushSettings } from '../../src/push/open-pusher.ts'
import { notificationsOf, run } from '../push/peers/notifications.ts'

const never = new AbortController().signal
let sandbox: Sandbox
let struck: Fault[] = []

/** One for all tests of a group. */
const useSandbox = (options: SandboxOptions): void => {
  beforeAll(async () => {
    const counts = { users: 0, relations: 0, lessons: 0, messages: 0, notifications: 0 }
    sandbox = await startSandbox({ counts, seed: 7, onFault: (fault) => void struck.push(fault), ...options })
  })
  afterAll(async () => {
    await sandbox.stop()
  })
}

/** Pushes so many to student and tutor in turn, who both listen. */
const blast = async (via: PushSettings['via'], count: number) => {
  const { baseUrl, wsUrl: url, tokens, ids, jwtSecret } = sandbox
  const target = { apiUrl: `${baseUrl}/api`, url, token: tokens.admin, headers: [] }
  const recipients = Float64Array.of(ids.student, ids.tutor)
  const files = { tokensFile: null, usersFile: null }
  const listeners = await openListeners({ ...target, ...files, jwtSecret, run, recipients, timeoutMs: 2000 }, never)
  const errors = new Map<string, number>()
  const hooks: PushSettings['hooks'] = {
    onFault: (kind) => errors.set(kind, (errors.get(kind) ?? 0) + 1),
    onSent: ({ row }, sentAt) => listeners.sent(row, sentAt),
    onFailed: ({ row }) => listeners.failed(row),
    onDoubtful: (those) => {
      for (const { row } of those) listeners.doubtful(row)
    },
  }
  const pusher = await openPusher({ ...target, via, concurrency: 8, queue: 1000, hooks }, never)
  struck = []
  for (const notification of notificationsOf(count, (row) => recipients[row % 2] ?? 0)) {
    listeners.ready(notification.row, notification.userId, notification.readyAt)
    await pusher.push(notification)
  }
  await pusher.drain()
  await listeners.settle(never)
  const figures = listeners.figures()
  await pusher.close()
  await listeners.close()
  const strikes = (kind: Fault['kind']): number => struck.filter((fault) => fault.kind === kind).length
  return { figures, strikes, counts: pusher.counts, errors }
}

const calm = { missed: 0, late: 0, unconfirmed: 0, misdirected: 0, open: 0, listeners: 2, reconnects: 0 }

describe('what befalls deliveries is what is counted', () => {
  useSandbox({ faults: { drop: 0.1, duplicate: 0.1, reorder: 0.1 } })

  test.each(['http', 'ws'] as const)('pushed by %s', async (via) => {
    const { figures, counts, strikes } = await blast(via, 400)
    const [dropped, duplicated] = [strikes('dropped'), strikes('duplicated')]
    expect(Math.min(dropped, duplicated, strikes('reordered'))).toBeGreaterThan(10)
    expect(counts).toEqual({ pushed: 400, failed: 0 })
    expect(figures).toMatchObject({ ...calm, delivered: 400 - dropped, lost: dropped, duplicated })
    expect(figures.latency.count).toBe(400 - dropped)
    expect(figures.transit.count).toBe(400 - dropped)
  })
})

describe('what is refused has failed', () => {
  useSandbox({ faults: { errorRate: 0.1 } })

  test.each([
    ['http', 'http-503'],
    ['ws', 'WS_SERVER_ERROR'],
  ] as const)('pushed by %s', async (via, kind) => {
    const { figures, counts, errors, strikes } = await blast(via, 400)
    const failed = strikes('errors')
    expect(failed).toBeGreaterThan(10)
    expect(counts).toEqual({ pushed: 400 - failed, failed })
    expect([...errors]).toEqual([[kind, failed]])
    expect(figures).toMatchObject({ ...calm, delivered: 400 - failed, lost: 0, duplicated: 0 })
  })
})

describe('a flat envelope, and a delay', () => {
  useSandbox({ envelope: 'flat', faults: { latencyMs: 100 } })

  test.each(['http', 'ws'] as const)('pushed by %s', async (via) => {
    const { figures } = await blast(via, 100)
    expect(figures).toMatchObject({ ...calm, delivered: 100, lost: 0, duplicated: 0 })
    expect(figures.transit.min).toBeGreaterThanOrEqual(100)
    expect(figures.latency.max).toBeGreaterThanOrEqual(figures.transit.max ?? NaN)
  })
})
