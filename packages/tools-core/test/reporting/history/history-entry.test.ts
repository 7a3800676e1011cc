import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { entryName, timeOfName } from '../../../src/reporting/history/entry-name.ts'
import { historyEntry } from '../../../src/reporting/history/history-entry.ts'
import { readEntry } from '../../../src/reporting/history/read-entry.ts'
import { finding, sampleReport, sampleViews } from '../sample-report.ts'
import { entryOf, keptViews, runOf, texts } from './sample-history.ts'

const schema = JSON.parse(
  readFileSync(new URL('../../../schema/history-entry.schema.json', import.meta.url), 'utf8'),
) as object

test('keeps of a run what lists and lines need, and nothing of its size', () => {
  const report = runOf('a', 10_000, ({ thresholds, warnings, run }) => {
    thresholds.push({ expression: 'a<1', actual: 2, passed: false }, { expression: 'b<1', actual: 0, passed: true })
    warnings.push('slow')
    run.durationMs = 12.5
  })
  const entry = historyEntry(
    report,
    keptViews,
    [{ path: '/work/reports/run.html', format: 'html', bytes: 12 }],
    '/work/reports/history',
  )
  expect(entry).toEqual({
    schemaVersion: 1,
    tool: { name: 'sample-tool', version: '1.2.3' },
    run: {
      id: 'a',
      startedAt: report.run.startedAt,
      finishedAt: report.run.finishedAt,
      durationMs: 12.5,
      interrupted: false,
      shard: null,
    },
    verdict: 'fail',
    subject: { en: '10000 rows', uk: 'рядків: 10000' },
    target: texts('http://localhost'),
    thresholds: { held: 1, missed: 1 },
    findings: { critical: 0, error: 1, warning: 0, info: 1 },
    warnings: 1,
    trends: [
      {
        title: texts('Rows', 'Rows (uk)'),
        unit: 'count',
        better: 'less',
        lines: [
          { label: texts('rows', 'rows (uk)'), path: 'result.rows', value: 10_000 },
          { label: texts('nowhere', 'nowhere (uk)'), path: 'result.nowhere.p95', value: null },
        ],
      },
      {
        title: texts('Findings', 'Findings (uk)'),
        unit: 'count',
        better: 'less',
        lines: [{ label: texts('errors', 'errors (uk)'), path: 'findings.error', value: 1 }],
      },
      {
        title: texts('Time', 'Time (uk)'),
        unit: 'ms',
        better: 'less',
        lines: [{ label: texts('time', 'time (uk)'), path: 'run.durationMs', value: 12.5 }],
      },
    ],
    reports: [{ format: 'html', path: '../run.html', bytes: 12 }],
  })
  expect(JSON.stringify(entry).length).toBeLessThan(2000)
})

test('is what its schema says, and what is read again', () => {
  const ajv = new ajv2020.Ajv2020({ allErrors: true, allowUnionTypes: true })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  for (const entry of [historyEntry(runOf('a'), keptViews, [], '/'), entryOf(3)]) {
    validate(entry)
    expect(validate.errors).toBeNull()
    expect(readEntry(JSON.stringify(entry))).toEqual(entry)
  }
})

test('of a tool that declares nothing is listed without figures; what a baseline knows is no finding', () => {
  const report = sampleReport({ findings: [finding({ known: true }), finding({ severity: 'critical' })] })
  expect(historyEntry(report, sampleViews, [], '/')).toMatchObject({
    subject: texts(''),
    target: texts(''),
    trends: [],
    findings: { critical: 1, error: 0 },
  })
})

test('texts stay short, and no character is cut in half', () => {
  const longView = { subject: () => 'x'.repeat(298) + '😀'.repeat(9), target: () => '', trends: [] }
  const view = {
    ...keptViews,
    history: { en: longView, uk: longView },
  }
  const { subject } = historyEntry(runOf('a'), view, [], '/')
  expect(subject).toEqual(texts(`${'x'.repeat(298)}…`))
})

test('its name sorts by time, and is that of no other run', () => {
  const name = entryName(entryOf(1))
  expect(name).toBe('stress-board-2026-10-02T06-30-00Z-00000000-0000-4000-8000-000000000001.json')
  expect(timeOfName(name)).toBe('2026-10-02T06-30-00')
  const odd = entryOf(1, ({ run }) => (run.id = '../../etc/passwd\0'))
  expect(entryName(odd)).toBe('stress-board-2026-10-02T06-30-00Z-------etc-passwd-.json')
  expect(timeOfName(entryName(odd))).not.toBeNull()
  expect(['package.json', 'stress-board.json', 'stress-board-2026.json', `x${name}.bak`].map(timeOfName)).toEqual([
    null,
    null,
    null,
    null,
  ])
})

test.each<[why: string, change: (entry: Record<string, unknown>) => void]>([
  [
    'it was written by a newer version: its schemaVersion is 2, and 1 is known here',
    (one) => (one['schemaVersion'] = 2),
  ],
  ['it is a whole report, and not what a history keeps of one', (one) => (one['result'] = {})],
  ['it is no run: verdict is not a word that is known here', (one) => (one['verdict'] = 'fine')],
  ['it is no run: subject.en is not a text', (one) => (one['subject'] = { uk: 'запуск' })],
  ['it is no run: tool.name is not the name of a tool', (one) => (one['tool'] = { name: 'a b', version: '1' })],
  ['it is no run: tool is not an object', (one) => (one['tool'] = 'stress-board')],
  ['it is no run: run.startedAt is not an instant', (one) => (one['run'] = { id: 'a', startedAt: 'yesterday' })],
  [
    'it is no run: trends.0.lines.0.value is not a number',
    (one) =>
      (one['trends'] = [
        { title: texts('x'), unit: 'ms', better: null, lines: [{ label: texts('a'), path: 'b', value: '1' }] },
      ]),
  ],
  ['it is no run: findings.error is not a number', (one) => (one['findings'] = { critical: 0 })],
])('refuses: %s', (why, change) => {
  const value = JSON.parse(JSON.stringify(entryOf(1))) as Record<string, unknown>
  change(value)
  expect(() => readEntry(JSON.stringify(value))).toThrow(why)
})

test('what was written by a version that knew fewer languages is read in English', () => {
  const { subject } = readEntry(JSON.stringify({ ...entryOf(1), subject: { en: '20 clients' } }))
  expect(subject).toEqual({ en: '20 clients', uk: '20 clients' })
})

test('units and formats of a newer version of the same schema cost themselves, and links that lead elsewhere too', () => {
  const entry = entryOf(1)
  const [trend] = entry.trends
  const newer = {
    ...entry,
    trends: [{ ...trend, unit: 'lightyears' }, ...entry.trends],
    reports: [
      { format: 'pdf', path: 'a.pdf', bytes: 1 },
      { format: 'html', path: '//evil.example/a.html', bytes: 1 },
      { format: 'html', path: 'C:/a.html', bytes: 1 },
      { format: 'html', path: '../a.html', bytes: 1 },
    ],
  }
  const read = readEntry(JSON.stringify(newer))
  expect(read.trends).toEqual(entry.trends)
  expect(read.reports).toEqual([{ format: 'html', path: '../a.html', bytes: 1 }])
})

test('what is larger than these tools write is cut to that, and is whole', () => {
  const entry = entryOf(1)
  const { subject, trends } = readEntry(
    JSON.stringify({ ...entry, subject: texts(`${'x'.repeat(400)}\uD800`), trends: Array(50).fill(entry.trends[0]) }),
  )
  expect([subject.en.length, subject.uk.length, trends.length]).toEqual([300, 300, 10])
  expect(readEntry(JSON.stringify({ ...entry, subject: texts('a\uD800') })).subject.en).toBe('a\uFFFD')
})

test('a run that measured nothing has no figures, and is no best of all', () => {
  const failed = historyEntry(
    runOf('a', 3, (report) => (report.verdict = 'error')),
    keptViews,
    [],
    '/',
  )
  const { en, uk } = keptViews.history ?? {}
  if (!en || !uk) throw new Error('the sample has views')
  const isMeasured = () => false
  const dry = historyEntry(runOf('a'), { ...keptViews, history: { en: { ...en, isMeasured }, uk } }, [], '/')
  expect(failed.subject).toEqual({ en: 'ended with an error', uk: 'закінчився помилкою' })
  expect(dry.subject.en).toBe('3 rows')
  for (const { trends } of [failed, dry])
    expect(trends.flatMap(({ lines }) => lines.map(({ value }) => value))).toEqual([null, null, null, null])
})

test('fields of a newer version of the same schema are passed over', () => {
  expect(
    readEntry(JSON.stringify({ ...entryOf(1), host: 'ci-7', run: { ...entryOf(1).run, branch: 'main' } })),
  ).toEqual(entryOf(1))
})
