import { describe, expect, test } from '@jest/globals'
import { UsageError } from '@m4sh/tools-core/errors'
import { checkThresholds } from '@m4sh/tools-core/stats/thresholds'
import type { PushConfig } from '../src/config.ts'
import type { BlastResult } from '../src/result.ts'
import { readBlastThresholds } from '../src/thresholds.ts'
import { pushReport, sampleReport } from './sample-result.ts'

const listening: PushConfig = { via: 'auto', concurrency: 16, queue: 10_000, listen: true, listenTimeoutMs: 10_000 }

const read = (expression: string, push: PushConfig | null = listening, from = '--threshold') =>
  readBlastThresholds([expression], from, { push })

const judge = (expression: string, result: BlastResult) => checkThresholds(read(expression), result)[0]

const plain = sampleReport(({ result }) => (result.errors = { count: 2, byKind: { 'connection-lost': 2 } })).result
const pushed = pushReport().result

test.each([
  ['rowsPerSecond>10000', 80_645.2, true],
  ['rowsPerSecond>100000', 80_645.2, false],
  ['batchTime.p95<200ms', plain.batchTime.p95, true],
  ['batchTime.max<0.1s', plain.batchTime.max, false],
  ['byType["lesson.reminder"]>0', 250_000, true],
  ['byType.lesson.reminder>0', 250_000, true],
  // A type that was not written is 0.
  ['byType["lesson.remainder"]>0', 0, false],
  ['failed==0', 0, true],
  ['inserted>=1000000', 1_000_000, true],
  ['writingMs<12s', 12_400, false],
  ['database.rows==1000000', 1_000_000, true],
  ['errors.count==0', 2, false],
  ['errors.byKind["connection-lost"]<=2', 2, true],
  ['errors.byKind.deadlock==0', 0, true],
  ['generator.cpuSeconds<3.5s', 2.4, true],
  ['generator.maxRssBytes<130000000', 106_430_464, true],
  // Unknown passes nothing.
  ['push.lost==0', null, false],
])('%s', (expression, actual, passed) => {
  expect(judge(expression, plain)).toEqual({ expression, actual, passed })
})

test.each([
  ['push.latency.p95<1s', pushed.push?.latency.p95, true],
  ['push.transit.p95<1ms', pushed.push?.transit.p95, false],
  ['push.lost==0', 2, false],
  ['push.duplicated<=1', 1, true],
  ['push.failed<10', 3, true],
  // Published on the socket nothing is answered.
  ['push.acknowledge.p99<1s', null, false],
])('of a run that pushed: %s', (expression, actual, passed) => {
  expect(judge(expression, pushed)).toEqual({ expression, actual, passed })
})

/** Keys that lead to all numbers of a result, but for lists and open maps. */
function figurePaths(value: object, before = ''): string[] {
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const path = before === '' ? key : `${before}.${key}`
    if (typeof item === 'number' || item === null) return [path]
    return typeof item === 'object' && !Array.isArray(item) ? figurePaths(item, path) : []
  })
}

test('every figure of a result can be a threshold', () => {
  // Commands and formats are no figures.
  const { next: _next, copyFormat: _format, ...result } = pushed
  const paths = figurePaths({ ...result, byType: {}, errors: { count: 0 } })
  expect(paths.length).toBeGreaterThan(60)
  for (const path of paths) expect(read(`${path}<1`)).toHaveLength(1)
})

describe('what is none is refused', () => {
  test.each([
    ['rowPerSecond>1', 'Did you mean rowsPerSecond?'],
    ['batchTime.p59<200ms', 'Did you mean batchTime.p50?'],
    ['push.latencies.p95<1s', 'Did you mean'],
    ['byType>0', 'Name one of its keys: byType.KEY'],
    ['failed==0ms', 'Write the number without a unit.'],
    ['push.pushed>1s', 'Write the number without a unit.'],
    ['failed==0!', 'Leave the ! out.'],
    ['rows are many', ''],
  ])('%s', (expression, hint) => {
    const reading = () => read(expression)
    expect(reading).toThrow(UsageError)
    expect(reading).toThrow(expect.objectContaining({ hint: expect.stringContaining(hint) }))
  })
})

describe('a figure that the run will not have is refused', () => {
  const silent = { ...listening, listen: false }

  test.each<[string, PushConfig | null, string]>([
    ['push.pushed>0', null, 'there is no push.pushed without --push'],
    ['push.latency.p95<1s', null, 'there is no push.latency without --push'],
    ['push.latency.p95<1s', silent, 'there is no push.latency without --listen'],
    ['push.lost==0', silent, 'there is no push.lost without --listen'],
  ])('%s', (expression, push, says) => {
    const reading = () => read(expression, push)
    expect(reading).toThrow(UsageError)
    expect(reading).toThrow(`--threshold ${JSON.stringify(expression)}: ${says}`)
  })

  test('wherever it was written', () => {
    expect(() => read('push.lost==0', null, 'm4sh.config.json')).toThrow(
      '"push.lost==0" of m4sh.config.json: there is no push.lost without --push',
    )
  })

  test('and one that it will have is not', () => {
    expect(read('push.failed==0', silent)).toHaveLength(1)
    expect(read('push.acknowledge.p95<1s', silent)).toHaveLength(1)
    expect(read('failed==0', null)).toHaveLength(1)
  })
})
