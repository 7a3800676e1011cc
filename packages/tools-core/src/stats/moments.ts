/** What of samples can be known exactly without keeping them. */
export interface SampleMoments {
  readonly count: number
  readonly min: number
  readonly max: number
  readonly mean: number
  /** Sum of the squared distances from the mean. */
  readonly m2: number
}

/** Running figures that neither drift nor cancel, however far the samples are from zero. */
export class Moments implements SampleMoments {
  count = 0
  /** Infinity without samples. */
  min = Infinity
  /** -Infinity without samples. */
  max = -Infinity
  mean = 0
  m2 = 0

  /** Welford: https://doi.org/10.1080/00401706.1962.10490022 */
  add(value: number): void {
    this.count += 1
    const distance = value - this.mean
    this.mean += distance / this.count
    this.m2 += distance * (value - this.mean)
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
  }

  /**
   * Chan, Golub, LeVeque: http://i.stanford.edu/pub/cstr/reports/cs/tr/79/773/CS-TR-79-773.pdf
   * @throws {RangeError} if there were more samples than can be counted; nothing has changed then
   */
  merge({ count, min, max, mean, m2 }: SampleMoments): void {
    if (count === 0) return
    const total = this.count + count
    if (!Number.isSafeInteger(total)) throw new RangeError(`${this.count} and ${count} samples are too many to count.`)
    const distance = mean - this.mean
    this.min = Math.min(this.min, min)
    this.max = Math.max(this.max, max)
    this.m2 += m2 + distance * distance * this.count * (count / total)
    // A mean beyond all samples, be it by a rounding error, would puzzle people.
    this.mean = Math.min(this.max, Math.max(this.min, this.mean + distance * (count / total)))
    this.count = total
  }

  /** Of a sample (n - 1); 0 without two of them. */
  get stdev(): number {
    return this.count < 2 ? 0 : Math.sqrt(this.m2 / (this.count - 1))
  }
}
