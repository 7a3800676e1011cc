import { describe, expect, test } from '@jest/globals'
import { Random } from '@m4sh/tools-core/values/random'
import { graphLines } from '../src/graph.ts'
import { histogramOf } from '../src/histogram-bars.ts'
import type { HistogramBar } from '../src/result.ts'
import { localization } from '../src/language/index.ts'

/** Every sample lies in exactly one bar: the one whose edges are around it. */
function expectComplete(bars: readonly HistogramBar[], samples: readonly number[]): void {
  for (const { from, to, count } of bars)
    expect(count).toBe(samples.filter((sample) => sample >= from && (to === null || sample < to)).length)
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(samples.length)
  expect(bars.slice(0, -1).map(({ to }) => to)).toEqual(bars.slice(1).map(({ from }) => from))
}

describe('a histogram', () => {
  test('of nothing has no bars', () => {
    expect(histogramOf([])).toEqual([])
  })

  test.each([0, 0.001, 0.3, 7, 12_345.678])('of %d alone has one bar', (sample) => {
    const bars = histogramOf([sample, sample, sample])
    expectComplete(bars, [sample, sample, sample])
    expect(bars.map(({ count }) => count)).toEqual([3])
    expect(bars[0]?.to).not.toBeNull()
  })

  test('of 0 to 99 has bars of 5', () => {
    const samples = Array.from({ length: 100 }, (_, at) => at)
    const bars = histogramOf(samples)
    expectComplete(bars, samples)
    expect(bars[0]).toEqual({ from: 0, to: 5, count: 5 })
    expect(bars.filter(({ to }) => to !== null)).toHaveLength(20)
  })

  test('of samples on the edges puts each above its edge, though 0.3 is less than 3 × 0.1 in binary', () => {
    const samples = Array.from({ length: 21 }, (_, at) => Number((at * 0.1).toFixed(3)))
    const bars = histogramOf(samples)
    expectComplete(bars, samples)
    expect(bars.map(({ from }) => from)).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2,
    ])
    expect(bars.every(({ count }) => count === 1)).toBe(true)
  })

  test('of one straggler does not squeeze all others into one bar', () => {
    const samples = [...Array.from({ length: 199 }, (_, at) => 10 + at / 100), 30_000]
    const bars = histogramOf(samples)
    expectComplete(bars, samples)
    expect(bars.at(-1)).toEqual({ from: 12, to: null, count: 1 })
    expect(bars.length).toBeGreaterThan(15)
  })

  test.each(Array.from({ length: 40 }, (_, seed) => seed))('of samples of seed %i is complete and readable', (seed) => {
    const random = new Random(seed)
    const scale = 10 ** Math.floor(random.next() * 6 - 2)
    const samples = Array.from({ length: 1 + Math.floor(random.next() * 400) }, () => {
      return Math.round(scale * (1 + random.next() / (1.001 - random.next())) * 1000) / 1000
    })
    const bars = histogramOf(samples)
    expectComplete(bars, samples)
    expect(bars.length).toBeLessThanOrEqual(23)
    for (const { from } of bars) expect(String(from).length).toBeLessThanOrEqual(8)
  })
})

describe('the graph', () => {
  const bars = [
    { from: 0, to: 0.5, count: 1 },
    { from: 0.5, to: 1, count: 1000 },
    { from: 1, to: 1.5, count: 0 },
    { from: 1.5, to: null, count: 500 },
  ]

  test('is as wide as the terminal', () => {
    expect(graphLines(localization('en'), bars, 60)).toEqual([
      '',
      '   0 – 0.5 ms │▏                                   1',
      '   0.5 – 1 ms │███████████████████████████████████ 1000',
      '   1 – 1.5 ms │                                    0',
      '  over 1.5 ms │█████████████████▌                  500',
    ])
  })

  test.each([20, 40, 80, 200])('fits into %i columns, or the least that shows anything', (columns) => {
    for (const line of graphLines(localization('en'), bars, columns))
      expect(line.length).toBeLessThanOrEqual(Math.max(columns, 34))
  })

  test('of nothing is empty', () => {
    expect(graphLines(localization('en'), [], 80)).toEqual([''])
  })
})
