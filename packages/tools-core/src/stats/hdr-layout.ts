// The buckets of HdrHistogram: http://hdrhistogram.github.io/HdrHistogram/JavaDoc/
// Whole numbers below 2^bits have a bucket each. From there on every doubling of the value has 2^(bits - 1) buckets, each
// twice as wide as those before.

/** What 32 bits hold, so that the index of a bucket takes a few instructions. */
export const highestValue = 2 ** 32 - 1

/** 2^18 are the sub-buckets of HdrHistogram's finest setting, five digits. */
export const mostSubBucketBits = 18

/** Which bucket a whole number from 0 to {@link highestValue} falls into. */
export function bucketOf(value: number, subBucketBits: number): number {
  const shift = 32 - subBucketBits - Math.clz32(value | ((1 << subBucketBits) - 1))
  return (shift << (subBucketBits - 1)) + (value >>> shift)
}

/** The lowest number of a bucket; the highest one is below the lowest of the next. */
export function lowestOf(bucket: number, subBucketBits: number): number {
  const shift = Math.max(0, (bucket >>> (subBucketBits - 1)) - 1)
  return (bucket - (shift << (subBucketBits - 1))) * 2 ** shift
}
