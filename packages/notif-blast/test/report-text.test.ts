import { describe, expect, test } from '@jest/globals'
import { renderText } from '../src/report-text.ts'
import { summaryRows } from '../src/summary-rows.ts'
import {
  clearReport,
  dryRunReport,
  httpReport,
  pushReport,
  sampleReport,
  sampleReports,
  undoReport,
} from './sample-result.ts'
import { localization } from '../src/language/index.ts'

describe.each(sampleReports)('%s', (_, report) => {
  test('in lines as long as they are', () => {
    expect(renderText(localization('en'), report, { color: false })).toMatchSnapshot()
  })

  test('on 80 columns, but for what is to be copied', () => {
    const text = renderText(localization('en'), report, { color: false, columns: 80 })
    expect(text).toMatchSnapshot()
    const wide = text.split('\n').filter((line) => line.length > 80)
    expect(wide.filter((line) => !/^ {2}(?:Undo|Resume)/.test(line))).toEqual([])
  })

  test('colours change nothing of what it says, and end with their word', () => {
    const text = renderText(localization('en'), report, { color: true })
    const codes = new RegExp(String.raw`\u001B\[\d+m`, 'g')
    expect(text.replaceAll(codes, '')).toBe(renderText(localization('en'), report, { color: false }))
    const shown = [...text.matchAll(codes)].map(([code]) => code)
    expect(shown.filter((_code, at) => at % 2 === 1).every((code) => /\[(?:22|39)m/.test(code))).toBe(true)
  })

  test('says nothing that is none', () => {
    expect(renderText(localization('en'), report, { color: false })).not.toMatch(/NaN|Infinity|undefined|null/)
  })
})

const rowOf = (report: Parameters<typeof summaryRows>[1], label: string) =>
  new Map(summaryRows(localization('en'), report)).get(label)

describe('rows', () => {
  test('are told by how many, for whom, how fast and how', () => {
    expect(rowOf(sampleReport(), 'Written')).toBe(
      '1,000,000 rows for 100,000 users in 12.4 s (80,645/s, COPY binary, 2 connections, batches of 5,000)',
    )
    expect(rowOf(httpReport(), 'Written')).toBe(
      '200 rows for 1 user in 840 ms (238/s, made by the platform, as it pushed them)',
    )
    const insert = sampleReport(({ result }) =>
      Object.assign(result, { method: 'insert', copyFormat: null, connections: 1, rowsPerSecond: null }),
    )
    expect(rowOf(insert, 'Written')).toMatch(/ \(INSERT, 1 connection, batches of 5,000\)$/)
  })

  test('of more types than a line holds are counted', () => {
    const report = sampleReport(({ result }) => {
      result.byType = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`type.${at}`, 100 - at]))
    })
    expect(rowOf(report, 'By type')).toMatch(/^100 type\.0, .* 93 type\.7, 3 others in the report$/)
  })

  test('what a platform or a user has named is shown, and not obeyed', () => {
    const report = pushReport()
    if (report.result.push) report.result.push.reason = 'it said \u001B[2J'
    expect(renderText(localization('en'), report, { color: false })).not.toContain('\u001B')
  })
})

describe('what did not happen is left out', () => {
  const labelsOf = (report: Parameters<typeof summaryRows>[1]) =>
    summaryRows(localization('en'), report).map(([label]) => label)

  test.each([
    ['a plain run', sampleReport(), ['Written', 'By type', 'Batch time', 'Database', 'Errors', 'Generator', 'Marker']],
    ['a dry run', dryRunReport(), ['Would write', 'By type', 'Would remove']],
    ['an undo', undoReport(), ['Removed', 'Database', 'Errors', 'Generator', 'Marker']],
    ['a clear', clearReport(), ['Removed', 'Errors', 'Generator']],
  ])('%s', (_, report, labels) => {
    expect(labelsOf(report)).toEqual(labels)
  })
})

test('a run that was whole already has nothing to go on with', () => {
  const whole = sampleReport(({ result }) => Object.assign(result, { inserted: 0, resumed: 1_000_000, byType: {} }))
  expect(rowOf(whole, 'Written')).toBe('nothing: the run was whole')
  expect(rowOf(whole, 'Before')).toBe('1,000,000 rows of the run were in already')
})

test.each([
  ['undo', undoReport(), 'nothing: the run has no row here'],
  ['clear', clearReport(), 'nothing: there was none'],
])('%s of nothing says so', (_, report, text) => {
  report.result.cleared = 0
  expect(rowOf(report, 'Removed')).toBe(text)
})
