import { hostileMarkup, missingPaths } from '@m4sh/tools-core/testing'
import { describe, expect, test } from '@jest/globals'
import type { ReportPage } from '@m4sh/tools-core/reporting/html'
import { emptySummary, summarize } from '@m4sh/tools-core/stats/summary'
import { renderReportHtml } from '../../src/report-html.ts'
import { toPage } from '../../src/report-html/page.ts'
import {
  clearReport,
  disagreeingReport,
  dryRunReport,
  dryUndoReport,
  failedReport,
  httpReport,
  interruptedReport,
  pushReport,
  resumedReport,
  sampleReport,
  sampleReports,
  timelineOf,
  undoReport,
} from '../sample-result.ts'
import { hostileReport } from './hostile-report.ts'
import { localization } from '../../src/language/index.ts'

const sectionOf = (page: ReportPage, id: string) => {
  const found = page.sections.find((section) => section.id === id)
  if (!found) throw new Error(`there is no section ${id}`)
  return found
}

const tableOf = (page: ReportPage, id: string) => {
  const found = page.sections.flatMap(({ tables }) => tables).find((table) => table.id === id)
  if (!found) throw new Error(`there is no table ${id}`)
  return found
}

const textsOf = (page: ReportPage, id: string) =>
  tableOf(page, id).rows.map(({ cells }) => cells.map(({ text }) => text))

const chartOf = (page: ReportPage, id: string) => {
  const found = page.data.charts.find((chart) => chart.id === id)
  if (!found) throw new Error(`there is no chart ${id}`)
  return found
}

const sentenceOf = (report: ReturnType<typeof sampleReport>) => toPage(localization('en'), report).verdict.sentence

test.each([
  ['written', sampleReport()],
  ['pushed', pushReport()],
  ['taken away', undoReport()],
] as const)('what parts show can be copied from the report (%s)', (_, report) => {
  expect(missingPaths(toPage(localization('en'), report).sections, report)).toEqual([])
})

describe('the verdict', () => {
  test('pass says that all is in, and that the database agrees', () => {
    expect(toPage(localization('en'), sampleReport()).verdict).toEqual({
      tone: 'good',
      word: 'Pass',
      sentence: 'All 1,000,000 rows are in; the database holds as many; no threshold was set.',
      details: [],
    })
  })

  test('pass keeps quiet neither about pushes, nor about what nobody could count', () => {
    const report = pushReport()
    report.verdict = 'pass'
    report.thresholds = [{ expression: 'failed==0', actual: 0, passed: true }]
    report.result.database = { rows: null, agrees: null }
    expect(sentenceOf(report)).toBe(
      'All 1,000 rows are in; 3 pushes failed; 2 pushes never arrived; the threshold was held.',
    )
  })

  test('of a run that was stopped tells how far it came', () => {
    expect(toPage(localization('en'), interruptedReport()).verdict).toMatchObject({
      sentence: '245,000 of 1,000,000 rows are in; the database holds as many; no threshold was set.',
      details: ['The run was stopped early: the figures are of the time until then.'],
    })
  })

  test('of a resumed run counts what was in before', () => {
    expect(sentenceOf(resumedReport())).toMatch(/^All 1,000,000 rows are in; /)
  })

  test.each([
    [
      'a dry run',
      dryRunReport(),
      /^Nothing was touched: 12,000 rows would be removed and 1,000,000 rows would be written/,
    ],
    ['a dry undo', dryUndoReport(), /^Nothing was touched: 1,000,000 rows would be removed\.$/],
    ['an undo', undoReport(), /^1,000,000 rows of the run were removed; no threshold was set\.$/],
    ['a clear', clearReport(), /^40 rows were removed; /],
  ])('of %s says what it was', (_, report, sentence) => {
    expect(sentenceOf(report)).toMatch(sentence)
  })

  test('nothing to do is said', () => {
    const nothing = (report: ReturnType<typeof sampleReport>) => {
      report.result.cleared = 0
      return sentenceOf(report)
    }
    expect(nothing(undoReport())).toMatch(/^The run has no row in the database; /)
    expect(nothing(clearReport())).toMatch(/^There was no row to remove; /)
    expect(nothing(dryUndoReport())).toBe('Nothing was touched: there is nothing to do.')
  })

  test('fail names every reason', () => {
    const report = disagreeingReport()
    report.thresholds = [{ expression: 'rowsPerSecond>100000', actual: 80_645.2, passed: false }]
    Object.assign(report.result, { failed: 1, inserted: 999_999 })
    expect(sentenceOf(report)).toBe(
      '1 of 1,000,000 rows is not in, 999,990 rows with the marker are in the database, though 999,999 were written and 1 of 1 threshold was missed.',
    )
    const undone = undoReport()
    Object.assign(undone, { verdict: 'fail' })
    undone.result.database = { rows: 12, agrees: false }
    expect(sentenceOf(undone)).toBe('12 rows of the run are still there.')
  })

  test('error says how far it came', () => {
    expect(sentenceOf(failedReport())).toBe('The job could not be done: 400,000 of 1,000,000 rows are in.')
    const undone = undoReport()
    Object.assign(undone, { verdict: 'error' })
    undone.result.cleared = 5000
    expect(sentenceOf(undone)).toBe('The job could not be done: 5,000 rows were removed until then.')
  })
})

describe('the line below the title says what was done, and where', () => {
  test.each([
    ['a blast', sampleReport(), '1,000,000 rows for 100,000 users in m4sh@127.0.0.1:5432/m4sh; '],
    [
      'an undo',
      undoReport(),
      'Rows of run 019ac3b1-2f40-7c21-9a55-0242ac120002 taken away from m4sh@127.0.0.1:5432/m4sh; ',
    ],
    ['a clear', clearReport(), 'Rows of 3 users taken away from m4sh@127.0.0.1:5432/m4sh; '],
  ])('%s', (_, report, start) => {
    expect(toPage(localization('en'), report).subject).toBe(`${start}2026-11-26 05:59:02 UTC, 14.2 s`)
  })

  test('which may be unknown', () => {
    expect(
      toPage(
        localization('en'),
        sampleReport((report) => (report.target = {})),
      ).subject,
    ).toMatch(/^1,000,000 rows for 100,000 users; /)
  })
})

test('thresholds show the actual value in its unit', () => {
  expect(
    toPage(localization('en'), failedReport()).thresholds?.rows.map(({ cells }) => cells.map(({ text }) => text)),
  ).toEqual([
    ['rowsPerSecond>10000', '81,301/s', 'held'],
    ['batchTime.p95<100ms', '155 ms', 'missed'],
    ['failed==0', '600,000', 'missed'],
  ])
})

describe('tiles are the figures that a reader wants first', () => {
  const tilesOf = (report: ReturnType<typeof sampleReport>) =>
    Object.fromEntries(toPage(localization('en'), report).tiles.map(({ label, value, tone }) => [label, [value, tone]]))

  test('of a blast', () => {
    expect(tilesOf(sampleReport())).toEqual({
      Rows: ['1,000,000', 'good'],
      'Rows a second': ['80,645/s', 'quiet'],
      'Batch p95': ['155 ms', 'quiet'],
      Database: ['1,000,000', 'good'],
      Errors: ['0', 'good'],
    })
  })

  test('of one that was pushed', () => {
    expect(tilesOf(pushReport())).toEqual({
      Rows: ['1,000', 'good'],
      'Rows a second': ['100/s', 'quiet'],
      'Row p95': ['2.24 ms', 'quiet'],
      Removed: ['120', 'quiet'],
      Pushed: ['997', 'bad'],
      Delivered: ['995 of 997', 'bad'],
      'Latency p95': ['14.4 ms', 'quiet'],
      Database: ['1,000', 'good'],
      Errors: ['0', 'good'],
    })
    expect(tilesOf(httpReport())['Delivered']).toEqual(['–', 'quiet'])
  })

  test('of one that failed', () => {
    expect(tilesOf(failedReport())).toMatchObject({
      Rows: ['400,000 of 1,000,000', 'bad'],
      Database: ['unknown', 'warn'],
      Errors: ['7', 'warn'],
    })
    expect(tilesOf(disagreeingReport())['Database']).toEqual(['999,990', 'bad'])
  })

  test('of a dry run, and of rows that go', () => {
    expect(tilesOf(dryRunReport())).toEqual({
      'Would be written': ['1,000,000', 'quiet'],
      'Would be removed': ['12,000', 'quiet'],
    })
    expect(tilesOf(undoReport())).toEqual({
      Removed: ['1,000,000', 'quiet'],
      Database: ['0', 'good'],
      Errors: ['0', 'good'],
    })
    expect(Object.keys(tilesOf(clearReport()))).toEqual(['Removed', 'Errors'])
  })
})

test.each(sampleReports)('every figure has a value, and says what it is: %s', (_, report) => {
  const page = toPage(localization('en'), report)
  const figures = [...page.tiles, ...page.sections.flatMap((section) => section.figures)]
  expect(figures.filter(({ value, note }) => value === '' || note.length < 4)).toEqual([])
  expect(JSON.stringify(page)).not.toMatch(/NaN|Infinity|undefined/)
})

describe('parts are those that have something to say', () => {
  const partsOf = (report: ReturnType<typeof sampleReport>) =>
    toPage(localization('en'), report).sections.map(({ id }) => id)

  test.each([
    ['a blast', sampleReport(), ['writing', 'timeline', 'types', 'database', 'errors', 'machine', 'options']],
    ['a push', pushReport(), ['writing', 'timeline', 'types', 'push', 'database', 'errors', 'machine', 'options']],
    ['a dry run', dryRunReport(), ['writing', 'types', 'options']],
    ['an undo', undoReport(), ['database', 'errors', 'machine', 'options']],
    ['a clear', clearReport(), ['errors', 'machine', 'options']],
  ])('of %s', (_, report, parts) => {
    expect(partsOf(report)).toEqual(parts)
  })

  test('types that were not written have no row', () => {
    expect(textsOf(toPage(localization('en'), pushReport()), 'type-table')).toEqual([['lesson.reminder', '1,000']])
    expect(partsOf(sampleReport(({ result }) => (result.byType = {})))).not.toContain('types')
  })
})

describe('charts', () => {
  test('over time share their cursor, and have a value for each second', () => {
    const charts = toPage(localization('en'), pushReport()).data.charts.filter(({ group }) => group === 'timeline')
    expect(charts.map(({ id }) => id)).toEqual(['rows-over-time', 'pushes-over-time'])
    for (const { x, lines } of charts) {
      expect(x.values).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
      for (const { values } of lines) expect(values).toHaveLength(11)
    }
  })

  test('of errors come where there were some, of pushes where there were any', () => {
    expect(toPage(localization('en'), failedReport()).data.charts.map(({ id }) => id)).toEqual([
      'batch-times',
      'rows-over-time',
      'errors-over-time',
    ])
    expect(
      tableOf(toPage(localization('en'), failedReport()), 'timeline-table').columns.map(({ label }) => label),
    ).toEqual(['Until', 'Rows', 'Batches', 'Errors'])
  })

  test('of a day have no more points than a screen, and the table no more rows than a reader', () => {
    const report = sampleReport(({ result }) => (result.timeline = timelineOf(86_400)))
    const page = toPage(localization('en'), report)
    expect(chartOf(page, 'rows-over-time').x.values).toHaveLength(1800)
    expect(tableOf(page, 'timeline-table').rows).toHaveLength(120)
    expect(tableOf(page, 'timeline-table').fold).toBe('In steps of 720 seconds')
    expect(renderReportHtml(localization('en'), report).length).toBeLessThan(1_000_000)
  })

  test('of batches have their percentiles', () => {
    const { batchTime } = sampleReport().result
    const { names, lines } = chartOf(toPage(localization('en'), sampleReport()), 'batch-times')
    expect(names).toEqual(['p50', 'p90', 'p95', 'p99', 'p99.9', 'max'])
    expect(lines[0]?.values[2]).toBeCloseTo(batchTime.p95 ?? 0, 0)
    expect(chartOf(toPage(localization('en'), pushReport()), 'batch-times')).toMatchObject({ title: 'Row times' })
  })

  test('of pushes stand side by side, those that are known', () => {
    expect(chartOf(toPage(localization('en'), pushReport()), 'push-times').names).toEqual(['Latency', 'Transit'])
    const byPost = toPage(localization('en'), httpReport())
    expect(sectionOf(byPost, 'push')).toMatchObject({
      charts: [],
      remarks: ['Nobody listened: what arrived is not known (--listen).'],
    })
    expect(textsOf(byPost, 'push-summary').map(([name]) => name)).toEqual(['Answer'])
  })

  test('are left out where nothing was timed, which is said', () => {
    const page = toPage(
      localization('en'),
      sampleReport(({ result }) =>
        Object.assign(result, { inserted: 0, failed: 1_000_000, batchTime: emptySummary, timeline: [] }),
      ),
    )
    expect(page.data.charts).toEqual([])
    expect(sectionOf(page, 'writing').remarks).toEqual(['No batch was timed.'])
    expect(sectionOf(page, 'timeline').remarks).toEqual(['There is nothing to draw: nothing was written.'])
  })

  test('of one batch are drawn, too', () => {
    const page = toPage(
      localization('en'),
      sampleReport(({ result }) => Object.assign(result, { batchTime: summarize([7]), timeline: timelineOf(1) })),
    )
    expect(chartOf(page, 'batch-times').lines[0]?.values).toEqual([7, 7, 7, 7, 7, 7])
    expect(chartOf(page, 'rows-over-time').x.values).toEqual([1])
  })
})

describe('tables', () => {
  test('types have bars on one scale, the most first', () => {
    const table = tableOf(toPage(localization('en'), sampleReport()), 'type-table')
    expect(table.rows.map(({ cells }) => cells.map(({ text }) => text)).slice(0, 2)).toEqual([
      ['chat.message', '400,000'],
      ['lesson.reminder', '250,000'],
    ])
    expect(table.rows[0]?.cells[1]?.note).toBe('40.0 %')
    expect(table.rows.map(({ cells }) => cells[0]?.interval?.at).slice(0, 2)).toEqual([1, 0.625])
  })

  test('types without end are bounded, which is said', () => {
    const byType = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`made.up.${at}`, 1 + at]))
    const table = tableOf(
      toPage(
        localization('en'),
        sampleReport(({ result }) => (result.byType = byType)),
      ),
      'type-table',
    )
    expect(table.rows).toHaveLength(100)
    expect(table.rest).toMatch(/^The first 100 of 400 types\. /)
  })

  test('the marker comes with the commands that go on', () => {
    expect(textsOf(toPage(localization('en'), failedReport()), 'marker-table')).toEqual([
      ['Run', '019ac3b1-2f40-7c21-9a55-0242ac120002'],
      ['Place', 'notif_blast.run'],
      ['Undo', 'notif-blast --undo 019ac3b1-2f40-7c21-9a55-0242ac120002'],
      ['Resume', 'notif-blast --resume 019ac3b1-2f40-7c21-9a55-0242ac120002'],
    ])
    expect(textsOf(toPage(localization('en'), undoReport()), 'marker-table')).toHaveLength(1)
  })
})

test('CPU time is told for a million rows, of as many that it means something', () => {
  const labelsOf = (report: ReturnType<typeof sampleReport>) =>
    sectionOf(toPage(localization('en'), report), 'machine').figures.map(({ label }) => label)
  expect(labelsOf(sampleReport())).toEqual(['CPU', 'CPU a million rows', 'Memory'])
  expect(labelsOf(pushReport())).toEqual(['CPU', 'Memory'])
})

test('names that are markup stay texts; characters that nobody sees are shown', () => {
  const html = renderReportHtml(localization('en'), hostileReport())
  for (const payload of hostileMarkup.filter((one) => /[<"]/.test(one))) expect(html).not.toContain(payload)
  const hidden = toPage(
    localization('en'),
    sampleReport(({ result }) => (result.byType = { 'a\u202Eb': 1 })),
  )
  expect(textsOf(hidden, 'type-table')[0]?.[0]).not.toContain('\u202E')
})

test('a normal run is a small file', () => {
  expect(renderReportHtml(localization('en'), pushReport()).length).toBeLessThan(200_000)
})
