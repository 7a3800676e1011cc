import { describe, expect, test } from '@jest/globals'
import { readPublishedSchema } from '@m4sh/tools-core/testing/published-schema'
import { httpReport, pushReport, sampleReport, sampleReports } from './sample-result.ts'

const { errorsOf, errorsOfClosed, errorsOfEnvelope, undescribed } = readPublishedSchema(
  new URL('../schema/report.schema.json', import.meta.url),
)

/** As a file holds it. */
const written = (report: object): object => JSON.parse(JSON.stringify(report)) as object

describe('the published schema', () => {
  test.each(sampleReports)('takes the report of a run, and every field of it is described: %s', (_, report) => {
    expect(errorsOf(written(report))).toEqual([])
    expect(errorsOfClosed(written(report))).toEqual([])
    expect(errorsOfEnvelope(written(report))).toEqual([])
  })

  test('describes each field in a sentence', () => {
    expect(undescribed).toEqual([])
  })

  test.each<[string, (report: ReturnType<typeof sampleReport>) => unknown]>([
    ['a method that there is not', ({ result }) => Object.assign(result, { method: 'merge' })],
    ['fewer rows than none', ({ result }) => (result.failed = -1)],
    ['half a row', ({ result }) => (result.inserted = 0.5)],
    ['a marker that is no id', ({ result }) => (result.marker = 'mine')],
    ['a type that is no number', ({ result }) => Object.assign(result.byType, { 'chat.message': '7' })],
    [
      'a push by pigeon',
      ({ result }) => Object.assign(result, { push: { ...pushReport().result.push, via: 'pigeon' } }),
    ],
    ['another tool', ({ tool }) => (tool.name = 'chat-latency')],
  ])('refuses %s', (_, change) => {
    const report = sampleReport()
    change(report)
    expect(errorsOf(written(report))).not.toEqual([])
  })

  // A promise to the users: these are never renamed or dropped.
  const summary = ['count', 'min', 'max', 'mean', 'avg', 'median', 'stdev', 'p50', 'p90', 'p95', 'p99', 'p999']
  const promised: Readonly<Record<string, readonly string[]>> = {
    '': ['schemaVersion', 'tool', 'run', 'target', 'options', 'thresholds', 'verdict', 'warnings', 'result'],
    run: ['id', 'startedAt', 'finishedAt', 'durationMs', 'interrupted', 'seed', 'shard', 'environment'],
    result: [
      'users',
      'inserted',
      'byType',
      'failed',
      'cleared',
      'batches',
      'method',
      'rowsPerSecond',
      'batchTime',
      'push',
      'marker',
      'errors',
    ],
    'result.batchTime': summary,
    'result.push': ['via', 'pushed', 'failed', 'delivered', 'latency'],
    'result.push.latency': summary,
    'result.errors': ['count', 'byKind'],
    'result.timeline.0': ['t', 'rows', 'batches', 'pushed', 'delivered', 'errors'],
  }

  test.each(Object.keys(promised))('keeps what was promised of %j', (path) => {
    const keys = path === '' ? [] : path.split('.')
    const placeIn = (report: object) =>
      keys.reduce<unknown>((at, key) => new Map(Object.entries(at as object)).get(key), report) as object
    for (const report of [pushReport(), httpReport()].map(written)) {
      expect(Object.keys(placeIn(report))).toEqual(expect.arrayContaining([...(promised[path] ?? [])]))
      for (const key of promised[path] ?? []) {
        const copy = structuredClone(report)
        Reflect.deleteProperty(placeIn(copy), key)
        expect(errorsOf(copy)).not.toEqual([])
      }
    }
  })
})
