import { describe, expect, test } from '@jest/globals'
import { distributionOf } from '../../../src/reporting/html/distribution.ts'
import {
  percentAt,
  percentileChart,
  percentileCurve,
  percentileTable,
  ranksFor,
} from '../../../src/reporting/html/percentile-curve.ts'
import { Histogram } from '../../../src/stats/histogram.ts'
import { english } from '../english.ts'

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
    expect(percentileCurve(histogram, [1, 2, 10, 100])).toEqual([1, 50.015, 90.047, 99.007])
  })

  test('ends where there are too few samples to say', () => {
    expect(percentileCurve(histogram, [100, 101])).toEqual([99.007, null])
  })

  test('has no 0, which a logarithmic axis cannot show', () => {
    const still = new Histogram()
    still.record(0, 5)
    expect(percentileCurve(still, [1, 2])).toEqual([0.001, 0.001])
  })
})

describe('the chart', () => {
  const latency = { label: 'latency', distribution: distributionOf(Array.from({ length: 100 }, (_, at) => at + 1)) }

  test('draws the other distribution as far as it has samples', () => {
    const few = { label: 'transit', distribution: distributionOf([1, 2]) }
    const { x, lines, spoken } = percentileChart(english, latency, few)
    expect(lines.map(({ label, look }) => [label, look])).toEqual([
      ['latency', 'line'],
      ['transit', 'dashes'],
    ])
    for (const { values } of lines) expect(values).toHaveLength(x.values.length)
    expect(lines[0]?.values.at(-1)).toBe(99)
    expect(lines[1]?.values.at(-1)).toBeNull()
    expect(spoken).toBe(
      'Latency by percentile: 1.00 ms at least, 50.0 ms at the median, 99.0 ms at 99 %, 100 ms at most.',
    )
  })

  test('has single percentiles where they belong, beyond the last sample too', () => {
    const points = [
      { percent: 50, ms: 40 },
      { percent: 95, ms: 80 },
      { percent: 99.9, ms: 0 },
    ]
    const { x, lines } = percentileChart(english, latency, null, { label: 'baseline', points })
    const marked = lines[1]?.values.flatMap((value, at) => (value === null ? [] : [[x.values[at], value]]))
    expect(marked).toEqual([
      [2, 40],
      [20, 80],
      [1000, 0.001],
    ])
    expect(x.values).toEqual(x.values.toSorted((a, b) => a - b))
    expect(lines[0]?.values.at(-1)).toBeNull()
  })
})

test('the table tells percentiles of all distributions, and nothing of one that is not known', () => {
  const { columns, rows } = percentileTable(
    english,
    [
      ['Latency', distributionOf([1, 2, 3, 4])],
      ['Transit', null],
    ],
    'So long.',
  )
  expect(columns.map(({ label }) => label)).toEqual(['Percentile', 'Latency', 'Transit'])
  expect(rows.map(({ cells }) => cells.map(({ text }) => text)).slice(0, 4)).toEqual([
    ['0 %', '1.00 ms', '–'],
    ['25 %', '1.00 ms', '–'],
    ['50 %', '2.00 ms', '–'],
    ['75 %', '3.00 ms', '–'],
  ])
})
