import type { Random } from '../values/random.ts'
import { nearestRank } from './nearest-rank.ts'

/** How one percentile changed from one run to another. Milliseconds, or whatever the samples are. */
export interface PercentileChange {
  readonly old: number
  readonly new: number
  /** new − old. */
  readonly difference: number
  /** new ÷ old; `null` where the old one is 0. */
  readonly ratio: number | null
  /** The difference lies between these with 95 % confidence. */
  readonly low: number
  readonly high: number
  /** `same`: no difference is shown, which is not to say that there is none. */
  readonly verdict: 'slower' | 'faster' | 'same'
}

export interface CompareOptions {
  readonly random: Random
  /** Percentiles to compare. 50, 95 and 99 if left out. */
  readonly percentiles?: readonly number[]
  /** How often the difference is drawn anew. 10,000 if left out. */
  readonly resamples?: number
}

/** Below this many samples beyond it a percentile says nothing of the run, only of its luck. */
const leastBeyond = 1

/**
 * Compares two runs percentile by percentile, with a bootstrap confidence interval of the difference: what it would be if
 * both runs were made again and again. Percentiles that a run has too few samples for are left out.
 *
 * The k-th smallest of n draws with replacement from n sorted samples stands at place ⌊n·U⌋, where U is the k-th smallest
 * of n uniform numbers, which is Beta(k, n − k + 1): so nothing has to be drawn n times, nor sorted.
 * Source: Efron & Tibshirani, An Introduction to the Bootstrap, ch. 13; David & Nagaraja, Order Statistics, ch. 2.
 */
export function compareSamples(
  old: readonly number[],
  now: readonly number[],
  { random, percentiles = [50, 95, 99], resamples = 10_000 }: CompareOptions,
): Readonly<Record<string, PercentileChange>> {
  const [before, after] = [Float64Array.from(old).sort(), Float64Array.from(now).sort()]
  const changes = percentiles.flatMap((percent) => {
    const change = compareAt(before, after, percent, random, resamples)
    return change === null ? [] : [[`p${String(percent).replace('.', '')}`, change] as const]
  })
  return Object.fromEntries(changes)
}

function compareAt(
  old: Float64Array,
  now: Float64Array,
  percent: number,
  random: Random,
  resamples: number,
): PercentileChange | null {
  if (!isKnown(old.length, percent) || !isKnown(now.length, percent)) return null
  const [a, b] = [old[nearestRank(percent, old.length) - 1] ?? 0, now[nearestRank(percent, now.length) - 1] ?? 0]
  const differences = new Float64Array(resamples)
  for (let at = 0; at < resamples; at++)
    differences[at] = resampled(now, percent, random) - resampled(old, percent, random)
  differences.sort()
  const [low, high] = [
    differences[Math.floor(resamples * 0.025)] ?? 0,
    differences[Math.ceil(resamples * 0.975) - 1] ?? 0,
  ]
  return {
    old: a,
    new: b,
    difference: b - a,
    ratio: a === 0 ? null : b / a,
    low,
    high,
    verdict: low > 0 ? 'slower' : high < 0 ? 'faster' : 'same',
  }
}

function isKnown(count: number, percent: number): boolean {
  return count > 0 && count - nearestRank(percent, count) >= leastBeyond
}

function resampled(sorted: Float64Array, percent: number, random: Random): number {
  const count = sorted.length
  const rank = nearestRank(percent, count)
  const [x, y] = [drawGamma(rank, random), drawGamma(count - rank + 1, random)]
  return sorted[Math.min(count - 1, Math.floor((count * x) / (x + y)))] ?? 0
}

/** Marsaglia & Tsang, A simple method for generating gamma variables (2000); of shape 1 and above. */
function drawGamma(shape: number, random: Random): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = random.normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}
