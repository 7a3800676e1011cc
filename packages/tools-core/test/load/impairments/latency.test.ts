import { expect, test } from '@jest/globals'
import { Latency } from '../../../src/load/impairments/latency.ts'
import { type JitterShape, noImpairments } from '../../../src/load/impairments/settings.ts'
import { Random } from '../../../src/values/random.ts'

const draws = 100_000

function drawn(latencyMs: number, jitterMs: number, jitterShape: JitterShape): number[] {
  const latency = new Latency({ ...noImpairments, latencyMs, jitterMs, jitterShape }, new Random(1))
  return Array.from({ length: draws }, () => latency.draw())
}

const meanOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

const shareBelow = (numbers: readonly number[], limit: number) =>
  numbers.filter((one) => one < limit).length / numbers.length

/** Four standard deviations of a share of these draws. */
const spread = (share: number) => 4 * Math.sqrt((share * (1 - share)) / draws)

test('normal jitter: the mean is the latency, the standard deviation the jitter', () => {
  const delays = drawn(100, 10, 'normal')
  const mean = meanOf(delays)
  expect(Math.abs(mean - 100)).toBeLessThan((4 * 10) / Math.sqrt(draws))
  const deviation = Math.sqrt(meanOf(delays.map((delay) => (delay - mean) ** 2)))
  // That of a standard deviation is σ / √(2 n).
  expect(Math.abs(deviation - 10)).toBeLessThan((4 * 10) / Math.sqrt(2 * draws))
  expect(Math.abs(shareBelow(delays, 110) - 0.8413)).toBeLessThan(spread(0.8413))
  expect(Math.abs(shareBelow(delays, 80) - 0.0228)).toBeLessThan(spread(0.0228))
})

test('normal jitter never makes a message arrive before it was sent', () => {
  const delays = drawn(10, 10, 'normal')
  expect(Math.min(...delays)).toBe(0)
  expect(Math.abs(shareBelow(delays, Number.MIN_VALUE) - 0.1587)).toBeLessThan(spread(0.1587))
})

test('pareto jitter: on top of the latency, with the mean and the quantiles that are told', () => {
  const delays = drawn(100, 10, 'pareto')
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(100)
  // The standard deviation is √3 times the mean.
  expect(Math.abs(meanOf(delays) - 110)).toBeLessThan((4 * 10 * Math.sqrt(3)) / Math.sqrt(draws))
  const quantiles: [number, number][] = [
    [0.5, 5.198],
    [0.99, 72.83],
    [0.999, 180],
  ]
  for (const [share, ms] of quantiles)
    expect(Math.abs(shareBelow(delays, 100 + ms) - share)).toBeLessThan(spread(share))
})

test('without jitter every message takes as long', () => {
  expect(new Set(drawn(7, 0, 'pareto'))).toEqual(new Set([7]))
})
