/** A confidence interval as it is drawn: places from 0, the left end, to 1. */
export interface IntervalMarks {
  readonly low: number
  readonly high: number
  /** Of the value itself. */
  readonly at: number
  /** Of no change. */
  readonly zero: number
  /** Of what is still allowed, where something is. */
  readonly limit: number | null
}

export interface Interval {
  readonly low: number
  readonly high: number
  readonly value: number
}

/** One scale for all intervals, so that rows compare: from the least to the most of them, 0 and the limit. */
export class IntervalScale {
  readonly #limit: number | null
  /** Left and right end, in the unit of the intervals. */
  readonly from: number
  readonly to: number

  constructor(intervals: readonly Interval[], limit: number | null = null) {
    const ends = [0, limit ?? 0, ...intervals.flatMap(({ low, high, value }) => [low, high, value])]
    this.#limit = limit
    this.from = ends.reduce((a, b) => Math.min(a, b))
    this.to = ends.reduce((a, b) => Math.max(a, b))
  }

  marks({ low, high, value }: Interval): IntervalMarks {
    const limit = this.#limit === null ? null : this.#place(this.#limit)
    return { low: this.#place(low), high: this.#place(high), at: this.#place(value), zero: this.#place(0), limit }
  }

  /** The middle where all are 0. */
  #place(value: number): number {
    return this.to === this.from ? 0.5 : (value - this.from) / (this.to - this.from)
  }
}
