import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { bucketOf, highestValue, lowestOf } from '../../src/stats/hdr-layout.ts'
import { fuzz } from '../../src/testing/fuzz/index.ts'

describe.each([1, 2, 7, 11, 18])('2^%d sub-buckets', (bits) => {
  test('below their number every value has its own', () => {
    const below = Array.from({ length: Math.min(2 ** bits, 5000) }, (_, value) => value)
    expect(below.map((value) => bucketOf(value, bits))).toEqual(below)
    expect(below.map((bucket) => lowestOf(bucket, bits))).toEqual(below)
  })

  test('every value is in a bucket that holds it and is narrow enough', () => {
    const value = fc.oneof(
      fc.integer({ min: 0, max: highestValue }),
      fc.tuple(fc.nat(31), fc.constantFrom(-1, 0, 1)).map(([power, near]) => 2 ** power + near),
    )
    fc.assert(
      fc.property(value, (one) => {
        const bucket = bucketOf(one, bits)
        const [lowest, next] = [lowestOf(bucket, bits), lowestOf(bucket + 1, bits)]
        expect(lowest).toBeLessThanOrEqual(one)
        expect(next).toBeGreaterThan(one)
        expect(next - lowest).toBeLessThanOrEqual(Math.max(1, one * 2 ** (1 - bits)))
      }),
      fuzz(1000),
    )
  })

  test('the highest value ends the last bucket', () => {
    expect(lowestOf(bucketOf(highestValue, bits) + 1, bits)).toBe(highestValue + 1)
  })
})
