import { describe, expect, test } from '@jest/globals'
import { type PercentileChange, compareSamples, samplesNeeded } from '../../src/stats/compare-samples.ts'
import { Random } from '../../src/values/random.ts'

type Draw = (count: number, random: Random) => number[]

const compare = (old: readonly number[], now: readonly number[], seed = 1) =>
  compareSamples([old], now, { random: new Random(seed), drawings: 199 })

/** Around 20 ms, a quarter up or down. */
const usual = (normal: number) => 20 * Math.exp(0.25 * normal)
const steady: Draw = (count, random) => Array.from({ length: count }, () => usual(random.normal()))
/** Each has nine tenths of the one before. */
const autoregressive: Draw = (count, random) => {
  let state = random.normal()
  return Array.from({ length: count }, () => {
    state = 0.9 * state + Math.sqrt(1 - 0.9 ** 2) * random.normal()
    return usual(state)
  })
}
/** 2 s, which 20 messages wait for, once in 200. */
const stalling: Draw = (count, random) => {
  const latencies = steady(count, random)
  for (let begin = 0; begin < count; begin++)
    if (random.chance(1 / 200))
      for (let at = begin; at < Math.min(count, begin + 20); at++)
        latencies[at] = (latencies[at] ?? 0) + 2000 - 100 * (at - begin)
  return latencies
}
const slower = (share: number, samples: readonly number[]) => samples.map((sample) => sample * (1 + share))
const lose = (samples: readonly number[], isLost: (at: number) => boolean) =>
  samples.map((sample, at) => (isLost(at) ? Infinity : sample))
const isRegression = ({ verdict, difference, old }: PercentileChange) =>
  verdict === 'slower' && (difference ?? Infinity) > 0.1 * (old ?? 0)

describe('a release that did not change', () => {
  test.each<[string, Draw]>([
    ['steady', steady],
    ['hang together', autoregressive],
    ['stall now and then', stalling],
  ])('fails a gate of 10 %% hardly ever where latencies %s', (_, draw) => {
    const random = new Random(7)
    const trials = Array.from({ length: 24 }, () => compare(draw(300, random), draw(300, random)))
    const failed = trials.filter(({ changes }) => Object.values(changes).some(isRegression))
    const shown = trials.filter(({ changes }) => Object.values(changes).some(({ verdict }) => verdict.endsWith('er')))
    // Of 24 that fail in 5 % of the cases, three fail or fewer in 97 % of the cases.
    expect(failed.length).toBeLessThanOrEqual(3)
    expect(shown.length).toBeLessThanOrEqual(4)
  })

  test('shows no difference from itself', () => {
    const samples = steady(500, new Random(1))
    const { changes, missing } = compare(samples, samples)
    expect(
      Object.entries(changes).map(([name, { verdict, difference, ratio }]) => [name, verdict, difference, ratio]),
    ).toEqual(['p50', 'p90', 'p95', 'p99'].map((name) => [name, 'same', 0, 1]))
    for (const { low, high } of Object.values(changes)) expect([low ?? 1, high ?? -1].map(Math.sign)).toEqual([-1, 1])
    expect(missing).toEqual({ old: 0, new: 0, difference: 0, low: null, high: null, verdict: 'same' })
  })
})

describe('a release that is slower by 30 %', () => {
  test('is found in 300 messages, at the median and at the 95th percentile', () => {
    const random = new Random(7)
    const trials = Array.from({ length: 12 }, () => compare(steady(300, random), slower(0.3, steady(300, random))))
    const found = (name: string) => trials.filter(({ changes }) => changes[name]?.verdict === 'slower').length
    expect(found('p50')).toBe(12)
    expect(found('p95')).toBeGreaterThanOrEqual(11)
  })

  test('is found at the median in most runs of 600 messages that hang together', () => {
    const random = new Random(7)
    const trials = Array.from({ length: 12 }, () =>
      compare(autoregressive(600, random), slower(0.3, autoregressive(600, random))),
    )
    expect(trials.filter(({ changes }) => changes['p50']?.verdict === 'slower').length).toBeGreaterThanOrEqual(9)
  })

  test('and the other way round it is faster', () => {
    const [a, b] = [steady(500, new Random(1)), slower(0.3, steady(500, new Random(2)))]
    expect(compare(a, b).changes['p50']).toMatchObject({ verdict: 'slower', beyond: null, reason: null, needed: 10 })
    expect(compare(b, a).changes['p50']).toMatchObject({ verdict: 'faster' })
  })
})

test('an interval holds what was planted, and the difference that was seen', () => {
  const random = new Random(3)
  const held = Array.from({ length: 12 }, () => {
    const { old, difference, low, high } =
      compare(steady(300, random), slower(0.3, steady(300, random))).changes['p50'] ?? {}
    expect((difference ?? 0) >= (low ?? Infinity) && (difference ?? 0) <= (high ?? -Infinity)).toBe(true)
    expect((high ?? 0) - (low ?? 0)).toBeLessThan(0.4 * (old ?? 0))
    return (low ?? Infinity) <= 6 && 6 <= (high ?? -Infinity)
  })
  expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(11)
})

test('the same seed gives the same', () => {
  const [a, b] = [steady(200, new Random(1)), steady(200, new Random(2))]
  expect(compare(a, b, 5)).toEqual(compare(a, b, 5))
})

describe('samples that never came', () => {
  const old = steady(300, new Random(1))
  const now = steady(300, new Random(2))

  test('are slower than all that came: losing the slow ones makes nothing faster', () => {
    // One in five takes 300 ms; in the new run it never comes.
    const slow = old.map((sample, at) => (at % 5 === 0 ? 300 : sample))
    const { changes, missing } = compare(
      slow,
      lose(now, (at) => at % 5 === 0),
    )
    expect(changes['p95']).toMatchObject({ old: 300, new: null, difference: null, ratio: null, low: null, high: null })
    expect(changes['p95']).toMatchObject({ verdict: 'slower', beyond: 'new', reason: null })
    expect(changes['p50']).toMatchObject({ verdict: 'same', beyond: null })
    expect(missing).toMatchObject({ old: 0, new: 0.2, verdict: 'more' })
    expect(missing.low).toBeGreaterThan(0.1)
    expect(missing.high).toBeLessThan(0.3)
  })

  test('of the old run make the new one faster', () => {
    const { changes, missing } = compare(
      lose(old, (at) => at % 5 === 0),
      now,
    )
    expect(changes['p95']).toMatchObject({ old: null, verdict: 'faster', beyond: 'old' })
    expect(missing).toMatchObject({ verdict: 'fewer' })
  })

  test('in both are not judged', () => {
    const { changes, missing } = compare(
      lose(old, (at) => at % 10 === 0),
      lose(now, (at) => at % 10 === 5),
    )
    expect(changes['p95']).toMatchObject({ verdict: 'unknown', beyond: 'both', reason: 'never-came' })
    expect(missing).toMatchObject({ old: 0.1, new: 0.1, verdict: 'same' })
  })

  test('all at once are one witness', () => {
    const { changes, missing } = compare(
      old,
      lose(now, (at) => at >= 200 && at < 220),
    )
    expect(changes['p95']).toMatchObject({ verdict: 'same', beyond: 'new' })
    expect(missing).toMatchObject({ verdict: 'same' })
  })
})

describe('too few samples', () => {
  test.each([
    [50, 10],
    [90, 50],
    [95, 100],
    [99, 500],
  ])('for p%d are fewer than %d', (percent, needed) => {
    expect(samplesNeeded(percent)).toBe(needed)
    const at = (count: number) =>
      compare(steady(count, new Random(1)), steady(500, new Random(2))).changes[`p${percent}`]
    expect(at(needed)).toMatchObject({ verdict: 'same', reason: null })
    expect(at(needed - 1)).toMatchObject({ verdict: 'unknown', reason: 'too-few', needed, low: null, high: null })
  })

  test('or none at all are unknown', () => {
    const { changes, missing } = compare([], [1, 2])
    expect(changes['p50']).toMatchObject({ old: null, new: 1, difference: null, verdict: 'unknown' })
    expect(missing.verdict).toBe('unknown')
  })
})

describe('several earlier runs', () => {
  const runs = (factors: readonly number[]) => factors.map((factor, at) => slower(factor, steady(300, new Random(at))))
  const against = (earlier: readonly number[][], now: readonly number[]) =>
    compareSamples(earlier, now, { random: new Random(1), drawings: 199 })
  const now = slower(0.15, steady(300, new Random(9)))

  test('that lie apart make a difference as large as theirs one that is not shown', () => {
    expect(against(runs([0]), now).changes['p50']?.verdict).toBe('slower')
    expect(against(runs([-0.1, 0, 0.1, 0.05, -0.05]), now).changes['p50']?.verdict).toBe('same')
  })

  test('that agree show it, and a difference that is larger than theirs is shown in any case', () => {
    expect(against(runs([0, 0, 0, 0, 0]), now).changes['p50']?.verdict).toBe('slower')
    expect(against(runs([-0.1, 0, 0.1, 0.05, -0.05]), slower(1, now)).changes['p50']?.verdict).toBe('slower')
  })

  test('of which one never came to a percentile leave it unknown', () => {
    const [first = [], second = []] = runs([0, 0])
    const { changes } = against([first, lose(second, (at) => at % 15 === 0)], now)
    expect(changes['p95']).toMatchObject({ verdict: 'unknown', reason: 'spread' })
    expect(changes['p50']).toMatchObject({ verdict: expect.not.stringContaining('unknown') })
  })
})
