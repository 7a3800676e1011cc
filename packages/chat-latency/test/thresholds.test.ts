import { describe, expect, test } from '@jest/globals'
import { UsageError } from '@m4sh/tools-core/errors'
import { checkThresholds } from '@m4sh/tools-core/stats/thresholds'
import { checkKnowable, readChatThresholds } from '../src/thresholds.ts'
import { countsOf, ladder, resultOf } from './sample-run.ts'

const counts = countsOf({ duplicated: 1 })
counts.error('http-503')
const result = resultOf(ladder(100), { counts })
const judge = (expression: string) => checkThresholds(readChatThresholds([expression], '--threshold'), result)[0]

test.each([
  ['latency.p95<200ms', 95, true],
  ['latency.p95<95ms', 95, false],
  ['latency.p95<=0.095s', 95, true],
  ['latency.avg<51', 50.5, true],
  ['messages.lost==0', 0, true],
  ['messages.duplicated==0', 1, false],
  ['phases.deliver.p50<1s', 50, true],
  ['phases.clientQueue.max<1ms', 0, true],
  ['phases.acknowledge.p99<1ms', 2, false],
  ['phases.echo.count>=100', 100, true],
  ['totalTimeMs<20s', 10_000, true],
  ['errors.count==0', 1, false],
  ['errors.byKind["http-503"]<=1', 1, true],
  ['errors.byKind.dropped==0', 0, true],
  ['connections.reconnects==0', 0, true],
  ['connections.brokenOff==0', 0, true],
  ['generator.cpuShare<70%', 0.05, true],
  ['generator.sendLag.p99<5ms', 0, true],
  // Unknown passes nothing.
  ['generator.stealShare<5%', null, false],
])('%s', (expression, actual, passed) => {
  expect(judge(expression)).toEqual({ expression, actual, passed })
})

/** Keys that lead to all numbers of a result, but for lists. */
function figurePaths(value: object, before = ''): string[] {
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const path = before === '' ? key : `${before}.${key}`
    if (typeof item === 'number' || item === null) return [path]
    return typeof item === 'object' && item !== null && !Array.isArray(item) ? figurePaths(item, path) : []
  })
}

test('every figure of a result can be a threshold', () => {
  const paths = figurePaths({ ...result, comparison: {}, errors: { count: 0 } })
  expect(paths.length).toBeGreaterThan(80)
  for (const path of paths) expect(readChatThresholds([`${path}<1`], '--threshold')).toHaveLength(1)
})

describe('what is none is refused', () => {
  test.each([
    ['latency.p59<200ms', 'Did you mean latency.p50'],
    ['latency<200', 'Figures are messages.sent'],
    ['messages.lost==0ms', 'Write the number without a unit.'],
    ['messages.lost==0!', 'Leave the ! out.'],
    ['latency.p95 is low', ''],
  ])('%s', (expression, hint) => {
    const read = () => readChatThresholds([expression], '--threshold')
    expect(read).toThrow(UsageError)
    expect(read).toThrow(expect.objectContaining({ hint: expect.stringContaining(hint) }))
  })
})

describe('figures of the comparison', () => {
  const changed = {
    ...result,
    comparison: { changes: { p95: { ratio: 1.1, difference: 5, low: null } }, lost: { difference: 0.02 } },
  }
  test.each([
    ['comparison.changes.p95.ratio<1.2', 1.1, true],
    ['comparison.changes.p95.difference<4ms', 5, false],
    ['comparison.changes.p95.low<1ms', null, false],
    ['comparison.changes.p99.ratio<1.2', null, false],
    ['comparison.lost.difference<=2%', 0.02, true],
  ])('%s', (expression, actual, passed) => {
    expect(checkThresholds(readChatThresholds([expression], '--threshold'), changed)[0]).toEqual({
      expression,
      actual,
      passed,
    })
  })

  test('are refused without a baseline', () => {
    const thresholds = readChatThresholds(['latency.p95<1s', 'comparison.changes.p95.ratio<1.2'], '--threshold')
    expect(() => checkKnowable(thresholds, { baselineFiles: [] })).toThrow(/there is no comparison without --baseline$/)
    expect(() => checkKnowable(thresholds, { baselineFiles: ['old.json'] })).not.toThrow()
  })
})
