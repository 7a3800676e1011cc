import type { Unit } from '../html/chart.ts'
import type { Report } from '../report.ts'

/**
 * How a tool's runs are told beside each other, in one language. Declared as data: another tool, or another version, draws
 * it too.
 */
export interface HistoryView<Result> {
  /** What was run, in a few words: `20 clients on lesson 1`. */
  readonly subject: (report: Report<Result>) => string
  /** What it was run against: runs of one target make one line, so nothing that changes from run to run belongs in it. */
  readonly target: (report: Report<Result>) => string
  /**
   * Whether the run has figures to follow; every one has if it is left out. What measured nothing, a dry run for instance,
   * has zeros that are none.
   */
  readonly isMeasured?: (report: Report<Result>) => boolean
  /** Each is a picture; the first line of each is told in the list of runs. */
  readonly trends: readonly Trend[]
}

/** Figures of one unit, whose course over runs is worth a picture. */
export interface Trend {
  readonly title: string
  readonly unit: Unit
  /** `null` where neither is. */
  readonly better: 'less' | 'more' | null
  /** At most four. */
  readonly lines: readonly TrendLine[]
}

/** One figure of a report, followed from run to run. */
export interface TrendLine {
  /** Says enough by itself: `p95`, `delivered`. */
  readonly label: string
  /** Into the report: `result.latency.p95`; of a list its length. `findings.error` counts findings of that severity. */
  readonly path: string
}
