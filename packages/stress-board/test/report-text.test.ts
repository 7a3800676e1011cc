import { describe, expect, test } from '@jest/globals'
import type { Report } from '@m4sh/tools-core/reporting'
import { renderText } from '../src/report-text.ts'
import type { StressResult } from '../src/result.ts'
import { ms, share } from '@m4sh/tools-core/reporting'
import {
  comparedReport,
  divergedReport,
  emptyReport,
  invalidReport,
  sampleReport,
} from './report-html/sample-report.ts'
import { english } from './languages.ts'

function interruptedReport(): Report<StressResult> {
  return sampleReport((report) => {
    report.run.interrupted = true
    report.warnings = ['Ended early: latency.p95<200ms! was missed.']
  })
}

describe.each([
  ['pass', sampleReport()],
  ['fail', divergedReport()],
  ['invalid', invalidReport()],
  ['nobody came in', emptyReport()],
  ['interrupted', interruptedReport()],
  ['capacity and comparison', comparedReport()],
])('%s', (_, report) => {
  test('in lines as long as they are', () => {
    expect(renderText(english, report, { color: false })).toMatchSnapshot()
  })

  test('on 80 columns', () => {
    const text = renderText(english, report, { color: false, columns: 80 })
    expect(text).toMatchSnapshot()
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  test('colours change nothing of what it says, and end with their word', () => {
    const text = renderText(english, report, { color: true })
    const codes = new RegExp(String.raw`\u001B\[\d+m`, 'g')
    expect(text.replaceAll(codes, '')).toBe(renderText(english, report, { color: false }))
    const shown = [...text.matchAll(codes)].map(([code]) => code)
    expect(shown.filter((_code, at) => at % 2 === 1).every((code) => /\[(?:22|39)m/.test(code))).toBe(true)
  })
})

test('of many that diverged, ten are named', () => {
  const report = divergedReport()
  const [first] = report.result.convergence.diverged
  if (!first) throw new Error('nobody diverged')
  report.result.convergence.diverged = Array.from({ length: 13 }, (_, client) => ({ ...first, client }))
  const lines = renderText(english, report, { color: false }).split('\n')
  expect(lines.filter((line) => line.includes('strokes missing'))).toHaveLength(10)
  expect(lines).toContain('    … 3 more in the report')
})

test('the largest size that was tried is no limit', () => {
  const report = comparedReport()
  if (report.result.capacity) Object.assign(report.result.capacity, { clients: 48, isLimit: true })
  expect(renderText(english, report, { color: false })).toContain(
    'Capacity: 48 clients held it, the most that were tried\n',
  )
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

test.each([
  [null, '–'],
  [0, '0 %'],
  [1, '100 %'],
  [0.981, '98.1 %'],
])('%j as share is %s', (value, text) => {
  expect(share(value)).toBe(text)
})
