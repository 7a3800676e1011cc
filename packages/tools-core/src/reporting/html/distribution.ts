import { nearestRank } from '../../stats/nearest-rank.ts'

/** What is asked of samples, however they are kept: a `Histogram` is one. Milliseconds; `null` without samples. */
export interface Distribution {
  readonly count: number
  readonly min: number | null
  readonly max: number | null
  /** @param percent from 0 to 100 */
  percentile(percent: number): number | null
}

/** Exact percentiles, by nearest rank; the samples stay as they are. */
export function distributionOf(samples: readonly number[]): Distribution {
  const sorted = Float64Array.from(samples).sort()
  const { length: count } = sorted
  return {
    count,
    min: sorted[0] ?? null,
    max: sorted[count - 1] ?? null,
    percentile: (percent) => (count === 0 ? null : (sorted[nearestRank(percent, count) - 1] ?? null)),
  }
}
