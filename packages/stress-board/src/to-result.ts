import { reportGenerator } from '@m4sh/tools-core/load'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { inMicroseconds, type Summary } from '@m4sh/tools-core/stats/summary'
import type { RawHistogramName, RawResult } from './engine/raw-result.ts'
import type { SecondSample } from './engine/recorder.ts'
import type { StressResult, TimelinePoint } from './result.ts'

/** What a result needs beside what was counted. */
export interface ResultFacts {
  readonly budgetMs: number
  readonly workers: number
  /** The same for all parts of one run. */
  readonly planId: string
  readonly floor: { readonly p50: number | null; readonly p99: number | null }
}

/** The figures of a report, out of what was counted. Pure. */
export function toResult(raw: RawResult, { budgetMs, workers, floor }: ResultFacts): StressResult {
  const { counts, convergence } = raw
  const summary = (name: RawHistogramName): Summary =>
    inMicroseconds(Histogram.fromJSON(raw.histograms[name]).summary())
  const seconds = Math.max(raw.activeMs, 1) / 1000
  const latency = summary('latency')
  return {
    clients: {
      requested: raw.clients,
      connected: counts.connected,
      failed: counts.failed,
      gone: convergence.gone,
      reconnects: counts.reconnects,
      connect: summary('connect'),
      resync: summary('resync'),
    },
    messages: {
      sent: counts.sent,
      received: counts.received,
      expected: counts.expected,
      delivered: counts.expected > 0 ? counts.received / counts.expected : null,
      dropped: counts.dropped,
      delayed: counts.delayed,
      reordered: counts.reordered,
      copied: counts.copied,
      unsent: counts.unsent,
      cutOff: counts.cutOff,
      lost: counts.lost,
      duplicated: counts.duplicated,
      outOfOrder: counts.outOfOrder,
      late: counts.late,
      foreign: counts.foreign,
      bytesSent: counts.bytesSent,
      bytesReceived: counts.bytesReceived,
      offered: counts.offered,
      achieved: counts.achieved,
    },
    throughput: {
      sentPerSecond: counts.sent / seconds,
      receivedPerSecond: counts.received / seconds,
      bytesSentPerSecond: counts.bytesSent / seconds,
      bytesReceivedPerSecond: counts.bytesReceived / seconds,
    },
    latency,
    transit: summary('transit'),
    fanOut: {
      first: summary('first'),
      median: summary('median'),
      last: summary('last'),
      budgetMs,
      // What never came was not in time.
      withinBudget: counts.expected > 0 ? Math.min(1, counts.withinBudget / counts.expected) : null,
      incomplete: counts.incomplete,
    },
    snapshot: {
      requested: counts.snapshotRequests,
      count: counts.snapshots,
      timedOut: counts.snapshotTimeouts,
      delay: summary('snapshotDelay'),
      bytes: inBytes(summary('snapshotBytes')),
    },
    convergence: {
      checked: convergence.checked,
      converged: convergence.checked - convergence.diverged.length,
      unchecked: convergence.unchecked,
      left: convergence.left,
      diverged: [...convergence.diverged],
      perceived: {
        clients: convergence.perceivedClients,
        wrongAtEnd: convergence.wrongAtEnd,
        staleTime: summary('stale'),
      },
    },
    errors: {
      count: Object.values(raw.errors).reduce((sum, count) => sum + count, 0),
      byKind: { ...raw.errors },
    },
    generator: {
      ...reportGenerator(raw.generator, {
        sendLag: summary('sendLag'),
        headline: latency,
        offered: counts.offered,
        achieved: counts.achieved,
        floor,
      }),
      workers,
    },
    ledger: { total: raw.ledger.total, entries: [...raw.ledger.entries] },
    rooms: [...raw.rooms],
    timeline: raw.seconds.map(toPoint),
    histograms: {
      latency: raw.histograms.latency,
      transit: raw.histograms.transit,
      sendLag: raw.histograms.sendLag,
    },
    comparison: null,
    capacity: null,
    part: null,
  }
}

export function toPoint({ t, sent, received, errors, connected, latency }: SecondSample): TimelinePoint {
  const { p50, p95, p99 } = Histogram.fromJSON(latency).summary()
  return { t, sent, received, errors, connected, p50, p95, p99 }
}

/** Kept as kilobytes, since a histogram ends at 71 minutes. */
function inBytes({ count, ...figures }: Summary): Summary {
  const entries = Object.entries(figures).map(([key, value]: [string, number | null]) => [
    key,
    value === null ? null : Math.round(value * 1000),
  ])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same keys
  return { count, ...Object.fromEntries(entries) } as Summary
}
