import { expect, test } from '@jest/globals'
import { type ArrivalPattern, Arrivals } from '../../src/load/arrivals.ts'
import { Random } from '../../src/values/random.ts'

function timesOf(pattern: ArrivalPattern, ratePerSecond: number, count: number, seed = 1): number[] {
  const arrivals = new Arrivals({ pattern, ratePerSecond, random: new Random(seed), startAt: 5000 })
  return Array.from({ length: count }, () => arrivals.next())
}

const gapsOf = (times: readonly number[]) => times.slice(1).map((at, index) => at - (times[index] ?? NaN))

const meanOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

test('constant arrivals are evenly spaced, and the error does not grow', () => {
  const times = timesOf('constant', 3, 300_001)
  const [first = NaN] = times
  expect(times.at(-1)).toBeCloseTo(first + 100_000_000, 6)
  for (const gap of gapsOf(times.slice(0, 1000))) expect(gap).toBeCloseTo(1000 / 3, 8)
})

test('virtual users of constant arrivals start at different points of the first interval', () => {
  const phases = Array.from({ length: 1000 }, (_, seed) => (timesOf('constant', 2, 1, seed)[0] ?? NaN) - 5000)
  expect(Math.min(...phases)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...phases)).toBeLessThan(500)
  // Evenly from 0 to 500: mean 250, standard deviation 500 / √12 / √1000 = 4.6.
  expect(Math.abs(meanOf(phases) - 250)).toBeLessThan(4 * 4.6)
})

test('poisson arrivals have exponential gaps', () => {
  const times = timesOf('poisson', 20, 100_001)
  const gaps = gapsOf(times)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0)
  expect(times[0]).toBeGreaterThan(5000)
  // Mean 50, and so is the standard deviation; that of the mean is 50 / √100,000 = 0.158.
  expect(Math.abs(meanOf(gaps) - 50)).toBeLessThan(4 * 0.158)
  // Longer than the mean with 1 / e, give or take √(0.368 × 0.632 / 100,000) = 0.0015.
  const long = gaps.filter((gap) => gap > 50).length / gaps.length
  expect(Math.abs(long - 1 / Math.E)).toBeLessThan(4 * 0.0015)
})

test.each(['constant', 'poisson'] as const)('%s: the same seed gives the same times, another one others', (pattern) => {
  expect(timesOf(pattern, 7, 50)).toEqual(timesOf(pattern, 7, 50))
  expect(timesOf(pattern, 7, 50, 2)).not.toEqual(timesOf(pattern, 7, 50))
})

test.each(['constant', 'poisson'] as const)(
  '%s: nothing ever arrives at rate 0, nor at a rate next to it',
  (pattern) => {
    expect(timesOf(pattern, 0, 3)).toEqual([Infinity, Infinity, Infinity])
    expect(timesOf(pattern, Number.MIN_VALUE, 2)).toEqual([Infinity, Infinity])
  },
)

test.each([-1, NaN, Infinity])('refuses the rate %s', (rate) => {
  expect(() => timesOf('constant', rate, 1)).toThrow(RangeError)
})
