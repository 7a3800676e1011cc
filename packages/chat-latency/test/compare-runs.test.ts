import { describe, expect, test } from '@jest/globals'
import { UsageError } from '@m4sh/tools-core/errors'
import { createTemporaryFolder } from '@m4sh/tools-core/testing'
import { type Baseline, compareWith, readBaseline } from '../src/compare-runs.ts'

const baselineOf = (latencies: readonly number[]): Baseline => ({
  file: 'old.json',
  startedAt: '2026-01-01T00:00:00Z',
  latencies,
})
const runOf = (latencies: number[]) => ({ samples: { at: latencies.map((_, at) => at), latency: latencies } })

/** So many samples around 100 ms, none like another. */
const around = (center: number, count = 500) =>
  Array.from({ length: count }, (_, at) => center + (at % 41) / 20 + at / 1000)

const compare = (old: number[], now: number[], allowed: number | null = 0.1) =>
  compareWith(runOf(now), baselineOf(old), { seed: 1, allowed })

describe('two runs', () => {
  test('that are the same show no difference', () => {
    const { verdict, regressions, changes, baseline } = compare(around(100), around(100))
    expect({ verdict, regressions }).toEqual({ verdict: 'same', regressions: [] })
    expect(Object.keys(changes)).toEqual(['p50', 'p95', 'p99'])
    expect(changes['p50']).toMatchObject({ difference: 0, ratio: 1, verdict: 'same' })
    expect(baseline).toEqual({ file: 'old.json', startedAt: '2026-01-01T00:00:00Z', messages: 500 })
  })

  test('of which the second is a fifth slower: each percentile is a regression', () => {
    const { verdict, regressions, changes } = compare(around(100), around(120))
    expect({ verdict, regressions }).toEqual({ verdict: 'slower', regressions: ['p50', 'p95', 'p99'] })
    expect(changes['p50']?.difference).toBeCloseTo(20, 6)
  })

  test('of which the second is slower by less than is allowed: shown, and no regression', () => {
    expect(compare(around(100), around(105))).toMatchObject({ verdict: 'slower', regressions: [] })
    expect(compare(around(100), around(105), 0.04).regressions).toEqual(['p50', 'p95', 'p99'])
    expect(compare(around(100), around(105), null)).toMatchObject({ verdict: 'slower', regressions: [] })
  })

  test('of which the second is faster', () => {
    expect(compare(around(120), around(100))).toMatchObject({ verdict: 'faster', regressions: [] })
  })

  test('of which the tail alone is slower: a faster median does not make up for it', () => {
    const now = around(90).map((one, at) => (at % 20 === 0 ? one + 100 : one))
    expect(compare(around(100), now)).toMatchObject({ verdict: 'slower', regressions: ['p99'] })
  })

  test('that differ by luck: no regression, however large it is', () => {
    const { changes, regressions } = compare([10, 90, 95], [20, 100, 1000])
    expect(regressions).toEqual([])
    expect(changes['p50']?.verdict).toBe('same')
  })

  test('with too few messages are not compared', () => {
    expect(compare([1], [2])).toMatchObject({ changes: {}, verdict: 'same', regressions: [] })
    expect(compare([], [])).toMatchObject({ changes: {}, verdict: 'same', regressions: [] })
    // Of a hundred, one lies beyond the 99th percentile; of 99, none.
    expect(Object.keys(compare(around(1, 100), around(1, 100)).changes)).toContain('p99')
    expect(Object.keys(compare(around(1, 99), around(1, 100)).changes)).not.toContain('p99')
  })

  test('with the same seed give the same intervals', () => {
    expect(compare(around(100), around(101))).toEqual(compare(around(100), around(101)))
  })
})

describe('a baseline', () => {
  const report = {
    tool: { name: 'chat-latency', version: '1.0.0' },
    run: { startedAt: '2026-01-01T00:00:00.000Z' },
    result: { samples: { at: [0, 1], latency: [3, 4] } },
  }
  const readOf = async (text: string) => {
    const folder = await createTemporaryFolder({ 'old.json': text })
    try {
      return await readBaseline(folder.join('old.json'))
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
    await expect(readBaseline('/nowhere/old.json')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('--baseline /nowhere/old.json'),
    })
  })
})
