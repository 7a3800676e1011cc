import { BucketCounts, type FilledBucket } from './bucket-counts.ts'
import { decodeHdr, encodeHdr } from './hdr-encoding.ts'
import { highestValue } from './hdr-layout.ts'
import { type HistogramJson, readHistogramJson } from './histogram-json.ts'
import { Moments } from './moments.ts'
import { nearestRank } from './nearest-rank.ts'
import { type Summary, summaryOf } from './summary.ts'

export type { HistogramJson } from './histogram-json.ts'

/** What a histogram can hold, and how finely. */
export interface HistogramOptions {
  /**
   * From 1 to 18: buckets are at most 2^(1 - bits) of their values wide. 11 if left out, which is 0.1 % and what
   * HdrHistogram has for three digits.
   */
  readonly subBucketBits?: number
}

/** Milliseconds from `from` up to, but not with, `to`; samples are rounded to microseconds first. */
export interface Bucket {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** Milliseconds, about 71 minutes; see {@link Histogram.clamped}. */
export const highestTrackableMs = highestValue / 1000

/**
 * Records times in milliseconds, in the buckets of HdrHistogram. Count, minimum, maximum, mean and standard deviation are
 * exact, percentiles are as exact as the buckets. Histograms of the same `subBucketBits` merge without loss.
 */
export class Histogram {
  /** Of whole microseconds. */
  readonly #counts: BucketCounts
  #moments = new Moments()
  #clamped = 0

  /** @throws {RangeError} for `subBucketBits` out of range */
  constructor({ subBucketBits = 11 }: HistogramOptions = {}) {
    this.#counts = new BucketCounts(subBucketBits)
  }

  get subBucketBits(): number {
    return this.#counts.subBucketBits
  }

  /**
   * Counts a sample so many times. A negative one, noise of a clock, is 0.
   * @throws {RangeError} for what is no finite number or is 2^53 ms or more, for a count that is no whole number from 0
   *   up, and for the 2^53rd sample; nothing has changed then
   */
  record(ms: number, count = 1): void {
    if (count !== 1 || !(ms > 0 && ms <= highestTrackableMs) || this.count === Number.MAX_SAFE_INTEGER) {
      this.#recordUnusual(ms, count)
      return
    }
    this.#moments.add(ms)
    this.#counts.add(toMicroseconds(ms), 1)
  }

  #recordUnusual(ms: number, count: number): void {
    if (!Number.isFinite(ms) || ms > Number.MAX_SAFE_INTEGER)
      throw new RangeError(`A sample is ${ms} ms: a number below 2^53 is wanted.`)
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`A sample was counted ${count} times: a whole number from 0 up is wanted.`)
    if (count === 0) return
    const value = Math.max(0, ms)
    this.#moments.merge({ count, min: value, max: value, mean: value, m2: 0 })
    if (value > highestTrackableMs) this.#clamped += count
    this.#counts.add(toMicroseconds(value), count)
  }

  get count(): number {
    return this.#moments.count
  }

  /** Samples above {@link highestTrackableMs}: counted in the last bucket, exact in all figures but percentiles. */
  get clamped(): number {
    return this.#clamped
  }

  /** Milliseconds; `null` without samples, as are the next ones. */
  get min(): number | null {
    return this.#orNull(this.#moments.min)
  }

  get max(): number | null {
    return this.#orNull(this.#moments.max)
  }

  get mean(): number | null {
    return this.#orNull(this.#moments.mean)
  }

  /** Of a sample: divided by n - 1. One sample has 0. */
  get stdev(): number | null {
    return this.#orNull(this.#moments.stdev)
  }

  #orNull(figure: number): number | null {
    return this.count === 0 ? null : figure
  }

  /**
   * The nearest rank, in milliseconds: the highest value of its bucket, but never one outside of minimum and maximum. The
   * first and the last sample are exact. `null` without samples.
   * @param percent from 0 to 100
   * @throws {RangeError} for a percent outside of that
   */
  percentile(percent: number): number | null {
    return this.#orNull(this.#valueAt(nearestRank(percent, this.count)))
  }

  #valueAt(rank: number): number {
    const { count, min, max } = this.#moments
    if (rank <= 1) return min
    if (rank === count) return max
    return Math.min(max, Math.max(min, this.#counts.highestAt(rank) / 1000))
  }

  summary(): Summary {
    return summaryOf(this.#moments, (percent) => this.#valueAt(nearestRank(percent, this.count)))
  }

  /**
   * The share of samples, from 0 to 1, that are not above a limit in milliseconds. All of the limit's bucket count as not
   * above, unless they are known to be. `null` without samples.
   * @throws {RangeError} if the limit is NaN
   */
  shares(limitMs: number): number | null {
    if (Number.isNaN(limitMs)) throw new RangeError('The limit is NaN: a number of milliseconds is wanted.')
    const { count, min, max } = this.#moments
    if (count === 0) return null
    if (limitMs < min) return 0
    if (limitMs >= max) return 1
    const within = this.#counts.countUpTo(toMicroseconds(limitMs))
    // The maximum and all that were clamped are above the limit, though they are in its bucket.
    return (within === count ? count - Math.max(1, this.#clamped) : within) / count
  }

  /** Those that are not empty, in ascending order. */
  buckets(): Bucket[] {
    return this.#counts
      .filled()
      .map(({ lowest, highest, count }) => ({ from: lowest / 1000, to: (highest + 1) / 1000, count }))
  }

  /**
   * Adds the samples of another one, which stays as it is.
   * @throws {RangeError} if its `subBucketBits` are others, or there were 2^53 samples; nothing has changed then
   */
  merge(other: Histogram): this {
    const { subBucketBits } = this
    if (other.subBucketBits !== subBucketBits)
      throw new RangeError(
        `A histogram of ${other.subBucketBits} subBucketBits came to one of ${subBucketBits}: the same are wanted.`,
      )
    this.#moments.merge(other.#moments)
    this.#clamped += other.#clamped
    for (const { lowest, count } of other.#counts.filled()) this.#counts.add(lowest, count)
    return this
  }

  clone(): Histogram {
    return new Histogram(this).merge(this)
  }

  /** Forgets all samples, and keeps the storage for others. */
  reset(): void {
    this.#moments = new Moments()
    this.#counts.clear()
    this.#clamped = 0
  }

  /** Without loss: {@link Histogram.fromJSON} gives an equal one. */
  toJSON(): HistogramJson {
    const { subBucketBits, count, clamped, min, max, mean } = this
    // Their highest values give the percentiles of this one to whoever decodes them.
    const recorded = this.#counts.filled().map((bucket) => ({ value: bucket.highest, count: bucket.count }))
    return {
      hdr: encodeHdr(recorded, subBucketBits),
      subBucketBits,
      count,
      clamped,
      min,
      max,
      mean,
      m2: this.#moments.m2,
    }
  }

  /** @throws {RangeError} for what {@link toJSON} cannot have given: what is damaged, or does not fit together */
  static fromJSON(value: unknown): Histogram {
    const { hdr, subBucketBits, clamped, moments } = readHistogramJson(value)
    const histogram = new Histogram({ subBucketBits })
    for (const { value: micros, count } of decodeHdr(hdr, subBucketBits)) histogram.#counts.add(micros, count)
    histogram.#moments.merge(moments)
    histogram.#clamped = clamped
    if (!histogram.#isConsistent()) throw new RangeError('The figures of the histogram do not fit to its counts.')
    return histogram
  }

  #isConsistent(): boolean {
    const { count, min, max } = this.#moments
    const filled = this.#counts.filled()
    if (filled.reduce((sum, bucket) => sum + bucket.count, 0) !== count) return false
    const [first] = filled
    const last = filled.at(-1)
    if (!first || !last) return this.#clamped === 0
    return (
      holds(first, min) &&
      holds(last, max) &&
      this.#clamped <= last.count &&
      this.#clamped > 0 === max > highestTrackableMs
    )
  }
}

function holds({ lowest, highest }: FilledBucket, ms: number): boolean {
  const value = toMicroseconds(ms)
  return lowest <= value && value <= highest
}

/** Rounded, as 1.005 ms are 1004.9999999999999 µs. */
function toMicroseconds(ms: number): number {
  return (Math.min(ms, highestTrackableMs) * 1000 + 0.5) >>> 0
}
