import { describe, expect, test } from '@jest/globals'
import {
  type Behaviour,
  type ChatPlatform,
  eventOf,
  isPost,
  type PeerMessage,
  tokenOf,
  withPlatform,
} from '../peers/chat-platform.ts'
import { runOn } from '../peers/run-chat.ts'

/** A behaviour may need the platform that it is of. */
const runAgainst = async (behaviourOf: Behaviour | ((platform: () => ChatPlatform) => Behaviour), trial = {}) => {
  let own: ChatPlatform | null = null
  const find = () => {
    if (own === null) throw new Error('there is no platform yet')
    return own
  }
  const behaviour = typeof behaviourOf === 'function' ? behaviourOf(find) : behaviourOf
  return await withPlatform(behaviour, async (platform) => {
    own = platform
    return { ...(await runOn(platform, { warmup: 0, ...trial })), platform }
  })
}

const isReceiver = ({ token }: { readonly token: string }) => token === tokenOf(3)

describe('what comes after the last message is counted', () => {
  test.concurrent('second copies', async () => {
    const { result } = await runAgainst(
      (platform) => ({
        deliver: (message, client) => {
          if (isReceiver(client)) platform().after(100, () => client.socket.send(eventOf(message, client)))
          return [eventOf(message, client)]
        },
      }),
      { intervalMs: 50 },
    )
    expect(result.messages).toMatchObject({ sent: 20, received: 20, duplicated: 20 })
    // The wait for them is no time of the run.
    expect(result.totalTimeMs).toBeLessThan(19 * 50 + 700)
  })

  test.concurrent('echoes', async () => {
    const { result } = await runAgainst((platform) => ({
      deliver: (message, client) => {
        if (isReceiver(client)) return [eventOf(message, client)]
        platform().after(40, () => client.socket.send(eventOf(message, client)))
        return []
      },
    }))
    expect(result.phases.echo.count).toBe(20)
  })

  test.concurrent('messages that were taken for lost', async () => {
    const { result } = await runAgainst(
      {
        answer: (request, platform) => {
          if (!isPost(request) || request.posts !== 20) return undefined
          platform.after(2000, () => platform.write(2, request.body))
          return { status: 201, body: {} }
        },
      },
      { timeoutMs: 1500 },
    )
    expect(result.messages).toMatchObject({ received: 19, lost: 1, late: 1 })
  })
})

describe('a message that the platform may have taken', () => {
  test.concurrent.each([502, 504])('and %i was answered: it arrives all the same', async (status) => {
    const { result } = await runAgainst({
      answer: (request, platform) => {
        if (!isPost(request) || request.posts !== 20) return undefined
        platform.after(200, () => platform.write(2, request.body))
        return { status }
      },
    })
    expect(result.messages).toMatchObject({ sent: 20, received: 20, failed: 0, lost: 0 })
    expect(result.errors.byKind).toEqual({ [`http-${status}`]: 1 })
  })

  test.concurrent('as it crashed: it is in the history', async () => {
    const { result } = await runAgainst(
      {
        answer: (request, platform) => {
          if (!isPost(request) || request.posts !== 10) return undefined
          platform.messages.unshift({ id: 5000, lesson_id: 1, text: String(request.body['text']), author_id: 2 })
          void platform.goAway().then(async () => await platform.listen())
          return null
        },
      },
      { intervalMs: 30, timeoutMs: 10_000 },
    )
    const { received, recovered, lost, failed } = result.messages
    expect({ lost, total: received + recovered + failed }).toEqual({ lost: 0, total: 20 })
    expect(recovered).toBeGreaterThan(0)
  })

  test.concurrent('and that never came has failed, when its time is over', async () => {
    const answer: Behaviour['answer'] = (request) =>
      isPost(request) && request.posts === 5 ? { status: 502 } : undefined
    const { result } = await runAgainst({ answer }, { timeoutMs: 2000 })
    expect(result.messages).toMatchObject({ sent: 20, received: 19, failed: 1, lost: 0 })
  })
})

test.concurrent('deliveries of what has failed are not late: only what is lost can be', async () => {
  const { result } = await runAgainst(
    {
      answer: (request, platform) => {
        if (!isPost(request) || request.posts !== 5) return undefined
        platform.after(2000, () => platform.write(2, request.body))
        return { status: 403 }
      },
    },
    { timeoutMs: 1500, intervalMs: 40 },
  )
  expect(result.messages).toMatchObject({ received: 19, failed: 1, late: 0, lost: 0 })
})

describe('conversations share the two users, and their two sockets', () => {
  test.concurrent('each message reaches each user once, whatever their number', async () => {
    let frames = 0
    const deliver = (message: PeerMessage, client: Parameters<typeof eventOf>[1]) => {
      frames++
      return [eventOf(message, client)]
    }
    const { result, records, platform } = await runAgainst({ deliver }, { pairs: 20, messages: 10, intervalMs: 200 })
    expect(result.messages).toMatchObject({ sent: 200, received: 200, lost: 0, duplicated: 0 })
    expect(frames).toBe(400)
    expect(platform.upgrades).toBe(2)
    expect(records.filter(({ conversation }) => conversation === 19)).toHaveLength(10)
  })

  test.concurrent('an order of their own', async () => {
    // The second of each pair of messages, which is of the other conversation, is delivered first.
    const held = new Map<number, string>()
    const deliver: Behaviour['deliver'] = (message, client) => {
      const event = eventOf(message, client)
      const before = held.get(client.number)
      held.delete(client.number)
      if (before !== undefined) return [event, before]
      held.set(client.number, event)
      return []
    }
    const { result } = await runAgainst({ deliver }, { pairs: 2, messages: 10, intervalMs: 60, transport: 'ws' })
    expect(result.messages).toMatchObject({ sent: 20, received: 20, outOfOrder: 0 })
  })

  test.concurrent('one look into the history for all of a lesson', async () => {
    let looks = 0
    const { result } = await runAgainst(
      {
        answer: (request, platform) => {
          if (request.path.startsWith('chat/history/')) looks++
          if (isPost(request) && request.posts === 10)
            for (const client of platform.clients) if (isReceiver(client)) client.socket.terminate()
          return undefined
        },
      },
      { pairs: 5, messages: 4, intervalMs: 100, timeoutMs: 20_000 },
    )
    expect(result.messages).toMatchObject({ sent: 20, lost: 0, failed: 0 })
    expect(result.messages.recovered).toBeGreaterThan(0)
    // Two before the run.
    expect(looks).toBe(3)
  })
})

describe('a generator that has too much to do', () => {
  const busy = (forMs: number, everyMs: number) =>
    setInterval(() => {
      const until = performance.now() + forMs
      while (performance.now() < until);
    }, everyMs)

  test('is told of in the closed model too, which never sends late by itself', async () => {
    const timer = busy(12, 24)
    try {
      const { result } = await runAgainst({}, { model: 'closed', messages: 60, intervalMs: 25 })
      const { level, reasons, sendLag } = result.generator
      expect({ level, sends: sendLag.count }).toEqual({ level: 'invalid', sends: 60 })
      expect(reasons.join(' ')).toMatch(/looked [\d.]+ ms late at what had come|sends left [\d.]+ ms after/)
    } finally {
      clearInterval(timer)
    }
  }, 20_000)

  test('is not made to look idle by the wait for what is lost', async () => {
    let timer: NodeJS.Timeout | undefined
    const answer: Behaviour['answer'] = (request) => {
      if (!isPost(request)) return undefined
      if (request.posts === 1) timer = busy(9, 10)
      if (request.posts === 100) clearInterval(timer)
      return undefined
    }
    const deliver: Behaviour['deliver'] = (message, client) =>
      message.text.includes('-2r ') ? [] : [eventOf(message, client)]
    try {
      const { result } = await runAgainst({ answer, deliver }, { messages: 100, intervalMs: 20, timeoutMs: 5000 })
      expect(result.messages.lost).toBe(1)
      expect(result.generator.cpuShare + (result.generator.runWaitShare ?? 0)).toBeGreaterThan(0.55)
      expect(result.totalTimeMs).toBeLessThan(4500)
    } finally {
      clearInterval(timer)
    }
  }, 20_000)
})
