import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { Moments } from '../../src/stats/moments.ts'
import { fuzz } from '../../src/testing/fuzz/index.ts'

function momentsOf(samples: readonly number[]): Moments {
  const moments = new Moments()
  for (const sample of samples) moments.add(sample)
  return moments
}

test('2, 4, 4, 4, 5, 5, 7, 9: mean 5, squared distances 32', () => {
  const { count, min, max, mean, m2, stdev } = momentsOf([2, 4, 4, 4, 5, 5, 7, 9])
  expect([count, min, max, mean, m2]).toEqual([8, 2, 9, 5, 32])
  expect(stdev).toBeCloseTo(Math.sqrt(32 / 7), 14)
})

test('samples far from zero keep their deviation', () => {
  expect(momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).stdev).toBeCloseTo(Math.sqrt(30), 12)
})

test('one that differs wildly from all others spoils nothing', () => {
  const near = Array.from({ length: 1000 }, (_, at) => 1000 + (at % 2) / 1000)
  const { mean, m2 } = momentsOf([3_600_000, ...near])
  const wantedMean = (3_600_000 + 1000.0005 * 1000) / 1001
  expect(mean / wantedMean).toBeCloseTo(1, 12)
  expect(m2 / ((3_600_000 - wantedMean) ** 2 + 1000 * (1000.0005 - wantedMean) ** 2)).toBeCloseTo(1, 9)
})

test('equal samples deviate by nothing at all, alone and merged', () => {
  const moments = momentsOf(Array.from({ length: 1000 }, () => 0.1))
  moments.merge(momentsOf([0.1, 0.1, 0.1]))
  expect(moments).toMatchObject({ count: 1003, mean: 0.1, m2: 0, stdev: 0 })
})

test('merged is as if all had been added to one', () => {
  const times = fc.array(fc.integer({ min: 0, max: 4e9 }).map((nanoseconds) => nanoseconds / 1e6))
  fc.assert(
    fc.property(times, times, (left, right) => {
      const merged = momentsOf(left)
      merged.merge(momentsOf(right))
      const all = momentsOf([...left, ...right])
      expect([merged.count, merged.min, merged.max]).toEqual([all.count, all.min, all.max])
      expect(Math.abs(merged.mean - all.mean)).toBeLessThanOrEqual(1e-12 * all.mean)
      expect(Math.abs(merged.stdev - all.stdev)).toBeLessThanOrEqual(1e-9 * all.stdev)
    }),
    fuzz(500),
  )
})

test('merged into itself it holds everything twice', () => {
  const moments = momentsOf([1, 2, 3])
  moments.merge(moments)
  expect(moments).toEqual(momentsOf([1, 2, 3, 1, 2, 3]))
})

test('without samples there is nothing to merge', () => {
  const moments = momentsOf([1, 2])
  moments.merge(new Moments())
  expect(moments).toEqual(momentsOf([1, 2]))
})

test('more samples than can be counted are refused, and change nothing', () => {
  const moments = momentsOf([1, 2])
  const many = { count: Number.MAX_SAFE_INTEGER - 1, min: 3, max: 3, mean: 3, m2: 0 }
  expect(() => moments.merge(many)).toThrow(RangeError)
  expect(moments).toEqual(momentsOf([1, 2]))
})
