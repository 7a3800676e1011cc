import { describe, expect, test } from '@jest/globals'
import { startReport, type Report } from '@m4sh/tools-core/reporting'
import { createMemoryHost } from '@m4sh/tools-core/testing'
import { compareWith } from '../src/compare-runs.ts'
import { toFindings } from '../src/report.ts'
import { renderText } from '../src/report-text.ts'
import type { ChatResult } from '../src/result.ts'
import { ms } from '@m4sh/tools-core/reporting'
import { countsOf, idleGenerator, ladder, resultOf } from './sample-run.ts'
import { localization } from '../src/language/index.ts'

type End = Parameters<ReturnType<typeof startReport>['finish']>[0]

function reportOf(result: ChatResult, end: Partial<End> = {}): Report<ChatResult> {
  const draft = startReport({
    tool: { name: 'chat-latency', version: '0.0.0' },
    target: {},
    options: {},
    host: createMemoryHost(),
  })
  return draft.finish({ verdict: 'pass', ...end, result })
}

const troubled = countsOf({ duplicated: 1, outOfOrder: 2, late: 1, rateLimited: 3, reconnects: 1 })
for (const kind of ['dropped', 'http-429', 'http-429', 'http-429']) troubled.error(kind)

const failed = reportOf(
  resultOf(
    [
      ...ladder(1200),
      { due: 1, received: null, status: 'lost' },
      { due: 2, received: null, status: 'recovered' },
      { due: 3, received: null, acknowledged: null, status: 'failed' },
    ],
    { counts: troubled },
  ),
  {
    verdict: 'fail',
    thresholds: [
      { expression: 'messages.lost==0', actual: 1, passed: false },
      { expression: 'latency.p95<2s', actual: 1140, passed: true },
      { expression: 'generator.stealShare<5%', actual: null, passed: false },
    ],
    warnings: ['1 socket ended: the connection broke.'],
  },
)

function comparedReport(): Report<ChatResult> {
  // In no order: of a run that grows slower from end to end nothing can be said.
  const steps = ladder(200).map((_, at) => ((at * 77) % 200) / 10)
  const result = resultOf(
    ladder(200).map(({ due, ...station }, at) => ({ ...station, due, received: 50 + (steps[at] ?? 0) })),
  )
  const latencies = steps.map((step) => 40 + step)
  const baseline = {
    file: 'old.json',
    startedAt: '2026-01-01T00:00:00.000Z',
    messages: 200,
    latencies,
    options: {},
    warnings: [],
  }
  return reportOf(
    { ...result, comparison: compareWith(result, [baseline], { seed: 1, allowed: 0.1 }) },
    { verdict: 'fail' },
  )
}

const busy = { ...idleGenerator, cpuShare: 0.97 }
const saturated = resultOf(ladder(100), { generator: busy })

describe.each<[string, Report<ChatResult>]>([
  ['pass', reportOf(resultOf(ladder(100)))],
  ['fail', failed],
  ['invalid', reportOf(saturated, { verdict: 'invalid', warnings: saturated.generator.reasons })],
  ['nothing came', reportOf(resultOf([]), { verdict: 'error' })],
  ['interrupted', reportOf(resultOf(ladder(7)), { interrupted: true })],
  ['comparison', comparedReport()],
])('%s', (_, report) => {
  test('in lines as long as they are', () => {
    expect(renderText(localization('en'), report, { color: false }, false)).toMatchSnapshot()
  })

  test('on 80 columns, with the graph', () => {
    const text = renderText(localization('en'), report, { color: false, columns: 80 }, true)
    expect(text).toMatchSnapshot()
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  test('colours change nothing of what it says, and end with their word', () => {
    const text = renderText(localization('en'), report, { color: true }, false)
    const codes = new RegExp(String.raw`\u001B\[\d+m`, 'g')
    expect(text.replaceAll(codes, '')).toBe(renderText(localization('en'), report, { color: false }, false))
    const shown = [...text.matchAll(codes)].map(([code]) => code)
    expect(shown.filter((_code, at) => at % 2 === 1).every((code) => /\[(?:22|39)m/.test(code))).toBe(true)
  })
})

test.each([
  [null, '–'],
  [0, '0.00 ms'],
  [9.994, '9.99 ms'],
  [10, '10.0 ms'],
  [99.94, '99.9 ms'],
  [100, '100 ms'],
  [9999, '9999 ms'],
  [10_000, '10.0 s'],
])('%j as time is %s', (value, text) => {
  expect(ms(value)).toBe(text)
})

describe('findings', () => {
  test('of a calm run are none', () => {
    expect(toFindings(resultOf(ladder(10)))).toEqual([])
  })

  test('lost messages are told, and fail nothing by themselves', () => {
    expect(toFindings(failed.result)).toEqual([
      expect.objectContaining({
        ruleId: 'lost-message',
        severity: 'warning',
        message: '1 of 1203 messages did not arrive in time.',
        fails: false,
      }),
    ])
  })

  test('regressions fail, each percentile for itself', () => {
    const findings = toFindings(comparedReport().result)
    expect(findings.map(({ ruleId, fails, fingerprint }) => ({ ruleId, fails, fingerprint }))).toEqual(
      ['p50', 'p90', 'p95'].map((name) => ({
        ruleId: 'latency-regression',
        fails: true,
        fingerprint: `regression ${name}`,
      })),
    )
    expect(findings[0]?.message).toBe('p50 went from 49.9 ms to 59.9 ms.')
  })
})
