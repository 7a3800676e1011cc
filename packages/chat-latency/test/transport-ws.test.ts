import { describe, expect, test } from '@jest/globals'
import { type Behaviour, eventOf, tokenOf, withPlatform } from './peers/chat-platform.ts'
import { runOn } from './peers/run-chat.ts'

const runAgainst = async (behaviour: Behaviour, trial = {}) =>
  await withPlatform(behaviour, async (platform) => ({
    ...(await runOn(platform, { transport: 'ws', ...trial })),
    platform,
  }))

describe('messages that are published on the socket', () => {
  test.concurrent('arrive in their order, and nothing is posted', async () => {
    const frames: unknown[] = []
    const { result, records, platform } = await runAgainst({
      heard: (frame) => {
        if (frame['type'] === 'chat.message.send') frames.push(frame)
        return false
      },
    })
    expect(result.messages).toMatchObject({ sent: 20, received: 20, acknowledged: 0, lost: 0, outOfOrder: 0 })
    expect(result.phases.acknowledge).toMatchObject({ count: 0, p50: null })
    expect(result.phases.deliver.count).toBe(20)
    expect(platform.posts).toBe(0)
    expect(frames).toHaveLength(22)
    expect(frames[0]).toEqual({
      channel: 'chat:user:2',
      type: 'chat.message.send',
      lesson_id: 1,
      text: expect.stringMatching(/^t\w+-0 The quick/),
    })
    // The event tells the id.
    expect(records.every(({ id }) => id !== null)).toBe(true)
  })

  test.concurrent('have the type that they are given', async () => {
    const { result } = await runAgainst(
      {
        heard: (frame, _, platform) => {
          if (frame['type'] === 'chat.say') platform.write(2, frame)
          return frame['type'] === 'chat.say'
        },
      },
      { wsType: 'chat.say' },
    )
    expect(result.messages).toMatchObject({ sent: 20, received: 20 })
  })

  test.concurrent('can be deleted', async () => {
    const { result, platform } = await runAgainst({}, { deletesMessages: true })
    expect(result.messages.deleted).toBe(22)
    expect(platform.messages).toEqual([])
  })

  test.concurrent('to one user on two sockets', async () => {
    const people = { senderToken: tokenOf(2), receiverToken: null, logins: [] }
    const { result } = await runAgainst({}, { people })
    expect(result.messages).toMatchObject({ sent: 20, received: 20, duplicated: 0 })
    expect(result.phases.echo.count).toBe(20)
  })

  test.concurrent('fail while there is no socket', async () => {
    let published = 0
    const { result } = await runAgainst(
      {
        heard: (frame, { socket }) => {
          if (frame['type'] !== 'chat.message.send') return false
          published++
          if (published === 10) socket.terminate()
          return false
        },
      },
      { warmup: 0 },
    )
    const { messages, errors } = result
    expect(messages.received + messages.failed + messages.lost).toBe(20)
    expect(messages.failed).toBeGreaterThan(0)
    expect(errors.byKind).toMatchObject({ dropped: 1, 'no-socket': messages.failed })
  })

  test.concurrent('are too many for the gateway: counted, and what is due meanwhile waits', async () => {
    let published = 0
    const { result, records, warnings } = await runAgainst(
      {
        heard: (frame, { socket }) => {
          if (frame['type'] !== 'chat.message.send' || ++published !== 5) return false
          socket.send('{"type":"error","code":"WS_RATE_LIMITED","detail":"slow down"}')
          return true
        },
      },
      { warmup: 0, timeoutMs: 2000 },
    )
    const { messages, errors, phases } = result
    // Which one was refused, the gateway does not say.
    expect(messages).toMatchObject({ sent: 20, received: 19, lost: 1, failed: 0, rateLimited: 1, outOfOrder: 0 })
    expect(records[4]?.status).toBe('lost')
    expect(errors).toEqual({ count: 1, byKind: { WS_RATE_LIMITED: 1 } })
    expect(phases.clientQueue.max).toBeGreaterThanOrEqual(400)
    expect(warnings).toContainEqual(expect.stringMatching(/^The platform told to wait once/))
  })
})

describe('messages that piled up while the gateway told to wait', () => {
  /** When messages came, and those of them (from 1) that are too many for the gateway. */
  const limiting = (refused: readonly number[], times: number[]): Behaviour => ({
    heard: (frame, { socket }) => {
      if (frame['type'] !== 'chat.message.send') return false
      times.push(performance.now())
      if (!refused.includes(times.length)) return false
      socket.send('{"type":"error","code":"WS_RATE_LIMITED"}')
      return true
    },
  })
  const pausesOf = (times: readonly number[]) =>
    times.flatMap((at, index) => {
      const pause = at - (times[index - 1] ?? at)
      return pause > 300 ? [pause] : []
    })

  test.concurrent('go out one, then two, then four: as many as were heard, and more', async () => {
    const times: number[] = []
    const { platform } = await runAgainst(limiting([5], times), {
      warmup: 0,
      messages: 30,
      intervalMs: 20,
      timeoutMs: 3000,
    })
    expect(platform.messages).toHaveLength(29)
    const back = times.findIndex((at, index) => at - (times[index - 1] ?? at) > 300)
    const gaps = times.slice(back + 1, back + 3).map((at, index) => at - (times[back + index] ?? NaN))
    // The second leaves when the first was heard: on loopback soon, and never in the same breath.
    expect(gaps[0]).toBeGreaterThan(0.1)
  })

  test.concurrent('wait no longer for a limit that has nothing to do with the last one', async () => {
    const times: number[] = []
    await runAgainst(limiting([10, 60, 110], times), { warmup: 0, messages: 170, intervalMs: 20, timeoutMs: 3000 })
    const pauses = pausesOf(times)
    expect(pauses).toHaveLength(3)
    expect(Math.max(...pauses)).toBeLessThan(900)
  }, 20_000)
})

test('clocks that jump change no figure, and no instant', async () => {
  const realNow = Date.now
  let jump = 0
  // Hours to and fro, at each look.
  Date.now = () => realNow() + (++jump % 2 === 0 ? 7_200_000 : -7_200_000)
  try {
    const { result, records, origin } = await runAgainst({ deliver: (message, client) => [eventOf(message, client)] })
    expect(result.messages).toMatchObject({ sent: 20, received: 20, lost: 0 })
    expect(result.latency.min).toBeGreaterThanOrEqual(0)
    expect(result.latency.max).toBeLessThan(5000)
    expect(result.totalTimeMs).toBeGreaterThanOrEqual(19 * 20)
    expect(result.totalTimeMs).toBeLessThan(10_000)
    for (const [at, { scheduledAt }] of records.entries())
      expect(scheduledAt - origin.monotonicMs).toBeCloseTo(20 * at, 3)
  } finally {
    Date.now = realNow
  }
})
