import { expect, test } from '@jest/globals'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { binsOf } from '../../src/report-html/bins.ts'

function histogramOf(...samples: number[]): Histogram {
  const histogram = new Histogram()
  for (const sample of samples) histogram.record(sample)
  return histogram
}

test('steps of preferred numbers, from the one that holds the least to the one that holds the most', () => {
  expect(binsOf(histogramOf(0.9, 1.1, 1.1, 3.9, 7))).toEqual({
    edges: [0.8, 1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8],
    counts: [1, 2, 0, 0, 0, 0, 1, 0, 0, 1],
  })
})

test('a step holds its lower edge and not its upper one', () => {
  expect(binsOf(histogramOf(1, 2))).toEqual({ edges: [1, 1.25, 1.6, 2, 2.5], counts: [1, 0, 0, 1] })
})

test('one value is one step', () => {
  expect(binsOf(histogramOf(50, 50, 50))).toEqual({ edges: [50, 63], counts: [3] })
})

test('what is below a microsecond stands in the first step', () => {
  expect(binsOf(histogramOf(0, 0))).toEqual({ edges: [0, 0.001], counts: [2] })
  expect(binsOf(histogramOf(0, 0.0011))).toMatchObject({ edges: [0.001, 0.00125], counts: [2] })
})

test('no sample, no step', () => {
  expect(binsOf(new Histogram())).toEqual({ edges: [], counts: [] })
})

test('every sample of seven decades is counted once', () => {
  const samples = Array.from({ length: 3000 }, (_, at) => 0.001 * 1.0054 ** at)
  const { edges, counts } = binsOf(histogramOf(...samples, 3_600_000))
  expect(counts.reduce((a, b) => a + b)).toBe(3001)
  expect(edges).toHaveLength(counts.length + 1)
  expect(edges).toEqual(edges.toSorted((a, b) => a - b))
  expect([edges[0], edges.at(-1)]).toEqual([0.001, 4_000_000])
  expect(counts.at(-1)).toBe(1)
})

test('more than can be tracked stands in the last step that a histogram knows', () => {
  const { counts } = binsOf(histogramOf(1, 2 ** 40))
  expect(counts.reduce((a, b) => a + b)).toBe(2)
})
