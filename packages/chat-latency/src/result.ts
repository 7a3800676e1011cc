import type { GeneratorReport } from '@m4sh/tools-core/load'
import type { Summary } from '@m4sh/tools-core/stats/summary'
import type { PercentileChange, ShareChange } from '@m4sh/tools-core/stats/compare-samples'

/** What one run found. Times in milliseconds unless a name says otherwise; warm-up messages are in no figure. */
export interface ChatResult {
  messages: MessageCounts
  /** Intended send → the receiver's socket has it: what a user feels. */
  latency: Summary
  phases: {
    /** Intended → sent by the try that was taken: this tool's own lateness, a rate limit, the wait for a connection. */
    clientQueue: Summary
    /** Sent → the platform has answered. Not known of messages that are published on the socket. */
    acknowledge: Summary
    /** Sent → the receiver's socket has it. */
    deliver: Summary
    /** Sent → the author's own socket has it. */
    echo: Summary
  }
  histogram: HistogramBar[]
  /** From the first intended send to the last that was sent, answered or heard. */
  totalTimeMs: number
  errors: { count: number; byKind: Record<string, number> }
  /** `brokenOff`: conversations that reached nobody any more, since receiver, token or platform was gone by the end. */
  connections: { reconnects: number; brokenOff: number }
  generator: GeneratorSection
  /**
   * Every message that was delivered: when it was due, from the start of the run, and how long it took; and when those
   * were due that did not come in time: lost, refused, or found in the history only.
   */
  samples: { at: number[]; latency: number[]; undelivered: number[] }
  comparison: Comparison | null
}

/** What became of the messages. Counts; those of the warm-up stand in `warmup` alone. */
export interface MessageCounts {
  sent: number
  acknowledged: number
  /** Delivered in time, each once. */
  received: number
  /** Not delivered within the timeout. */
  lost: number
  /** Not delivered since the socket broke, but found in the history. */
  recovered: number
  /** Deliveries that came once more. */
  duplicated: number
  /** Deliveries that a later message of the same conversation had overtaken. */
  outOfOrder: number
  /** Deliveries after the timeout; these messages are lost. */
  late: number
  /** Refused by the platform, without an answer that says it was taken, or not to be sent at all. */
  failed: number
  /** Answers that told to wait (429). */
  rateLimited: number
  warmup: number
  /** With --delete-messages. */
  deleted: number
}

/** Latencies of at least `from` and less than `to`. Milliseconds. */
export interface HistogramBar {
  from: number
  /** `null` for the last bar, which takes all that is longer. */
  to: number | null
  count: number
}

/** Whether this machine was the problem. */
export interface GeneratorSection extends GeneratorReport {
  /** How long a delivery waited in this process before it was stamped, at most. */
  turnWait: Summary
}

/** How the run differs from earlier ones, with 95 % confidence for all figures together. */
export interface Comparison {
  /** The first one. */
  baseline: ComparedRun
  baselines: ComparedRun[]
  /** Whether the intervals know how far runs of one release lie apart: only several baselines tell. */
  runToRun: 'measured' | 'unknown'
  /** By percentile. A message that never came took longer than all that did. */
  changes: Record<string, PercentileChange>
  /** Share of the messages that did not come in time: lost, refused, or found in the history only. */
  lost: ShareChange
  verdict: 'slower' | 'faster' | 'same' | 'unknown'
  /** Share by which a figure may be worse (--fail-on-regression); `null` for any. */
  allowed: number | null
  /** Percentiles (and `lost`) that are worse by more than that, which luck does not explain. */
  regressions: string[]
}

/** A run that is compared with, by its JSON report. */
export interface ComparedRun {
  file: string
  startedAt: string
  /** Delivered. */
  messages: number
}
