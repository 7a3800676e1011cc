import { describe, expect, test } from '@jest/globals'
import { blastViews, toFindings } from '../src/report.ts'
import {
  clearReport,
  disagreeingReport,
  dryRunReport,
  failedReport,
  interruptedReport,
  pushReport,
  sampleReport,
  undoReport,
} from './sample-result.ts'

const found = (report: ReturnType<typeof sampleReport>) =>
  toFindings(report.result, report.run.interrupted).map(({ ruleId, severity, message, fails }) => [
    ruleId,
    severity,
    message,
    fails,
  ])

test.each([
  ['all went well', sampleReport()],
  ['nothing was done', dryRunReport()],
  ['a run was taken away', undoReport()],
  ['rows were cleared', clearReport()],
])('there is none where %s', (_, report) => {
  expect(found(report)).toEqual([])
})

test('rows that are missing fail the run; errors on the way are told by their kind', () => {
  expect(found(failedReport())).toEqual([
    ['missing-rows', 'error', '600,000 of 1,000,000 rows are not in the database.', true],
    ['error-on-the-way', 'info', 'connection-lost: 6 times.', false],
    ['error-on-the-way', 'info', 'refused: 1 time.', false],
  ])
})

test('rows that were still to come when somebody stopped the run fail nothing', () => {
  expect(found(interruptedReport())).toEqual([
    ['missing-rows', 'error', '755,000 of 1,000,000 rows are not in the database.', false],
  ])
})

describe('a database that disagrees fails the run', () => {
  test('where rows are missing', () => {
    expect(found(disagreeingReport())).toEqual([
      [
        'database-disagrees',
        'error',
        'The database holds 999,990 rows with the marker, this report says 1,000,000.',
        true,
      ],
    ])
  })

  test('where rows of an earlier time count, too', () => {
    const report = disagreeingReport()
    Object.assign(report.result, { inserted: 600_000, resumed: 400_000 })
    expect(found(report)[0]?.[2]).toMatch(/this report says 1,000,000\.$/)
  })

  test('where rows are left that were to go', () => {
    const report = undoReport()
    report.result.database = { rows: 12, agrees: false }
    expect(found(report)[0]?.[2]).toBe('The database holds 12 rows with the marker, all of which were to go.')
  })
})

test('what became of pushes is a warning', () => {
  expect(found(pushReport())).toEqual([
    ['failed-push', 'warning', '3 of 1,000 notifications could not be pushed.', false],
    ['lost-push', 'warning', '2 notifications were pushed to somebody who listened, and never arrived.', false],
    ['duplicate-push', 'warning', '1 notification came once more.', false],
  ])
})

test('where nobody listened nothing is lost', () => {
  const report = pushReport()
  if (report.result.push)
    Object.assign(report.result.push, { failed: 0, delivered: null, lost: null, duplicated: null })
  expect(found(report)).toEqual([])
})

test('each is of a rule that says what it is about, and the same in the next run', () => {
  const { rules } = blastViews('en')
  const all = [failedReport(), disagreeingReport(), pushReport()].flatMap(({ result }) => toFindings(result, false))
  expect([...new Set(all.map(({ ruleId }) => ruleId))].toSorted()).toEqual(rules.map(({ id }) => id).toSorted())
  for (const { description, helpUrl } of rules) {
    expect(description).toMatch(/^[A-Z].*\.$/)
    expect(helpUrl).toMatch(/notif-blast#findings$/)
  }
  const fingerprints = toFindings(failedReport().result, false).map(({ fingerprint }) => fingerprint)
  expect(fingerprints).toEqual(['missing-rows', 'error-on-the-way connection-lost', 'error-on-the-way refused'])
})
