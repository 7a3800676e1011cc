import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { emptySummary, inMicroseconds, roundToMicroseconds, summarize } from '../../src/stats/summary.ts'
import { fuzz } from '../../src/testing/fuzz/index.ts'

test('1 to 1000, in any order', () => {
  const samples = Array.from({ length: 1000 }, (_, at) => ((at * 7) % 1000) + 1)
  const { stdev, ...others } = summarize(samples)
  expect(others).toEqual({
    count: 1000,
    min: 1,
    max: 1000,
    mean: 500.5,
    avg: 500.5,
    median: 500,
    p50: 500,
    p90: 900,
    p95: 950,
    p99: 990,
    p999: 999,
  })
  expect(stdev).toBeCloseTo(Math.sqrt((1000 * 1001) / 12), 10)
})

test('one sample is all of its figures, and deviates by 0', () => {
  expect(summarize([0.25])).toEqual({
    count: 1,
    min: 0.25,
    max: 0.25,
    mean: 0.25,
    avg: 0.25,
    median: 0.25,
    stdev: 0,
    p50: 0.25,
    p90: 0.25,
    p95: 0.25,
    p99: 0.25,
    p999: 0.25,
  })
})

test('no samples have no figures', () => {
  expect(summarize([])).toEqual(emptySummary)
  expect(summarize(new Float64Array())).toEqual(emptySummary)
  const { count, ...figures } = emptySummary
  expect(count).toBe(0)
  expect(new Set(Object.values(figures))).toEqual(new Set([null]))
})

test('the median of an even number is a sample', () => {
  expect(summarize([4, 1, 3, 2]).median).toBe(2)
})

test('order is that of numbers, below zero too', () => {
  expect(summarize([10, 9, -1, -10, 100])).toMatchObject({ min: -10, p50: 9, max: 100 })
})

test.each([
  ['a list', [3, 1, 2]],
  ['a typed one', Float64Array.of(3, 1, 2)],
])('%s stays as it is', (_, samples) => {
  expect(summarize(samples).p50).toBe(2)
  expect([...samples]).toEqual([3, 1, 2])
})

test.each([Number.NaN, Infinity, -Infinity])('%p is no sample', (sample) => {
  expect(() => summarize([1, sample, 2])).toThrow(RangeError)
})

test('a percentile is the smallest sample that so many do not exceed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 300 }), (samples) => {
      const { p50, p90, p95, p99, p999 } = summarize(samples)
      const figures = [p50, p90, p95, p99, p999]
      const wanted = [500, 900, 950, 990, 999].map((thousandths) => smallest(samples, thousandths))
      expect(figures).toEqual(wanted)
    }),
    fuzz(200),
  )
})

function smallest(samples: readonly number[], thousandths: number): number {
  const reaching = samples.filter((sample) => {
    const within = samples.filter((other) => other <= sample).length
    return within * 1000 >= thousandths * samples.length
  })
  return Math.min(...reaching)
}

test('to the microsecond, with what there is no figure for', () => {
  expect(inMicroseconds(summarize([0.123_456, 2])).min).toBe(0.123)
  expect(inMicroseconds(emptySummary)).toEqual(emptySummary)
  expect(roundToMicroseconds(1.000_49)).toBe(1)
})
