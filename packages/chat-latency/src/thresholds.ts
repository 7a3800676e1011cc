import { emptySummary } from '@m4sh/tools-core/stats/summary'
import { readThresholds, type Threshold } from '@m4sh/tools-core/stats/thresholds'

/** Every figure that a result has; the numbers do not matter. */
const figures = {
  messages: {
    sent: 0,
    acknowledged: 0,
    received: 0,
    lost: 0,
    recovered: 0,
    duplicated: 0,
    outOfOrder: 0,
    late: 0,
    failed: 0,
    rateLimited: 0,
    warmup: 0,
    deleted: 0,
  },
  latency: emptySummary,
  phases: { clientQueue: emptySummary, acknowledge: emptySummary, deliver: emptySummary, echo: emptySummary },
  totalTimeMs: 0,
  errors: { count: 0, byKind: { '*': 0 } },
  connections: { reconnects: 0, brokenOff: 0 },
  generator: {
    sendLag: emptySummary,
    turnWait: emptySummary,
    eventLoopLag: emptySummary,
    cpuSeconds: 0,
    cpuShare: 0,
    runWaitShare: 0,
    stealShare: 0,
    maxRssBytes: 0,
    floor: { p50: 0, p99: 0 },
  },
}

/**
 * Reads thresholds before the first connection.
 * @param from where they were written, for messages
 * @throws {UsageError} for what is none, or names no figure
 */
export function readChatThresholds(expressions: readonly string[], from: string): readonly Threshold[] {
  return readThresholds(expressions, figures, {
    times: [
      'phases.clientQueue',
      'phases.acknowledge',
      'phases.deliver',
      'phases.echo',
      'generator.sendLag',
      'generator.turnWait',
      'generator.floor',
    ],
    from,
  })
}
