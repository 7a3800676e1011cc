import { describe, expect, test } from '@jest/globals'
import { type Dot, thinned } from '../../src/report-html/dots.ts'

const dots = (...latencies: number[]): Dot[] => latencies.map((latency, at) => ({ at, latency }))

describe('dots', () => {
  test('stay as they are where there is room', () => {
    const few = dots(3, 1, 2)
    expect(thinned(few, 4)).toBe(few)
    expect(thinned([], 4)).toEqual([])
  })

  test('are the fastest and the slowest of each few in turn, in the order of time', () => {
    expect(thinned(dots(5, 9, 7, 1, 4, 2, 8, 6), 4).map(({ at }) => at)).toEqual([1, 3, 5, 6])
  })

  test('are one where the fastest is the slowest', () => {
    expect(thinned(dots(5, 5, 5, 5, 5, 5), 4)).toEqual([
      { at: 0, latency: 5 },
      { at: 3, latency: 5 },
    ])
  })

  test.each([5001, 7500, 9999, 1_000_000])('of %d are no more than 5,000, and no extreme is left out', (count) => {
    const all = Array.from({ length: count }, (_, at): Dot => ({ at, latency: 10 + (at % 7) }))
    all[count - 1] = { at: count - 1, latency: 900 }
    all[17] = { at: 17, latency: 0.1 }
    const shown = thinned(all, 5000)
    expect(shown.length).toBeLessThanOrEqual(5000)
    expect(shown.length).toBeGreaterThan(2500)
    expect(shown.map(({ latency }) => latency)).toEqual(expect.arrayContaining([900, 0.1]))
    expect(shown).toEqual(shown.toSorted((a, b) => a.at - b.at))
  })
})
