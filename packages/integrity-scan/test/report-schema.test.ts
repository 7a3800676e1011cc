import { describe, expect, test } from '@jest/globals'
import { readPublishedSchema } from '@m4sh/tools-core/testing/published-schema'
import { comparedReport, fixedReport, sampleReports, type ScanReport, undoneReport } from './sample-result.ts'

const { errorsOf, errorsOfClosed, errorsOfEnvelope, undescribed } = readPublishedSchema(
  new URL('../schema/report.schema.json', import.meta.url),
)

/** As a file holds it. */
const written = (report: object): object => JSON.parse(JSON.stringify(report)) as object

describe('the published schema', () => {
  test.each(sampleReports)('takes the report, and every field of it is described: %s', (_, report) => {
    expect(errorsOf(written(report))).toEqual([])
    expect(errorsOfClosed(written(report))).toEqual([])
    expect(errorsOfEnvelope(written(report))).toEqual([])
  })

  test('describes each field in a sentence', () => {
    expect(undescribed).toEqual([])
  })

  test.each<[string, (report: ScanReport) => unknown]>([
    ['a status that there is not', ({ result }) => Object.assign(result.checks[0] ?? {}, { status: 'muted' })],
    ['fewer rows than none', ({ result }) => (result.summary.critical = -1)],
    ['half a row', ({ result }) => Object.assign(result.checks[0] ?? {}, { count: 0.5 })],
    ['a key that is neither number nor text', ({ result }) => Object.assign(result.checks[0] ?? {}, { keys: [true] })],
    ['a share that is a text', ({ result }) => Object.assign(result.percent, { 'users.no-role': '3' })],
    ['a comparison by feeling', ({ result }) => Object.assign(result.comparison?.checks[0] ?? {}, { by: 'feeling' })],
    ['another tool', ({ tool }) => (tool.name = 'notif-blast')],
  ])('refuses %s', (_, change) => {
    const report = comparedReport()
    change(report)
    expect(errorsOf(written(report))).not.toEqual([])
  })

  // A promise to the users: these are never renamed or dropped.
  const promised: readonly (readonly [path: string, keys: readonly string[]])[] = [
    ['', ['schemaVersion', 'tool', 'run', 'target', 'options', 'thresholds', 'verdict', 'warnings', 'result']],
    ['run', ['id', 'startedAt', 'finishedAt', 'durationMs', 'interrupted', 'seed', 'shard', 'environment']],
    ['result', ['snapshot', 'tables', 'checks', 'summary', 'notChecked', 'comparison', 'fix', 'undo']],
    ['result.tables.0', ['name', 'table', 'rows', 'found']],
    [
      'result.checks.0',
      'id category title severity status count rows samples fixable durationMs reason keys bySeverity'.split(' '),
    ],
    ['result.checks.0.samples.0', ['_key', '_severity']],
    ['result.summary', ['critical', 'warning', 'info', 'checks', 'passed', 'failed', 'skipped', 'error', 'new']],
    ['result.comparison', ['file', 'new', 'fixed', 'open', 'checks']],
    ['result.comparison.checks.0', ['check', 'by', 'new', 'fixed', 'open', 'newKeys', 'fixedKeys']],
    ['result.fix', ['dryRun', 'transaction', 'actions', 'after', 'undo']],
    ['result.fix.actions.0', ['check', 'action', 'count', 'undo', 'left']],
    ['result.undo', ['file', 'dryRun', 'transaction', 'tables']],
  ]

  test.each(promised)('keeps what was promised of %j', (path, keys) => {
    const report = written(
      fixedReport(({ result }) =>
        Object.assign(result, { comparison: comparedReport().result.comparison, undo: undoneReport().result.undo }),
      ),
    )
    const placeIn = (whole: object) =>
      path
        .split('.')
        .filter((key) => key !== '')
        .reduce<unknown>((at, key) => new Map(Object.entries(at as object)).get(key), whole) as object
    for (const key of keys) {
      const copy = structuredClone(report)
      expect(Reflect.deleteProperty(placeIn(copy), key)).toBe(true)
      expect(errorsOf(copy)).not.toEqual([])
    }
  })
})
