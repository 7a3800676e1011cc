import { Moments } from './moments.ts'
import { nearestRank } from './nearest-rank.ts'

/** Figures of samples, in their unit. Without samples `count` is 0 and all others are `null`. */
export interface Summary {
  readonly count: number
  readonly min: number | null
  readonly max: number | null
  readonly mean: number | null
  /** The same as `mean`. */
  readonly avg: number | null
  /** The same as `p50`. */
  readonly median: number | null
  /** Of a sample: divided by n - 1. One sample has 0. */
  readonly stdev: number | null
  /** Percentiles are nearest ranks: the smallest sample that so many percent of the samples do not exceed. */
  readonly p50: number | null
  readonly p90: number | null
  readonly p95: number | null
  readonly p99: number | null
  /** 99.9 % */
  readonly p999: number | null
}

/** Of no samples. */
export const emptySummary: Summary = Object.freeze({
  count: 0,
  min: null,
  max: null,
  mean: null,
  avg: null,
  median: null,
  stdev: null,
  p50: null,
  p90: null,
  p95: null,
  p99: null,
  p999: null,
})

/**
 * Exact figures; the samples stay as they are.
 * @throws {RangeError} for a sample that is no finite number
 */
export function summarize(samples: readonly number[] | Float64Array): Summary {
  const sorted = new Float64Array(samples).sort()
  const moments = new Moments()
  for (const sample of sorted) {
    if (!Number.isFinite(sample)) throw new RangeError(`There is a sample ${sample}: finite numbers are wanted.`)
    moments.add(sample)
  }
  return summaryOf(moments, (percent) => sorted[nearestRank(percent, sorted.length) - 1] ?? 0)
}

/** @param percentile is asked only if there are samples */
export function summaryOf(moments: Moments, percentile: (percent: number) => number): Summary {
  const { count, min, max, mean, stdev } = moments
  if (count === 0) return { ...emptySummary }
  const p50 = percentile(50)
  return {
    count,
    min,
    max,
    mean,
    avg: mean,
    median: p50,
    stdev,
    p50,
    p90: percentile(90),
    p95: percentile(95),
    p99: percentile(99),
    p999: percentile(99.9),
  }
}

/** What lies below a microsecond is noise of the clock. */
export function roundToMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000
}

/** A summary of milliseconds, to the microsecond. */
export function inMicroseconds(summary: Summary): Summary {
  const entries = Object.entries(summary).map(([key, value]: [string, number | null]) => [
    key,
    value === null ? null : roundToMicroseconds(value),
  ])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same keys
  return Object.fromEntries(entries) as Summary
}
