import { describe, expect, test } from '@jest/globals'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { percentAt, percentileCurve, ranksFor } from '../../src/report-html/percentile-curve.ts'

describe('ranks', () => {
  test('go from the least value to one in as many as there are, evenly in their logarithm', () => {
    const ranks = ranksFor(1000)
    expect(ranks).toHaveLength(61)
    expect([ranks[0], ranks[20], ranks[40], ranks.at(-1)]).toEqual([1, 10, 100, 1000])
  })

  test('end where the samples end', () => {
    expect(ranksFor(950).at(-1)).toBe(950)
    expect(ranksFor(950).at(-2)).toBeCloseTo(10 ** 2.95)
  })

  test('of one sample is one, of none there is none', () => {
    expect(ranksFor(1)).toEqual([1])
    expect(ranksFor(0)).toEqual([])
  })

  test.each([
    [1, 0],
    [2, 50],
    [10, 90],
    [1000, 99.9],
  ])('rank %d is %d percent', (rank, percent) => expect(percentAt(rank)).toBeCloseTo(percent, 10))
})

describe('the curve', () => {
  const histogram = new Histogram()
  for (let at = 1; at <= 100; at++) histogram.record(at)

  test('is the percentile at each rank, as exact as the buckets', () => {
    expect(percentileCurve(histogram, [1, 2, 10, 100])).toEqual([1, 50.02, 90.05, 99.01])
  })

  test('ends where there are too few samples to say', () => {
    expect(percentileCurve(histogram, [100, 101])).toEqual([99.01, null])
  })

  test('has no 0, which a logarithmic axis cannot show', () => {
    const still = new Histogram()
    still.record(0, 5)
    expect(percentileCurve(still, [1, 2])).toEqual([0.001, 0.001])
  })
})
