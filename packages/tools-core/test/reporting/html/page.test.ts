import { expect, test } from '@jest/globals'
import { drawn, drawnLogarithmic, spanOf } from '../../../src/reporting/html/chart.ts'
import { renderReportPage, runText } from '../../../src/reporting/html/page.ts'
import { bounded } from '../../../src/reporting/html/table.ts'
import { judgedReport, samplePage } from './sample-page.ts'
import { english } from '../english.ts'

test('the script gets the charts of all parts, and nothing else', () => {
  const { data } = samplePage()
  expect(data.charts.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6].map((at) => `chart-${at}`))
})

test('names that are markup stay texts', () => {
  for (const payload of [
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(2)>',
    '</script><script>alert(3)</script>',
  ])
    expect(renderReportPage(samplePage(payload))).not.toContain(payload)
})

test('no line breaks within a flag, and what looks like one is no markup', () => {
  const page = samplePage()
  const warnings = ['Give --connect-rate 5 (or --raw), not x--y, ---z or --a<b>.']
  const html = renderReportPage({ ...page, data: page.data, warnings })
  expect(html).toContain(
    'Give <span class="flag">--connect-rate</span> 5 (or <span class="flag">--raw</span>), not x--y, ---z or <span class="flag">--a</span>&lt;b&gt;.',
  )
})

test('characters that nobody sees are shown, wherever they stand', () => {
  expect(JSON.stringify(samplePage('a\u202Eb'))).not.toContain('\u202E')
})

test('a number is drawn with six digits, and none that an axis does not have', () => {
  expect([1234.5678, null, NaN, Infinity, 0].map(drawn)).toEqual([1234.57, null, null, null, 0])
  expect([0, -1, 0.0123456, null].map(drawnLogarithmic)).toEqual([0.001, 0.001, 0.0123456, null])
})

test('what is spoken of a line is its span', () => {
  const spans = [[], [null], [3, null, 3], [1, null, 7]].map((values) => spanOf(english, values, String))
  expect(spans).toEqual(['without values', 'without values', 'always 3', 'from 1 to 7'])
})

test('a long list is cut, which is said', () => {
  expect(bounded(english, [1, 2], 2, 'rooms')).toEqual({ shown: [1, 2], rest: null })
  expect(bounded(english, [1, 2, 3], 2, 'rooms')).toEqual({
    shown: [1, 2],
    rest: 'The first 2 of 3 rooms. The JSON report holds all of them.',
  })
})

test('a run is told by when it was and how long it took', () => {
  const { run } = judgedReport()
  expect(runText(english, run)).toBe('2026-11-26 05:59:02 UTC, 60.5 s')
  expect(runText(english, { ...run, startedAt: 'once' })).toBe('once, 60.5 s')
})
