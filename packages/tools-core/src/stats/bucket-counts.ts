import { bucketOf, lowestOf, mostSubBucketBits } from './hdr-layout.ts'

/** Whole numbers, both ends included, that are not told apart, and how many there are of them. */
export interface FilledBucket {
  readonly lowest: number
  readonly highest: number
  readonly count: number
}

/** Counts whole numbers from 0 to 2^32 - 1 in the buckets of HdrHistogram. */
export class BucketCounts {
  readonly subBucketBits: number
  /** As long as the highest value needed. Float64 counts to 2^53. */
  #counts = new Float64Array()

  /** @throws {RangeError} for `subBucketBits` out of range */
  constructor(subBucketBits: number) {
    if (!Number.isInteger(subBucketBits) || subBucketBits < 1 || subBucketBits > mostSubBucketBits)
      throw new RangeError(
        `subBucketBits is ${subBucketBits}: a whole number from 1 to ${mostSubBucketBits} is wanted.`,
      )
    this.subBucketBits = subBucketBits
  }

  add(value: number, count: number): void {
    const bucket = bucketOf(value, this.subBucketBits)
    if (bucket >= this.#counts.length) this.#grow(bucket)
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count
  }

  /** By whole doublings of the value: there are few of them. */
  #grow(bucket: number): void {
    const doubling = 2 ** (this.subBucketBits - 1)
    const counts = new Float64Array((Math.floor(bucket / doubling) + 1) * doubling)
    counts.set(this.#counts)
    this.#counts = counts
  }

  /** In ascending order. */
  filled(): FilledBucket[] {
    const filled: FilledBucket[] = []
    this.#counts.forEach((count, bucket) => {
      if (count === 0) return
      filled.push({ lowest: lowestOf(bucket, this.subBucketBits), highest: this.#highestOf(bucket), count })
    })
    return filled
  }

  /** The highest value of the bucket that holds the number of this rank, from 1 to as many as there are. */
  highestAt(rank: number): number {
    let seen = 0
    return this.#highestOf(this.#counts.findIndex((count) => (seen += count) >= rank))
  }

  #highestOf(bucket: number): number {
    return lowestOf(bucket + 1, this.subBucketBits) - 1
  }

  /** How many there are up to this value, with all of its bucket. */
  countUpTo(value: number): number {
    const counts = this.#counts.subarray(0, bucketOf(value, this.subBucketBits) + 1)
    return counts.reduce((sum, count) => sum + count, 0)
  }

  /** Keeps the storage. */
  clear(): void {
    this.#counts.fill(0)
  }
}
