import { UsageError } from '@m4sh/tools-core/errors'
import { emptySummary } from '@m4sh/tools-core/stats/summary'
import { checkThresholds, readThresholds, type Threshold } from '@m4sh/tools-core/stats/thresholds'
import { comparedFigures } from './compare-runs.ts'
import type { Progress } from './live-seconds.ts'

/** Every figure that a result has; the numbers do not matter. */
const figures = {
  clients: {
    requested: 0,
    connected: 0,
    failed: 0,
    gone: 0,
    reconnects: 0,
    connect: emptySummary,
    resync: emptySummary,
  },
  messages: {
    sent: 0,
    received: 0,
    expected: 0,
    delivered: 0,
    dropped: 0,
    delayed: 0,
    reordered: 0,
    copied: 0,
    unsent: 0,
    cutOff: 0,
    lost: 0,
    duplicated: 0,
    outOfOrder: 0,
    late: 0,
    foreign: 0,
    bytesSent: 0,
    bytesReceived: 0,
    offered: 0,
    achieved: 0,
  },
  throughput: { sentPerSecond: 0, receivedPerSecond: 0, bytesSentPerSecond: 0, bytesReceivedPerSecond: 0 },
  latency: emptySummary,
  transit: emptySummary,
  fanOut: { first: emptySummary, median: emptySummary, last: emptySummary, withinBudget: 0, incomplete: 0 },
  snapshot: { requested: 0, count: 0, timedOut: 0, delay: emptySummary, bytes: emptySummary },
  convergence: {
    checked: 0,
    converged: 0,
    unchecked: 0,
    left: 0,
    diverged: 0,
    perceived: { clients: 0, wrongAtEnd: 0, staleTime: emptySummary },
  },
  errors: { count: 0, byKind: { '*': 0 } },
  generator: {
    sendLag: emptySummary,
    eventLoopLag: emptySummary,
    cpuSeconds: 0,
    cpuShare: 0,
    runWaitShare: 0,
    stealShare: 0,
    maxRssBytes: 0,
  },
  comparison: { '*': 0 },
  capacity: { clients: 0 },
}

/** What is known while a run goes on, so that `!` can end it. */
const earlyFigures: readonly string[] = ['latency', 'errors.count', 'messages.sent', 'messages.received']

/**
 * Reads thresholds before the first connection.
 * @param from where they were written, for messages
 * @throws {UsageError} for what is none, or names no figure
 */
export function readStressThresholds(expressions: readonly string[], from: string): readonly Threshold[] {
  const thresholds = readThresholds(expressions, figures, {
    times: [
      'clients.connect',
      'clients.resync',
      'transit',
      'fanOut.first',
      'fanOut.median',
      'fanOut.last',
      'convergence.perceived.staleTime',
      'generator.sendLag',
    ],
    shares: ['messages.delivered', 'fanOut.withinBudget'],
    canAbortEarly: true,
    from,
  })
  for (const threshold of thresholds) checkFigure(threshold, from)
  return thresholds
}

function checkFigure({ expression, keys, operator, abortOnFail }: Threshold, from: string): void {
  const refuse = (why: string, hint: string): never => {
    const quoted = JSON.stringify(expression)
    const given = from === '--threshold' ? `${from} ${quoted}` : `${quoted} of ${from}`
    throw new UsageError(`${given}: ${why}`, { hint })
  }
  const [section, figure] = keys
  const isEarly = earlyFigures.some((early) => `${keys.join('.')}.`.startsWith(`${early}.`))
  if (abortOnFail && !isEarly)
    refuse(
      'its figure is known only at the end',
      `Leave the ! out; what can end a run early is ${earlyFigures.join(', ')}.`,
    )
  if (abortOnFail && section !== 'latency' && operator.startsWith('>'))
    refuse('it is missed until so much has come, from the first second on', 'Leave the ! out.')
  if (section === 'comparison' && !comparedFigures.some((one) => one === figure))
    refuse(`${figure} is not compared`, `Compared are ${comparedFigures.join(', ')}.`)
}

/** A list counts as its length: `convergence.diverged==0`. What was not compared is unknown, and passes nothing. */
export function figuresOf(result: {
  readonly convergence: { readonly diverged: readonly unknown[] }
  readonly comparison: { readonly figures: Readonly<Record<string, { readonly ratio: number | null }>> } | null
}): object {
  const ratios = comparedFigures.map((name) => [name, result.comparison?.figures[name]?.ratio ?? null] as const)
  return {
    ...result,
    convergence: { ...result.convergence, diverged: result.convergence.diverged.length },
    comparison: Object.fromEntries(ratios),
  }
}

/** The first of those with `!` that is missed already; what is not known yet is not missed. */
export function missedEarly(thresholds: readonly Threshold[], progress: Progress): string | null {
  const { errors, sent, received } = progress
  const known = { latency: lowerEdges(progress.latency), errors: { count: errors }, messages: { sent, received } }
  const rows = checkThresholds(
    thresholds.filter(({ abortOnFail }) => abortOnFail),
    known,
  )
  return rows.find(({ passed, actual }) => !passed && actual !== null)?.expression ?? null
}

/** The seconds' histograms are coarse, and tell the upper edge: what may still hold at the end ends no run. */
function lowerEdges(latency: Progress['latency']): Readonly<Record<string, number | null>> {
  const edges = Object.entries(latency).map(([key, value]: [string, number | null]): [string, number | null] => {
    const isExact = key === 'count' || key === 'min' || key === 'max' || key === 'mean' || key === 'avg'
    return [key, value === null || isExact ? value : value * (1 - 2 ** -7)]
  })
  return Object.fromEntries(edges)
}
