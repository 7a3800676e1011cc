import { UsageError } from '@m4sh/tools-core/errors'
import { emptySummary, type Summary } from '@m4sh/tools-core/stats/summary'
import { readThresholds, type Threshold } from '@m4sh/tools-core/stats/thresholds'
import type { ChatResult } from './result.ts'

/** A part of a result as thresholds see it: its figures, without lists and words. A map is open: `*` stands for its keys. */
type FiguresOf<Part> = {
  [Key in keyof Part as Part[Key] extends string | readonly unknown[] ? never : Key]: Part[Key] extends number | null
    ? number
    : Part[Key] extends Summary
      ? Summary
      : Part[Key] extends Record<string, number>
        ? string extends keyof Part[Key]
          ? { '*': number }
          : FiguresOf<Part[Key]>
        : FiguresOf<Part[Key]>
}

const change = { old: 0, new: 0, difference: 0, ratio: 0, low: 0, high: 0 }
const lost = { old: 0, new: 0, difference: 0, low: 0, high: 0 }
const inTime = ['old', 'new', 'difference', 'low', 'high'] as const

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
  comparison: { changes: { p50: change, p90: change, p95: change, p99: change }, lost },
} satisfies FiguresOf<Omit<ChatResult, 'samples' | 'comparison'>> & { comparison: unknown }

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
      ...['p50', 'p90', 'p95', 'p99'].flatMap((name) => inTime.map((figure) => `comparison.changes.${name}.${figure}`)),
    ],
    shares: inTime.map((figure) => `comparison.lost.${figure}`),
    from,
  })
}

/** @throws {UsageError} for a figure that this run will not have */
export function checkKnowable(
  thresholds: readonly Threshold[],
  { baselineFiles }: { readonly baselineFiles: readonly string[] },
): void {
  const compared = thresholds.find(({ keys: [section] }) => section === 'comparison')
  if (compared === undefined || baselineFiles.length > 0) return
  throw new UsageError(
    `--threshold ${JSON.stringify(compared.expression)}: there is no comparison without --baseline`,
    {
      hint: 'Give the JSON report of an earlier run with --baseline, or leave the threshold out.',
    },
  )
}
