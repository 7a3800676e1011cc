import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { nearestRank } from '../../src/stats/nearest-rank.ts'
import { fuzz } from '../../src/testing/fuzz/index.ts'

test.each([
  [50, 1, 1],
  [50, 2, 1],
  [50, 3, 2],
  [95, 20, 19],
  [95, 21, 20],
  [7, 100, 7],
  [99.9, 1000, 999],
  [99.9, 1001, 1000],
  [0, 10, 1],
  [100, 10, 10],
  [Number.MIN_VALUE, 10, 1],
  [99.999_999, 10, 10],
])('%d %% of %d samples end with the %dth', (percent, count, rank) => {
  expect(nearestRank(percent, count)).toBe(rank)
})

test('percents in thousandths, whatever the count: what whole numbers give', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 1e9 }), (thousandths, count) => {
      const exact = (BigInt(thousandths) * BigInt(count) + 99_999n) / 100_000n
      expect(nearestRank(thousandths / 1000, count)).toBe(Number(exact))
    }),
    fuzz(2000),
  )
})

test.each([-1, 100.1, Number.NaN, Infinity])('%p is no percent', (percent) => {
  expect(() => nearestRank(percent, 10)).toThrow(RangeError)
})
