import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { renderJunit } from '../../src/reporting/render-junit.ts'
import { renderMarkdown } from '../../src/reporting/render-markdown.ts'
import type { Report, ReportCheck } from '../../src/reporting/report.ts'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'
import { readJunit, type XmlElement } from './junit-document.ts'
import { finding, sampleReport, sampleViews, type SampleResult } from './sample-report.ts'

const nowhere = { location: null }

async function elementsOf(...reports: readonly Report<SampleResult>[]): Promise<XmlElement[][]> {
  const { errors, documents } = await readJunit(reports.map((report) => renderJunit(report, sampleViews)))
  expect(errors).toEqual([])
  return documents
}

/** `suite: outcome name` of each test. */
function outcomes(elements: readonly XmlElement[]): string[] {
  return elements.flatMap(({ name, attributes }, at) => {
    if (name !== 'testcase') return []
    const next = elements[at + 1]?.name ?? ''
    const outcome = ['failure', 'error', 'skipped'].includes(next) ? next : 'passed'
    return [`${attributes['classname']}: ${outcome} ${attributes['name']}`]
  })
}

test('a suite a rule; errors fail, the rest is skipped, a rule without findings passes', async () => {
  const [elements = []] = await elementsOf(
    sampleReport({
      findings: [
        finding(),
        finding({ known: true, message: 'known', location: { file: 'a.js', line: 1, column: 1 } }),
        finding({ ruleId: 'slow-call', severity: 'warning', message: 'slow', ...nowhere }),
        finding({ ruleId: 'new-rule', severity: 'error', message: 'no such rule', ...nowhere }),
      ],
    }),
  )
  expect(outcomes(elements)).toEqual([
    'lost-call: failure GET /api/rooms/ is gone (src/rooms.js:3)',
    'lost-call: skipped known (a.js:1)',
    'slow-call: skipped slow',
    'idle-call: passed idle-call',
    'new-rule: failure no such rule',
  ])
  const [root, ...rest] = elements
  expect(root?.attributes).toEqual({ name: 'sample-tool', tests: '5', failures: '2', errors: '0', time: '0.000' })
  expect(rest[0]?.attributes).toEqual({
    name: 'lost-call',
    tests: '2',
    failures: '1',
    errors: '0',
    skipped: '1',
    time: '0',
    timestamp: '2026-01-01T00:00:00',
  })
  expect(rest[1]?.attributes).toMatchObject({ file: 'src/rooms.js', line: '3' })
  expect(rest[2]).toEqual({
    name: 'failure',
    attributes: { message: 'GET /api/rooms/ is gone', type: 'error' },
    text: 'src/rooms.js:3\nGET /api/rooms/ is gone',
  })
  expect(rest[4]?.attributes).toEqual({ message: 'known to the baseline' })
})

test('what makes the run fail is a failure, whatever its severity; what does not is none', async () => {
  const [elements = []] = await elementsOf(
    sampleReport({
      findings: [
        finding({ severity: 'info', ruleId: 'idle-call', message: 'unused', fails: true, ...nowhere }),
        finding({ severity: 'error', message: 'allowed', fails: false, ...nowhere }),
        finding({ severity: 'critical', ruleId: 'slow-call', message: 'grave', fails: true, ...nowhere }),
      ],
    }),
  )
  expect(outcomes(elements)).toEqual([
    'lost-call: skipped allowed',
    'slow-call: failure grave',
    'idle-call: failure unused',
  ])
  expect(elements.filter(({ name }) => name === 'failure').map(({ attributes }) => attributes['type'])).toEqual([
    'critical',
    'info',
  ])
})

test('a row of a table is a place as well', async () => {
  const [elements = []] = await elementsOf(
    sampleReport({ findings: [finding({ location: null, row: { table: 'public.lessons', key: '17' } })] }),
  )
  expect(outcomes(elements)[0]).toBe('lost-call: failure GET /api/rooms/ is gone (public.lessons 17)')
  expect(elements.find(({ name }) => name === 'failure')?.text).toBe('public.lessons 17\nGET /api/rooms/ is gone')
})

describe('checks', () => {
  const row = finding({ ruleId: 'times', message: 'ends before it begins', location: null })
  const check = { title: 'Times', reason: null, severity: 'error', findings: [] } as const
  const checks: readonly ReportCheck[] = [
    { ...check, id: 'times', outcome: 'failed', findings: [row] },
    { ...check, id: 'sums', title: 'Sums', outcome: 'failed', reason: '3 rows', severity: 'critical' },
    { ...check, id: 'names', title: 'Names', outcome: 'passed' },
    { ...check, id: 'rooms', title: 'Rooms', outcome: 'skipped', reason: 'there is no such table' },
    { ...check, id: 'users', title: 'Users', outcome: 'error', reason: 'the query took too long' },
  ]
  const views = { ...sampleViews, checks: () => checks }

  test('that were not made do not look as if they had passed', async () => {
    const report = sampleReport({ findings: [row, finding({ ruleId: 'other', ...nowhere })] })
    const { errors, documents } = await readJunit([renderJunit(report, views)])
    expect(errors).toEqual([])
    const [elements = []] = documents
    expect(outcomes(elements)).toEqual([
      'times: failure ends before it begins',
      'sums: failure Sums',
      'names: passed Names',
      'rooms: skipped Rooms',
      'users: error Users',
      'other: failure GET /api/rooms/ is gone',
    ])
    expect(elements[0]?.attributes).toMatchObject({ tests: '6', failures: '3', errors: '1' })
    const said = elements.filter(({ name }) => ['skipped', 'error'].includes(name)).map(({ attributes }) => attributes)
    expect(said).toEqual([{ message: 'there is no such table' }, { message: 'the query took too long', type: 'error' }])
  })
})

test('tests that would have one name get a number: servers drop all but the first', async () => {
  const [elements = []] = await elementsOf(
    sampleReport({ findings: [finding(), finding(), finding({ message: 'x', ...nowhere }), finding()] }),
  )
  expect(outcomes(elements).slice(0, 4)).toEqual([
    'lost-call: failure GET /api/rooms/ is gone (src/rooms.js:3)',
    'lost-call: failure GET /api/rooms/ is gone (src/rooms.js:3) #2',
    'lost-call: failure x',
    'lost-call: failure GET /api/rooms/ is gone (src/rooms.js:3) #3',
  ])
})

test('thresholds have a suite of their own', async () => {
  const thresholds = [
    { expression: 'latency.p95<200', actual: 153.2, passed: true },
    { expression: 'latency.p99<200', actual: 1e21, passed: false },
    { expression: 'lost==0', actual: null, passed: false },
  ]
  const report = sampleReport({}, { thresholds })
  report.run.durationMs = 123_456_789.4
  const [elements = []] = await elementsOf(report)
  // In seconds, without an exponent.
  expect(elements[0]?.attributes['time']).toBe('123456.789')
  expect(outcomes(elements).slice(-3)).toEqual([
    'thresholds: passed latency.p95<200',
    'thresholds: failure latency.p99<200',
    'thresholds: failure lost==0',
  ])
  expect(elements.filter(({ name }) => name === 'failure').map(({ attributes }) => attributes)).toEqual([
    { message: 'missed: the figure is 1e+21', type: 'threshold' },
    { message: 'missed: the figure is unknown', type: 'threshold' },
  ])
})

test('thresholds of a machine that was too slow are not judged', async () => {
  const thresholds = [{ expression: 'latency.p95<200', actual: 153.2, passed: false }]
  const tooSlow = { findings: [], rows: [], generator: { level: 'invalid' } }
  const report: Report<SampleResult> = { ...sampleReport({}, { thresholds }), verdict: 'invalid', result: tooSlow }
  const [elements = []] = await elementsOf(report)
  expect(outcomes(elements).slice(-2)).toEqual(['thresholds: skipped latency.p95<200', 'run: error invalid'])
  const wanted = { ...report, verdict: 'fail', options: { onSaturation: 'warn' } } as const
  expect(outcomes((await elementsOf(wanted))[0] ?? []).at(-1)).toBe('thresholds: failure latency.p95<200')
  expect(renderMarkdown(report, sampleViews)).toContain('| latency.p95&lt;200 | 153.2 | ⚠️ not judged |')
})

test('no run that failed looks green, whatever made it fail', async () => {
  const warning = finding({ severity: 'warning', ruleId: 'slow-call', message: 'slow', ...nowhere })
  const documents = await elementsOf(
    sampleReport({}, { verdict: 'error' }),
    sampleReport({}, { verdict: 'invalid' }),
    sampleReport({ findings: [warning] }, { verdict: 'fail' }),
    sampleReport({ findings: [finding()] }, { verdict: 'fail' }),
    sampleReport({}, { verdict: 'pass' }),
  )
  expect(documents.map((elements) => outcomes(elements).filter((line) => !line.includes(': passed')))).toEqual([
    ['run: error error'],
    ['run: error invalid'],
    ['slow-call: skipped slow', 'run: failure fail'],
    ['lost-call: failure GET /api/rooms/ is gone (src/rooms.js:3)'],
    [],
  ])
  expect(documents.map(([root]) => `${root?.attributes['failures']} ${root?.attributes['errors']}`)).toEqual([
    '0 1',
    '0 1',
    '1 0',
    '1 0',
    '0 0',
  ])
  expect(documents.slice(0, 3).map((elements) => elements.at(-1)?.attributes)).toEqual([
    { message: 'the job could not be done', type: 'error' },
    { message: 'the figures are not trustworthy', type: 'invalid' },
    { message: 'the run failed, and no finding and no threshold says why', type: 'fail' },
  ])
})

test('a hundred hostile reports: valid, and read back as they were', async () => {
  const location = fc.option(
    fc.record({ file: hostileText, line: fc.integer({ min: 1, max: 9 }), column: fc.constant(1) }),
  )
  const hostile = fc.record({ message: hostileText.map((text) => `m${text}`), location })
  const reports = fc.sample(fc.array(hostile, { maxLength: 4 }), fuzz(100))
  const { errors, documents } = await readJunit(
    reports.map((all) => renderJunit(sampleReport({ findings: all.map(finding) }), sampleViews)),
  )
  expect(errors).toEqual([])
  expect(documents).toHaveLength(100)
  for (const [at, all] of reports.entries()) {
    const elements = documents[at] ?? []
    const read = elements
      .filter(({ name }) => name === 'failure')
      .map(({ attributes, text }) => [attributes['message'], text])
    const wanted = sampleReport({ findings: all.map(finding) }).result.findings.map(({ message, location: place }) => [
      asXml(message),
      asXml(place ? `${place.file}:${place.line}\n${message}` : message),
    ])
    expect(read.slice(0, wanted.length)).toEqual(wanted)
    const counted = Number(elements[0]?.attributes['tests'])
    expect(elements.filter(({ name }) => name === 'testcase')).toHaveLength(counted)
  }
})

/** As XML can hold it. */
function asXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what XML 1.0 forbids
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '\uFFFD')
}
