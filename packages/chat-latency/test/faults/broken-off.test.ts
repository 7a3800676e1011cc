import { beforeAll, describe, expect, test } from '@jest/globals'
import { type Behaviour, type ChatPlatform, isPost, tokenOf, withPlatform } from '../peers/chat-platform.ts'
import { type Commanded, flagsFor, reportOf } from '../peers/run-chat.ts'

/** Twenty messages, of which the tenth is the turning point. */
const load = ['-n', '20', '--interval', '30', '--warmup', '0']

interface Row {
  readonly behaviour: Behaviour
  readonly timeout?: string
}

const atTenth =
  (action: (platform: ChatPlatform) => void): NonNullable<Behaviour['answer']> =>
  (request, platform) => {
    if (isPost(request) && request.posts === 10) action(platform)
    return undefined
  }

const socketsOf = (platform: ChatPlatform, userId: number) =>
  [...platform.clients].filter(({ token }) => token === tokenOf(userId)).map(({ socket }) => socket)

/** The socket of the receiver breaks. */
const breaks = atTenth((platform) => {
  for (const socket of socketsOf(platform, 3)) socket.terminate()
})

/** As {@link breaks}, and the first look into the history is in vain; two looks were before the run. */
function breaksWithoutHistory(): NonNullable<Behaviour['answer']> {
  let looks = 0
  return (request, platform) => {
    breaks(request, platform)
    return request.path.startsWith('chat/history/') && ++looks === 3 ? { status: 503 } : undefined
  }
}

const rows = {
  'the token expires': {
    behaviour: {
      answer: ({ posts }) => (posts < 10 ? undefined : { status: 401, body: { detail: 'Token is expired' } }),
    },
  },
  'the token is bad once': {
    behaviour: { answer: (request) => (isPost(request) && request.posts === 10 ? { status: 401 } : undefined) },
  },
  'the server is gone': { behaviour: { answer: atTenth((platform) => void platform.goAway()) } },
  'the server hangs': {
    behaviour: { answer: (request) => (isPost(request) && request.posts >= 10 ? null : undefined) },
  },
  'the receiver breaks': { behaviour: { answer: breaks }, timeout: '20s' },
  'the receiver breaks, and so does the history': { behaviour: { answer: breaksWithoutHistory() }, timeout: '20s' },
  'the receiver breaks for too long': { behaviour: { answer: breaks }, timeout: '300ms' },
  'the receiver is shut out': {
    behaviour: {
      answer: atTenth((platform) => {
        for (const socket of socketsOf(platform, 3)) socket.close(4401, 'token expired')
      }),
    },
  },
  'the author breaks': {
    behaviour: {
      answer: atTenth((platform) => {
        for (const socket of socketsOf(platform, 2)) socket.terminate()
      }),
    },
  },
  'nothing arrives': { behaviour: { deliver: () => [] }, timeout: '300ms' },
} satisfies Record<string, Row>

type Outcome = Awaited<ReturnType<typeof reportOf>> & { readonly tookMs: number }
const outcomes = new Map<string, Outcome>()

// All at once: they mostly wait.
beforeAll(async () => {
  const done = Object.entries<Row>(rows).map(async ([name, { behaviour, timeout = '3s' }]) => {
    const startedAt = performance.now()
    const finished = await withPlatform(behaviour, async (platform) => {
      return await reportOf([...flagsFor(platform), ...load, '--timeout', timeout])
    })
    outcomes.set(name, { ...finished, tookMs: performance.now() - startedAt })
  })
  await Promise.all(done)
}, 60_000)

/** What came of a run, in which every message is accounted for, once. */
function outcome(name: keyof typeof rows): Outcome {
  const found = outcomes.get(name)
  if (found === undefined) throw new Error(`there was no run ${name}`)
  const { received, lost, recovered, failed } = found.report.result.messages
  expect(received + lost + recovered + failed).toBe(20)
  return found
}

const endOf = ({ exitCode, report }: Pick<Commanded, 'exitCode'> & Pick<Outcome, 'report'>) => ({
  exitCode,
  verdict: report.verdict,
})

describe('a token', () => {
  test('that expires: what follows is refused, and the report says so', () => {
    const run = outcome('the token expires')
    const { messages, errors } = run.report.result
    expect(messages).toMatchObject({ sent: 20, received: 9, failed: 11, lost: 0 })
    expect(errors).toEqual({ count: 11, byKind: { unauthorized: 11 } })
    expect(run.report.warnings).toContain('The token ran out in the middle of the run: 11 messages refused (401).')
    expect(endOf(run)).toEqual({ exitCode: 3, verdict: 'error' })
  })

  test('that is refused for one message only: an error of that message', () => {
    const run = outcome('the token is bad once')
    expect(run.report.result.messages).toMatchObject({ received: 19, failed: 1 })
    expect(endOf(run)).toEqual({ exitCode: 0, verdict: 'pass' })
  })
})

describe('a server', () => {
  test('that is gone and never comes back: the run ends all the same', () => {
    const run = outcome('the server is gone')
    expect(run.tookMs).toBeLessThan(30_000)
    const { messages, errors } = run.report.result
    // What was under way then may not have come.
    expect(messages.received).toBeLessThanOrEqual(9)
    expect(messages.received).toBeGreaterThan(0)
    expect(errors.count).toBeGreaterThanOrEqual(10)
    expect(run.report.warnings).toContain('1 conversation had come to a standstill before the run ended.')
    expect(endOf(run)).toEqual({ exitCode: 3, verdict: 'error' })
  })

  test('that hangs: what it does not answer is lost within the timeout', () => {
    const run = outcome('the server hangs')
    expect(run.tookMs).toBeLessThan(30_000)
    expect(run.report.result.messages).toMatchObject({ sent: 20, received: 9, lost: 11, failed: 0 })
    expect(run.report.result.errors).toEqual({ count: 11, byKind: { timeout: 11 } })
    expect(endOf(run)).toEqual({ exitCode: 3, verdict: 'error' })
  })
})

describe('the socket of the receiver', () => {
  test('breaks once: it comes back, and what was written meanwhile is in the history', () => {
    const run = outcome('the receiver breaks')
    const { messages, errors, connections, latency } = run.report.result
    // It comes back after 0.7 s at least; by then all was written, unless this machine had too much to do.
    expect(messages).toMatchObject({ lost: 0, failed: 0, duplicated: 0 })
    expect(messages.recovered).toBeGreaterThan(0)
    expect(latency.count).toBe(messages.received)
    expect(errors.byKind).toEqual({ dropped: 1 })
    expect(connections.reconnects).toBe(1)
    expect(run.report.warnings).toContain('1 socket ended: the connection broke.')
    expect(endOf(run)).toEqual({ exitCode: 0, verdict: 'pass' })
  })

  test('breaks, and the history cannot be read: it is looked into again', () => {
    const { messages, errors } = outcome('the receiver breaks, and so does the history').report.result
    expect(messages).toMatchObject({ lost: 0, failed: 0 })
    expect(messages.recovered).toBeGreaterThan(0)
    expect(errors.byKind).toEqual({ dropped: 1, history: 1 })
  })

  test('breaks, and comes back later than a message may take: lost', () => {
    const { messages } = outcome('the receiver breaks for too long').report.result
    expect(messages.lost).toBeGreaterThanOrEqual(10)
  })

  test('is closed for good: what follows is lost, and the run cannot pass', () => {
    const run = outcome('the receiver is shut out')
    const { messages, errors, connections } = run.report.result
    expect(messages.lost).toBeGreaterThanOrEqual(10)
    expect(errors.byKind).toEqual({ unauthorized: 1 })
    expect(connections.reconnects).toBe(0)
    expect(run.report.warnings).toContainEqual(
      expect.stringMatching(/^1 socket ended: the gateway closed it with code 4401 \(token expired\)\./),
    )
    expect(run.report.warnings.join(' ')).not.toContain('ran out in the middle')
    expect(endOf(run)).toEqual({ exitCode: 3, verdict: 'error' })
  })
})

test('the socket of the author breaks: that costs no message, only its echo', () => {
  const run = outcome('the author breaks')
  const { messages, phases } = run.report.result
  expect(messages).toMatchObject({ received: 20, lost: 0, recovered: 0 })
  expect(phases.echo.count).toBeLessThan(20)
  expect(endOf(run)).toEqual({ exitCode: 0, verdict: 'pass' })
})

test('nothing arrives of a whole run: it cannot pass', () => {
  const run = outcome('nothing arrives')
  expect(run.report.result.messages).toMatchObject({ sent: 20, acknowledged: 20, received: 0, lost: 20 })
  expect(run.report.result.latency).toMatchObject({ count: 0, p50: null, mean: null })
  expect(endOf(run)).toEqual({ exitCode: 3, verdict: 'error' })
})
