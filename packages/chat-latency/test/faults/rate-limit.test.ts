import { describe, expect, test } from '@jest/globals'
import { type Behaviour, isPost, type PeerAnswer, withPlatform } from '../peers/chat-platform.ts'
import { runOn } from '../peers/run-chat.ts'

const runAgainst = async (behaviour: Behaviour, trial = {}) =>
  await withPlatform(behaviour, async (platform) => ({ ...(await runOn(platform, { warmup: 0, ...trial })), platform }))

/** Refuses those POSTs, counted from 1, and notes the numbers of their messages. */
const refusing = (isRefused: (posts: number) => boolean, refusal: PeerAnswer, refused: number[] = []): Behaviour => ({
  answer: (request) => {
    if (!isPost(request) || !isRefused(request.posts)) return undefined
    refused.push(numberIn(request.body['text']))
    return refusal
  },
})

const numberIn = (text: unknown) => Number.parseInt(/-([0-9a-z]+) /.exec(String(text))?.[1] ?? '', 36)

/** The numbers of the messages, in the order in which the platform took them. */
const written = (texts: readonly { readonly text: string }[]): number[] =>
  texts.map(({ text }) => numberIn(text)).toReversed()

describe('whoever is told to wait', () => {
  test.concurrent('waits as long as told, and all that is due meanwhile waits behind', async () => {
    const refused: number[] = []
    const behaviour = refusing((posts) => posts === 5, { status: 429, headers: { 'retry-after': '1' } }, refused)
    const { result, records, platform, warnings } = await runAgainst(behaviour)
    const [first = NaN] = refused
    const { messages, errors, phases } = result
    expect(messages).toMatchObject({ sent: 20, acknowledged: 20, received: 20, lost: 0, failed: 0, rateLimited: 1 })
    expect(errors).toEqual({ count: 1, byKind: { 'http-429': 1 } })
    // The one that was refused goes first.
    const order = written(platform.messages)
    const behind = records.filter(({ sentAt }) => (sentAt ?? 0) > (records[first]?.sentAt ?? NaN))
    expect(behind.length).toBeGreaterThan(5)
    for (const { index } of behind) expect(order.indexOf(index)).toBeGreaterThan(order.indexOf(first))
    // Latency counts from the time at which each was due, the wait included.
    const latencies = records.map(({ scheduledAt, receivedAt }) => (receivedAt ?? 0) - scheduledAt)
    expect(latencies[first]).toBeGreaterThanOrEqual(990)
    expect(latencies[14]).toBeGreaterThanOrEqual(790)
    expect(latencies[14]).toBeLessThan(latencies[first] ?? 0)
    expect(phases.clientQueue.max).toBeGreaterThanOrEqual(990)
    // The wait is none of the platform's: what was sent in the end was taken at once.
    expect(phases.acknowledge.max).toBeLessThan(500)
    expect(phases.deliver.max).toBeLessThan(500)
    expect(warnings).toContainEqual(expect.stringMatching(/^The platform told to wait once \(429\)/))
  })

  test.concurrent('and not how long, waits half a second, then twice as long', async () => {
    const { result, records } = await runAgainst(
      refusing((posts) => posts === 5 || posts === 6, { status: 429 }),
      // Its second try comes before the next message is due, however busy the machine.
      { intervalMs: 700 },
    )
    expect(result.messages).toMatchObject({ received: 20, lost: 0, rateLimited: 2 })
    const { scheduledAt = 0, receivedAt = 0 } = records[4] ?? {}
    expect((receivedAt ?? 0) - scheduledAt).toBeGreaterThanOrEqual(1480)
  })

  test.concurrent.each(['0', 'Wed, 21 Oct 2015 07:28:00 GMT', 'soon'])(
    'for %j does not ask again and again',
    async (retryAfter) => {
      const refused: number[] = []
      const refusal = { status: 429, headers: { 'retry-after': retryAfter } }
      const { result, records } = await runAgainst(refusing((posts) => posts === 5, refusal, refused))
      expect(result.messages).toMatchObject({ received: 20, rateLimited: 1 })
      const { scheduledAt = 0, receivedAt = 0 } = records[refused[0] ?? NaN] ?? {}
      expect((receivedAt ?? 0) - scheduledAt).toBeGreaterThanOrEqual(490)
    },
  )

  test.concurrent('during the warm-up: none of it counts', async () => {
    const behaviour = refusing((posts) => posts === 1, { status: 429, headers: { 'retry-after': '1' } })
    const { result } = await runAgainst(behaviour, { warmup: 2 })
    expect(result.messages).toMatchObject({ sent: 20, received: 20, warmup: 2, rateLimited: 0 })
    expect(result.errors.count).toBe(0)
    expect(result.latency.max).toBeLessThan(900)
  })
})

test.concurrent('several that were on their way together are refused together, and keep their order', async () => {
  const { result, platform } = await runAgainst({
    // Answered so late that five are on their way by then.
    answer: (request) =>
      isPost(request) && request.posts >= 5 && request.posts < 10
        ? { status: 429, headers: { 'retry-after': '1' }, delayMs: 130 }
        : undefined,
  })
  const { messages } = result
  expect(messages).toMatchObject({ sent: 20, acknowledged: 20, received: 20, lost: 0, failed: 0 })
  expect(messages.rateLimited).toBe(5)
  // A later one may have been taken before the refusals came: those that were refused come in their order.
  const refused = written(platform.messages).filter((index) => index >= 4 && index < 9)
  expect(refused).toEqual([4, 5, 6, 7, 8])
})

test.concurrent('a platform that takes one message in 150 ms: twice as often is asked at most', async () => {
  let freeAt = 0
  const { result } = await runAgainst(
    {
      answer: (request) => {
        if (!isPost(request)) return undefined
        const now = performance.now()
        if (now < freeAt) return { status: 429 }
        freeAt = now + 150
        return undefined
      },
    },
    { messages: 6, intervalMs: 75, timeoutMs: 20_000 },
  )
  expect(result.messages).toMatchObject({ sent: 6, received: 6, lost: 0, failed: 0 })
  expect(result.messages.rateLimited).toBeLessThanOrEqual(12)
})

test.concurrent('what the platform has not taken in time has failed, and is not lost by it', async () => {
  const behaviour = refusing((posts) => posts > 5, { status: 429, headers: { 'retry-after': '3600' } })
  const { result, records } = await runAgainst(behaviour, { timeoutMs: 2000 })
  expect(result.messages).toMatchObject({ sent: 6, received: 5, failed: 15, lost: 0, rateLimited: 1 })
  expect(records.slice(6).every(({ sentAt, status }) => sentAt === null && status === 'failed')).toBe(true)
})
