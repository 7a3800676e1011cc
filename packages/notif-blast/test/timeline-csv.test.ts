import { expect, test } from '@jest/globals'
import { blastViews } from '../src/report.ts'
import { timelineCsv } from '../src/timeline-csv.ts'
import { sampleReport, timelineOf, undoReport } from './sample-result.ts'

test('columns and their order are a promise', () => {
  expect(timelineCsv({ timeline: [] }).columns.join(',')).toBe('second,rows,batches,pushed,delivered,errors')
})

test('a row tells what a second brought, and when it ended', () => {
  const row = { t: 2000, rows: 81_000, batches: 17, pushed: 5, delivered: 4, errors: 1 }
  expect([...(timelineCsv({ timeline: [row] }).rows as Iterable<unknown>)]).toEqual([[2, 81_000, 17, 5, 4, 1]])
})

test('there is one a second, and none of a run that wrote nothing', () => {
  const timeline = timelineOf(90)
  const report = sampleReport(({ result }) => (result.timeline = timeline))
  const rows = [...(blastViews('en').csv(report).rows as Iterable<readonly unknown[]>)]
  expect(rows.map(([second]) => second)).toEqual(timeline.map((_, at) => at + 1))
  expect([...(timelineCsv(undoReport().result).rows as Iterable<unknown>)]).toEqual([])
})
