import { expect, test } from '@jest/globals'
import { compareSamples } from '../../src/stats/compare-samples.ts'
import { Random } from '../../src/values/random.ts'

/** Log-normal, as latencies are. */
function latencies(seed: number, count: number, factor = 1): number[] {
  const random = new Random(seed)
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
    return factor * Math.exp(2 + 0.5 * normal)
  })
}

const compare = (old: number[], now: number[]) => compareSamples(old, now, { random: new Random(1) })

test('a run that is slower by a fifth is told at the median', () => {
  const { p50 } = compare(latencies(1, 1000), latencies(2, 1000, 1.2))
  expect(p50?.verdict).toBe('slower')
  expect(p50?.ratio).toBeCloseTo(1.2, 1)
  expect(p50?.low).toBeGreaterThan(0)
})

test('and one that is faster', () => {
  expect(compare(latencies(1, 1000, 1.2), latencies(2, 1000)).p50?.verdict).toBe('faster')
})

test('of two runs of the same platform no difference is shown in 19 of 20 cases', () => {
  const told = Array.from({ length: 200 }, (_, seed) => {
    const change = compareSamples(latencies(2 * seed, 300), latencies(2 * seed + 1, 300), {
      random: new Random(seed),
      percentiles: [50],
      resamples: 1000,
    })
    return change['p50']?.verdict === 'same'
  }).filter(Boolean).length
  // 190 are expected, with a standard deviation of 3.
  expect(told).toBeGreaterThanOrEqual(178)
})

test('the interval is that of real resampling', () => {
  const [old, now] = [latencies(5, 200), latencies(6, 200)]
  const random = new Random(9)
  const median = (list: number[]) => list.sort((a, b) => a - b)[99] ?? 0
  const resample = (list: number[]) => list.map(() => random.pick(list))
  const differences = Array.from({ length: 4000 }, () => median(resample(now)) - median(resample(old)))
  differences.sort((a, b) => a - b)
  const { p50 } = compare(old, now)
  expect(p50?.low).toBeCloseTo(differences[100] ?? 0, 0)
  expect(p50?.high).toBeCloseTo(differences[3899] ?? 0, 0)
})

test('the same seed says the same', () => {
  const [old, now] = [latencies(1, 100), latencies(2, 100)]
  expect(compare(old, now)).toEqual(compare(old, now))
})

test('percentiles that there are too few samples for are left out', () => {
  expect(Object.keys(compare(latencies(1, 100), latencies(2, 100)))).toEqual(['p50', 'p95', 'p99'])
  expect(Object.keys(compare(latencies(1, 50), latencies(2, 100)))).toEqual(['p50', 'p95'])
  expect(compare([], latencies(2, 100))).toEqual({})
})

test('runs that never vary have no interval', () => {
  expect(compare(Array(30).fill(5), Array(30).fill(5)).p50).toEqual({
    old: 5,
    new: 5,
    difference: 0,
    ratio: 1,
    low: 0,
    high: 0,
    verdict: 'same',
  })
  expect(compare(Array(30).fill(0), Array(30).fill(5)).p50).toMatchObject({ ratio: null, low: 5, verdict: 'slower' })
})
