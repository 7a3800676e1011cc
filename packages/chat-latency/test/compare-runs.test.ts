import { describe, expect, test } from '@jest/globals'
import { UsageError } from '@m4sh/tools-core/errors'
import { createTemporaryFolder } from '@m4sh/tools-core/testing'
import { type Baseline, compareWith, failsRegression, readBaseline } from '../src/compare-runs.ts'
import { comparisonWarnings } from '../src/comparison-warnings.ts'

const baselineOf = (latencies: readonly number[]): Baseline => ({
  file: 'old.json',
  startedAt: '2026-01-01T00:00:00Z',
  messages: latencies.filter((latency) => latency !== Infinity).length,
  latencies,
  options: {},
  warnings: [],
})
/** `Infinity` never came. */
const runOf = (latencies: readonly number[]) => {
  const due = latencies.map((latency, at) => ({ at, latency }))
  const came = due.filter(({ latency }) => latency !== Infinity)
  return {
    samples: {
      at: came.map(({ at }) => at),
      latency: came.map(({ latency }) => latency),
      undelivered: due.filter(({ latency }) => latency === Infinity).map(({ at }) => at),
    },
  }
}

/** So many samples around 100 ms, none like another. */
const around = (center: number, count = 500) =>
  Array.from({ length: count }, (_, at) => center + (at % 41) / 20 + ((at * 77) % count) / 1000)

const compare = (old: readonly number[], now: readonly number[], allowed: number | null = 0.1) =>
  compareWith(runOf(now), [baselineOf(old)], { seed: 1, allowed })

describe('two runs', () => {
  test('that are the same show no difference', () => {
    const { verdict, regressions, changes, baseline, baselines, runToRun, allowed } = compare(around(100), around(100))
    expect({ verdict, regressions, runToRun, allowed }).toEqual({
      verdict: 'same',
      regressions: [],
      runToRun: 'unknown',
      allowed: 0.1,
    })
    expect(Object.keys(changes)).toEqual(['p50', 'p90', 'p95', 'p99'])
    expect(changes['p50']).toMatchObject({ difference: 0, ratio: 1, verdict: 'same' })
    expect(baseline).toEqual({ file: 'old.json', startedAt: '2026-01-01T00:00:00Z', messages: 500 })
    expect(baselines).toEqual([baseline])
  })

  test('of which the second is a fifth slower: each percentile is a regression', () => {
    const { verdict, regressions, changes } = compare(around(100), around(120))
    expect({ verdict, regressions }).toEqual({ verdict: 'slower', regressions: ['p50', 'p90', 'p95', 'p99'] })
    expect(changes['p50']?.difference).toBeCloseTo(20, 6)
  })

  test('of which the second is slower by less than is allowed: shown, and no regression', () => {
    expect(compare(around(100), around(105))).toMatchObject({ verdict: 'slower', regressions: [] })
    expect(compare(around(100), around(105), 0.04).regressions).toEqual(['p50', 'p90', 'p95', 'p99'])
    expect(compare(around(100), around(105), null)).toMatchObject({ verdict: 'slower', regressions: [], allowed: null })
  })

  test('of which the second is faster', () => {
    expect(compare(around(120), around(100))).toMatchObject({ verdict: 'faster', regressions: [] })
  })

  test('of which the tail alone is slower: a faster median does not make up for it', () => {
    const now = around(90).map((one, at) => (at % 12 === 0 ? one + 100 : one))
    expect(compare(around(100), now)).toMatchObject({ verdict: 'slower', regressions: ['p95', 'p99'] })
  })

  test('with too few messages cannot be judged, which fails what was to be judged', () => {
    const few = compare([10, 90, 95], [20, 100, 1000])
    expect(few).toMatchObject({ verdict: 'unknown', regressions: [], changes: { p50: { verdict: 'unknown' } } })
    expect(failsRegression(few)).toBe(true)
    expect(failsRegression(compare([1], [2], null))).toBe(false)
    expect(failsRegression(compare(around(100, 100), around(100, 100)))).toBe(false)
    expect(failsRegression(null)).toBe(false)
    expect(compare([], [])).toMatchObject({ verdict: 'unknown', regressions: [] })
    const { changes } = compare(around(1, 499), around(1, 600))
    expect(changes['p99']).toMatchObject({ verdict: 'unknown', reason: 'too-few', needed: 500 })
    expect(changes['p95']).toMatchObject({ verdict: 'same' })
  })

  test('of which the second loses the slow messages: it is slower, and loses more', () => {
    const slow = Array.from({ length: 300 }, (_, at) => (at % 5 === 0 ? 301 : 100) + (at % 41) / 20)
    const { changes, lost, regressions, verdict } = compare(
      slow,
      slow.map((one) => (one > 300 ? Infinity : one)),
    )
    expect(changes['p95']).toMatchObject({ new: null, beyond: 'new', verdict: 'slower' })
    expect(lost).toMatchObject({ old: 0, new: 0.2, verdict: 'more' })
    expect({ verdict, regressions }).toEqual({ verdict: 'slower', regressions: ['p90', 'p95', 'lost'] })
  })

  test('with the same seed give the same intervals', () => {
    expect(compare(around(100), around(101))).toEqual(compare(around(100), around(101)))
  })
})

test('several baselines tell how far runs lie apart, and a difference as large is none', () => {
  const against = (...centers: [number, ...number[]]) => {
    const [first = baselineOf([]), ...others] = centers.map((center) => baselineOf(around(center)))
    return compareWith(runOf(around(120)), [first, ...others], { seed: 1, allowed: 0.1 })
  }
  expect(against(100)).toMatchObject({ runToRun: 'unknown', verdict: 'slower' })
  expect(against(100, 101, 99)).toMatchObject({ runToRun: 'measured', verdict: 'slower', baselines: [{}, {}, {}] })
  expect(against(90, 100, 110)).toMatchObject({ runToRun: 'measured', verdict: 'same', regressions: [] })
})

describe('warnings', () => {
  const warningsFor = (old: Record<string, unknown>, now: Record<string, unknown>, latencies = around(1)) => {
    const baseline = { ...baselineOf(latencies), options: old, warnings: ['Of the baseline.'] }
    const comparison = compareWith(runOf(around(1)), [baseline], { seed: 1, allowed: 0.1 })
    return comparisonWarnings(comparison, [baseline], now)
  }
  const load = {
    closed: false,
    transport: 'rest',
    interval: 100,
    pairs: 1,
    size: 80,
    timeout: 10_000,
    warmup: 5,
    messages: 500,
  }

  test('are those of the baseline alone where the load was the same', () => {
    expect(warningsFor(load, { ...load, baseline: ['old.json'], messages: 400 })).toEqual(['Of the baseline.'])
  })

  test.each([
    [{ closed: true }, '--closed was on in the baseline old.json and is off here: that may be what differs.'],
    [{ transport: 'ws' }, '--transport was ws in'],
    [{ interval: 10 }, '--interval was 10.0 ms in the baseline old.json and is 100 ms here'],
    [{ pairs: 2 }, '--pairs was 2'],
    [{ size: 40 }, '--size was 40'],
    [{ timeout: 1000 }, '--timeout was 1000 ms'],
    [{ warmup: 0 }, '--warmup was 0'],
    [{ messages: 50 }, 'The number of messages was 50 in the baseline old.json and is 500 here'],
    [{ messages: null, duration: 500_000 }, 'The number of messages was 5000'],
  ])('tell of another load: %j', (change, says) => {
    expect(warningsFor({ ...load, ...change }, load)).toEqual(['Of the baseline.', expect.stringContaining(says)])
  })

  test('tell of each percentile that cannot be judged, and of a gate that nothing came to', () => {
    expect(warningsFor(load, load, around(1, 60))).toEqual([
      'Of the baseline.',
      'p95 cannot be compared: it needs 100 messages in each run.',
      'p99 cannot be compared: it needs 500 messages in each run.',
    ])
    expect(warningsFor(load, load, [1]).at(-1)).toBe(
      'Nothing can be compared with the baseline, so --fail-on-regression fails this run: write more messages.',
    )
  })
})

describe('a baseline', () => {
  const report = {
    tool: { name: 'chat-latency', version: '1.0.0' },
    run: { startedAt: '2026-01-01T00:00:00.000Z' },
    result: { samples: { at: [0, 1], latency: [3, 4] } },
  }
  const readOf = async (text: string, takesUntrusted = false) => {
    const folder = await createTemporaryFolder({ 'old.json': text })
    try {
      return await readBaseline(folder.join('old.json'), takesUntrusted)
    } finally {
      await folder.remove()
    }
  }

  test('is read', async () => {
    expect(await readOf(JSON.stringify(report))).toMatchObject({
      startedAt: '2026-01-01T00:00:00.000Z',
      latencies: [3, 4],
    })
  })

  test('has its messages in due order; those that never came took longer than all', async () => {
    const samples = { at: [5, 0], latency: [3, 4], undelivered: [2] }
    const { latencies, messages } = await readOf(JSON.stringify({ ...report, result: { samples } }))
    expect({ latencies, messages }).toEqual({ latencies: [4, Infinity, 3], messages: 2 })
    // A report that does not tell when they were due.
    const result = { ...report.result, messages: { lost: 1, recovered: 0, failed: 1 } }
    expect((await readOf(JSON.stringify({ ...report, result }))).latencies).toEqual([3, 4, Infinity, Infinity])
  })

  test.each([
    ['invalid', 'the machine was too slow to measure it'],
    ['error', 'it could not do its job'],
  ])('whose verdict is %s is refused, unless that is taken', async (verdict, why) => {
    const text = JSON.stringify({ ...report, verdict })
    await expect(readOf(text)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(`its verdict is "${verdict}": ${why}`),
      hint: 'Measure the baseline again, or compare all the same with --on-saturation warn.',
    })
    expect((await readOf(text, true)).warnings).toEqual([expect.stringMatching(`is not to be trusted: ${why}\\.$`)])
  })

  test('that was interrupted is told of', async () => {
    const text = JSON.stringify({ ...report, verdict: 'fail', run: { ...report.run, interrupted: true } })
    expect((await readOf(text)).warnings).toEqual([expect.stringContaining('was interrupted')])
  })

  test.each([
    ['no JSON', '{"tool":', 'it is no JSON'],
    ['a list', '[]', 'it is no report of chat-latency'],
    ['a report of another tool', JSON.stringify({ ...report, tool: { name: 'stress-board' } }), 'no report of chat-'],
    ['a report without samples', JSON.stringify({ ...report, result: {} }), 'it is no report of chat-latency'],
    [
      'a report with samples that are none',
      JSON.stringify({ ...report, result: { samples: { latency: [1, null] } } }),
      'it is no report of chat-latency',
    ],
  ])('that is %s is refused', async (_, text, says) => {
    await expect(readOf(text)).rejects.toThrow(UsageError)
    await expect(readOf(text)).rejects.toMatchObject({
      message: expect.stringContaining(says),
      hint: 'Give a JSON report that chat-latency wrote.',
    })
  })

  test('that is not there is refused', async () => {
    await expect(readBaseline('/nowhere/old.json', true)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('--baseline /nowhere/old.json'),
    })
  })
})
