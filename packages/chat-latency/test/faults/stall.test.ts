import { beforeAll, expect, test } from '@jest/globals'
import { measureUntil } from '@m4sh/tools-core/testing'
import { type Behaviour, withPlatform } from '../peers/chat-platform.ts'
import { runOn } from '../peers/run-chat.ts'
import type { ChatRun } from '../../src/measure-chat-latency.ts'

const stallMs = 2000

/** A platform that does nothing for two seconds once, from the twentieth message on, and then all that has piled up. */
function stallingOnce(): Behaviour {
  let until = 0
  return {
    delayOf: ({ posts }) => {
      const now = performance.now()
      if (until === 0 && posts === 20) until = now + stallMs
      return Math.max(0, until - now)
    },
  }
}

/** Twenty seconds of it. */
const load = { messages: 500, warmup: 0, timeoutMs: 20_000 }
const intervals = { open: 40, closed: 30 }

async function runStalled(model: 'open' | 'closed'): Promise<ChatRun> {
  return await withPlatform(stallingOnce(), async (platform) => {
    return await runOn(platform, { ...load, model, intervalMs: intervals[model] })
  })
}

let open: ChatRun
let closed: ChatRun

const slowerThan = ({ result }: ChatRun, ms: number) => result.samples.latency.filter((one) => one > ms).length

// At once: they mostly wait. Where this machine stands still for a second itself, more messages are slow than the platform's.
beforeAll(async () => {
  ;[open, closed] = await measureUntil(
    async () => await Promise.all([runStalled('open'), runStalled('closed')]),
    (runs) => slowerThan(runs[0], stallMs / 2) <= 40 && slowerThan(runs[1], stallMs / 2) === 1,
  )
}, 150_000)

test('the open model shows the stall for all that was due meanwhile', () => {
  const { messages, latency, phases } = open.result
  expect(messages).toMatchObject({ sent: 500, received: 500, lost: 0 })
  expect(open.result.totalTimeMs).toBeGreaterThan(19_900)
  // One in ten fell into it, and one in a hundred came within its first 200 ms.
  expect(latency.p99).toBeGreaterThan(stallMs - 350)
  expect(latency.p50).toBeLessThan(stallMs / 4)
  // Fifty were due in two seconds; whoever came in the middle waited for half of it.
  expect(slowerThan(open, 100)).toBeGreaterThanOrEqual(40)
  expect(slowerThan(open, stallMs / 2)).toBeGreaterThanOrEqual(20)
  expect(slowerThan(open, stallMs / 2)).toBeLessThanOrEqual(40)
  // All were sent in time: the wait is the platform's.
  expect(phases.clientQueue.p50).toBeLessThan(100)
  expect(phases.deliver.p99).toBeGreaterThan(stallMs - 400)
})

test('the closed model hides it: one message alone is slow', () => {
  const { messages, latency } = closed.result
  expect(messages).toMatchObject({ sent: 500, received: 500, lost: 0 })
  expect(latency.max).toBeGreaterThan(stallMs - 150)
  expect(slowerThan(closed, stallMs / 2)).toBe(1)
  expect(latency.p99).toBeLessThan(stallMs / 2)
})
