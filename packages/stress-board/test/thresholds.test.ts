import { describe, expect, test } from '@jest/globals'
import { UsageError } from '@m4sh/tools-core/errors'
import { checkThresholds } from '@m4sh/tools-core/stats/thresholds'
import { emptySummary } from '@m4sh/tools-core/stats/summary'
import { comparedFigures } from '../src/compare-runs.ts'
import type { Progress } from '../src/live-seconds.ts'
import type { StressResult } from '../src/result.ts'
import { figuresOf, missedEarly, readStressThresholds } from '../src/thresholds.ts'
import { sampleReport } from './report-html/sample-report.ts'

const { result } = sampleReport()

const judge = (expression: string, of: StressResult = result) =>
  checkThresholds(readStressThresholds([expression], '--threshold'), figuresOf(of))[0]

/** Paths of all numbers in a result that are no lists, histograms or parts of a search. */
function numbersIn(value: object, before = ''): string[] {
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    if (Array.isArray(item) || key === 'histograms') return []
    if (typeof item === 'number' || item === null) return [before + key]
    return typeof item === 'object' ? numbersIn(item, `${before}${key}.`) : []
  })
}

test('every figure of a result can be held to, but those that are no outcome', () => {
  const figures = numbersIn(figuresOf(result)).filter((path) => !path.startsWith('comparison.'))
  const refused = figures.filter((path) => {
    try {
      readStressThresholds([`${path}<1`], '--threshold')
      return false
    } catch {
      return true
    }
  })
  expect(refused).toEqual([
    'fanOut.budgetMs',
    'generator.workers',
    'generator.floor.p50',
    'generator.floor.p99',
    'ledger.total',
    'capacity',
    'part',
  ])
})

test.each([
  ['latency.p95<9s', true],
  ['latency.p95<0.1s', false],
  ['messages.delivered>=100%', true],
  ['messages.lost==0', true],
  ['convergence.diverged==0', true],
  ['convergence.perceived.staleTime.p50<1s', true],
  ['errors.byKind.socket-lost==0', true],
  ['fanOut.withinBudget>98%', true],
  ['fanOut.withinBudget>99%', false],
])('%s passes: %j', (expression, passed) => {
  expect(judge(expression)).toMatchObject({ expression, passed })
})

test('diverged clients are counted', () => {
  const diverged = [{ client: 1, lesson: '1', missing: 1, extra: 0, cause: 'lost' as const, strokes: [] }]
  const wrong = { ...result, convergence: { ...result.convergence, diverged } }
  expect(judge('convergence.diverged==0', wrong)).toEqual({
    expression: 'convergence.diverged==0',
    actual: 1,
    passed: false,
  })
})

describe('a comparison', () => {
  const compared = (ratio: number | null): StressResult => ({
    ...result,
    comparison: {
      baseline: { file: 'x', startedAt: 'y' },
      figures: { 'latency.p95': { old: 1, new: 1, ratio } },
    },
  })

  test.each([
    [1.2, true],
    [1.21, false],
    [null, false],
  ])('with a ratio of %j passes <=1.2: %j', (ratio, passed) => {
    expect(judge('comparison.latency.p95<=1.2', compared(ratio))?.passed).toBe(passed)
  })

  test('that was not made passes nothing', () => {
    for (const figure of comparedFigures)
      expect(judge(`comparison.${figure}<1.2`, { ...result, comparison: null })).toMatchObject({
        actual: null,
        passed: false,
      })
  })
})

describe('is refused before anything runs', () => {
  test.each([
    ['latency', 'is no threshold', "'latency.p95<200ms'"],
    ['latency.p95', 'is no threshold', "'latency.p95<200ms'"],
    ['latency.p96<1', 'the result has no figure latency.p96', 'Did you mean '],
    ['lost==0', 'the result has no figure lost', 'Did you mean messages.lost?'],
    ['messages.lost<1s', 'messages.lost is no time', 'Write the number without a unit.'],
    ['snapshot.bytes.p95<1s', 'snapshot.bytes.p95 is no time', 'Write the number without a unit.'],
    ['latency.count<5ms', 'latency.count is no time', 'Write the number without a unit.'],
    ['messages.lost<1%', 'messages.lost is no share', 'Write the number without %.'],
    ['comparison<1', 'comparison is a map', 'Name one of its keys: comparison.KEY'],
    ['comparison.latency.p90<1', 'latency.p90 is not compared', 'Compared are latency.p50, latency.p95'],
    [
      'messages.lost==0!',
      'its figure is known only at the end',
      'Leave the ! out; what can end a run early is latency',
    ],
    ['latencies.p95<1!', 'the result has no figure latencies.p95', ''],
    ['errors.byKind.x==0!', 'its figure is known only at the end', 'Leave the ! out'],
  ])('%s', (expression, why, hint) => {
    const refusal = (): UsageError => {
      try {
        readStressThresholds(['latency.p50<9', expression], '--threshold')
      } catch (error) {
        if (error instanceof UsageError) return error
      }
      throw new Error('it was accepted')
    }
    expect(refusal().message).toBe(`--threshold ${JSON.stringify(expression)}${why.startsWith('is') ? '' : ':'} ${why}`)
    expect(refusal().hint).toContain(hint)
  })

  test('saying where it was written', () => {
    expect(() => readStressThresholds(['messages.lost==0!'], '--find-capacity')).toThrow(
      '"messages.lost==0!" of --find-capacity: its figure is known only at the end',
    )
  })
})

describe('a run ends early', () => {
  const progress = (change: Partial<Progress>): Progress => {
    const point = { t: 1000, sent: 0, received: 0, errors: 0, connected: 0, p50: null, p95: null, p99: null }
    return { point, sent: 0, received: 0, errors: 0, latency: emptySummary, ...change }
  }
  const missed = (expressions: readonly string[], change: Partial<Progress>): string | null =>
    missedEarly(readStressThresholds(expressions, '--threshold'), progress(change))

  test('by the first that is missed and has an !', () => {
    const expressions = ['errors.count<1', 'errors.count<5!', 'errors.count<3!']
    expect(missed(expressions, { errors: 2 })).toBeNull()
    expect(missed(expressions, { errors: 4 })).toBe('errors.count<3!')
    expect(missed(expressions, { errors: 9 })).toBe('errors.count<5!')
  })

  test('not by what is not known yet', () => {
    expect(missed(['latency.p95<200ms!'], {})).toBeNull()
    expect(missed(['latency.p95<200ms!'], { latency: { ...emptySummary, count: 1, p95: 203 } })).toBe(
      'latency.p95<200ms!',
    )
  })
})
