import { beforeAll, describe, expect, test } from '@jest/globals'
import { type Behaviour, type ChatPlatform, eventOf, isPost, tokenOf, withPlatform } from '../peers/chat-platform.ts'
import { type Commanded, flagsFor, reportOf } from '../peers/run-chat.ts'

/** Forty messages, of which the tenth is the turning point: far from the end, for POSTs may overtake one another. */
const load = ['-n', '40', '--interval', '30', '--warmup', '0']

interface Row {
  readonly behaviour: Behaviour
  readonly timeout?: string
  readonly more?: readonly string[]
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

/** The author's socket breaks at the fifth message, and is back long before the last, which is never delivered. */
function lateLoss(): Behaviour {
  let published = 0
  return {
    heard: (frame, _, platform) => {
      if (frame['type'] !== 'chat.message.send' || ++published !== 5) return false
      platform.write(2, frame)
      for (const socket of socketsOf(platform, 2)) socket.terminate()
      return true
    },
    deliver: (message, client) =>
      client.token === tokenOf(3) && message.text.includes('-1n ') ? [] : [eventOf(message, client)],
  }
}

/** The receiver may subscribe once. */
function refusingTheSecond(): NonNullable<Behaviour['heard']> {
  let subscriptions = 0
  return (frame, { token, socket }) => {
    if (frame['type'] !== 'subscribe' || token !== tokenOf(3) || ++subscriptions === 1) return false
    socket.send(JSON.stringify({ type: 'error', code: 'WS_FORBIDDEN', detail: 'no access any more' }))
    return true
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
  'nobody takes anything any more': {
    behaviour: { answer: (request) => (isPost(request) && request.posts > 10 ? { status: 502 } : undefined) },
    timeout: '2s',
  },
  'access is taken away': {
    behaviour: { answer: (request) => (isPost(request) && request.posts > 10 ? { status: 403 } : undefined) },
  },
  'the last message is refused': {
    behaviour: { answer: (request) => (isPost(request) && request.posts === 40 ? { status: 503 } : undefined) },
  },
  'all is taken, and late': {
    behaviour: {
      answer: (request, platform) => {
        if (!isPost(request)) return undefined
        platform.after(request.posts > 5 ? 1200 : 0, () => platform.write(2, request.body))
        return { status: 201, body: {} }
      },
    },
    timeout: '1s',
  },
  'the author breaks, is back, and the last message is lost': {
    behaviour: lateLoss(),
    timeout: '1s',
    more: ['--transport', 'ws', '-n', '60', '--interval', '50'],
  },
  'the receiver is not let in again': {
    behaviour: { answer: breaks, heard: refusingTheSecond() },
    timeout: '500ms',
    more: ['-n', '80', '--interval', '50'],
  },
  'nothing arrives': { behaviour: { deliver: () => [] }, timeout: '2s' },
} satisfies Record<string, Row>

type Outcome = Awaited<ReturnType<typeof reportOf>> & { readonly tookMs: number }
const outcomes = new Map<string, Outcome>()

async function runRow(name: string, { behaviour, timeout = '3s', more = [] }: Row): Promise<void> {
  const startedAt = performance.now()
  const own = more.includes('-n') ? ['--warmup', '0'] : load
  const finished = await withPlatform(behaviour, async (platform) => {
    return await reportOf([...flagsFor(platform), ...own, ...more, '--timeout', timeout])
  })
  outcomes.set(name, { ...finished, tookMs: performance.now() - startedAt })
}

/** They mostly wait; more at once would be late for each other's sake. */
const atOnce = 6

beforeAll(async () => {
  const all = Object.entries<Row>(rows)
  for (let at = 0; at < all.length; at += atOnce)
    await Promise.all(all.slice(at, at + atOnce).map(async ([name, row]) => await runRow(name, row)))
}, 120_000)

/** What came of a run, in which every message is accounted for, once. */
function outcome(name: keyof typeof rows): Outcome {
  const found = outcomes.get(name)
  if (found === undefined) throw new Error(`there was no run ${name}`)
  const { received, lost, recovered, failed } = found.report.result.messages
  expect(received + lost + recovered + failed).toBe(found.report.options['messages'])
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
    expect(messages).toMatchObject({ sent: 40, received: 9, failed: 31, lost: 0 })
    expect(errors).toEqual({ count: 31, byKind: { unauthorized: 31 } })
    expect(run.report.warnings).toContain('The token ran out in the middle of the run: 31 messages refused (401).')
    expect(endOf(run)).toEqual({ exitCode: 3, verdict: 'error' })
  })

  test('that is refused for one message only: an error of that message', () => {
    const run = outcome('the token is bad once')
    expect(run.report.result.messages).toMatchObject({ received: 39, failed: 1 })
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
    expect(run.report.result.messages).toMatchObject({ sent: 40, received: 9, lost: 31, failed: 0 })
    expect(run.report.result.errors).toEqual({ count: 31, byKind: { timeout: 31 } })
    expect(endOf(run)).toEqual({ exitCode: 3, verdict: 'error' })
  })
})

describe('the socket of the receiver', () => {
  test('breaks once: it comes back, and what was written meanwhile is in the history', () => {
    const run = outcome('the receiver breaks')
    const { messages, errors, connections, latency } = run.report.result
    // It comes back after 0.7 s at least; much was written by then.
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
  expect(messages).toMatchObject({ received: 40, lost: 0, recovered: 0 })
  expect(phases.echo.count).toBeLessThan(40)
  expect(endOf(run)).toEqual({ exitCode: 0, verdict: 'pass' })
})

test('nothing arrives of a whole run: it cannot pass', () => {
  const run = outcome('nothing arrives')
  expect(run.report.result.messages).toMatchObject({ sent: 40, acknowledged: 40, received: 0, lost: 40 })
  expect(run.report.result.latency).toMatchObject({ count: 0, p50: null, mean: null })
  expect(endOf(run)).toEqual({ exitCode: 3, verdict: 'error' })
})

describe('a platform that reaches nobody any more', () => {
  test.each([
    ['nobody takes anything any more', { received: 10, failed: 30, lost: 0 }],
    ['access is taken away', { received: 10, failed: 30, lost: 0 }],
  ] as const)('%s: the run could not do its job', (name, messages) => {
    const run = outcome(name)
    expect(run.report.result).toMatchObject({ messages, connections: { brokenOff: 1 } })
    expect(run.report.warnings).toContain('1 conversation had come to a standstill before the run ended.')
    expect(endOf(run)).toEqual({ exitCode: 3, verdict: 'error' })
  })

  test('is none that refuses a single message, be it the last', () => {
    const run = outcome('the last message is refused')
    expect(run.report.result.messages).toMatchObject({ received: 39, failed: 1 })
    expect(endOf(run)).toEqual({ exitCode: 0, verdict: 'pass' })
  })

  test('is none that takes everything, however late', () => {
    const run = outcome('all is taken, and late')
    expect(run.report.result.messages).toMatchObject({ received: 5, lost: 35 })
    expect(run.report.result.messages.late).toBeGreaterThan(5)
    expect(endOf(run)).toEqual({ exitCode: 0, verdict: 'pass' })
  })

  test('is none whose error is long over', () => {
    const run = outcome('the author breaks, is back, and the last message is lost')
    const { messages, errors } = run.report.result
    expect(errors.byKind['no-socket']).toBeGreaterThan(0)
    expect(messages.lost).toBeGreaterThanOrEqual(1)
    expect(messages.received).toBeGreaterThan(10)
    expect(endOf(run)).toEqual({ exitCode: 0, verdict: 'pass' })
  })
})

test('a receiver that is not let in again when it is back: it hears nothing, and the report says why', () => {
  const run = outcome('the receiver is not let in again')
  const { messages, errors, connections } = run.report.result
  expect(messages.lost).toBeGreaterThan(40)
  expect(errors.byKind).toMatchObject({ dropped: 1, WS_FORBIDDEN: 1 })
  expect(connections).toEqual({ reconnects: 0, brokenOff: 1 })
  expect(run.report.warnings).toContain(
    '1 socket ended: the gateway refused chat:user:3 when it was back: WS_FORBIDDEN (no access any more).',
  )
  expect(endOf(run)).toEqual({ exitCode: 3, verdict: 'error' })
})
