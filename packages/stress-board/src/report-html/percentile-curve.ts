import type { Histogram } from '@m4sh/tools-core/stats/histogram'
import { drawnLogarithmic } from './chart.ts'

/** Points between a share of slower samples and a tenth of it. */
const pointsPerDecade = 20

/**
 * Where percentiles are asked for: 1 ÷ (1 - p), evenly in its logarithm, as far as there are samples to tell them.
 * 1 is the least value, 2 the median, 100 the 99th percentile.
 */
export function ranksFor(count: number): number[] {
  if (count < 1) return []
  const last = Math.floor(Math.log10(count) * pointsPerDecade)
  const ranks = Array.from({ length: last + 1 }, (_, at) => 10 ** (at / pointsPerDecade))
  return ranks.at(-1) === count ? ranks : [...ranks, count]
}

/** Milliseconds at each rank; `null` where a histogram has too few samples to say. */
export function percentileCurve(histogram: Histogram, ranks: readonly number[]): (number | null)[] {
  return ranks.map((rank) => (rank > histogram.count ? null : drawnLogarithmic(histogram.percentile(percentAt(rank)))))
}

export function percentAt(rank: number): number {
  return 100 * (1 - 1 / rank)
}
