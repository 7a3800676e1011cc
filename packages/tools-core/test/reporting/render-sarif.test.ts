import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { renderSarif } from '../../src/reporting/render-sarif.ts'
import type { Report } from '../../src/reporting/report.ts'
import { asUtf8, fuzz, hostileText } from '../../src/testing/fuzz/index.ts'
import { finding, sampleReport, sampleViews, type SampleResult } from './sample-report.ts'
import { sarifErrors } from './sarif-errors.ts'

/** What the tests look at. */
interface Log {
  runs: { tool: { driver: { rules: Rule[] } }; invocations: object[]; results: Result[] }[]
}
interface Rule {
  id: string
  help: { text: string }
}
interface Result {
  ruleId: string
  ruleIndex?: number
  level: string
  message: { text: string }
  locations: {
    physicalLocation: { artifactLocation: { uri: string; uriBaseId: string }; region: object }
    logicalLocations?: object[]
  }[]
  partialFingerprints: Record<string, string>
  baselineState?: string
  suppressions?: object[]
}

function runOf(report: Report<SampleResult>, views = sampleViews) {
  const log = JSON.parse(renderSarif(report, views)) as Log
  expect(sarifErrors(log)).toEqual([])
  const [run] = log.runs
  if (!run) throw new Error('no run')
  return run
}

test('the schema is held to', () => {
  expect(sarifErrors({ version: '2.1.0', runs: [{}] })).toEqual(["/runs/0 must have required property 'tool'"])
})

test('rules, with what GitHub shows of them', () => {
  const { driver } = runOf(sampleReport()).tool
  expect(driver).toMatchObject({ name: 'sample-tool', semanticVersion: '1.2.3' })
  expect(driver.rules).toEqual([
    {
      id: 'lost-call',
      shortDescription: { text: 'Lost' },
      fullDescription: { text: 'Nobody answers' },
      help: { text: 'Nobody answers\nhttps://m4sh.org/l' },
      helpUri: 'https://m4sh.org/l',
      defaultConfiguration: { level: 'error' },
    },
    {
      id: 'slow-call',
      shortDescription: { text: 'Slow' },
      fullDescription: { text: 'It takes long' },
      help: { text: 'It takes long' },
      defaultConfiguration: { level: 'warning' },
    },
    {
      id: 'idle-call',
      shortDescription: { text: 'Idle' },
      fullDescription: { text: 'Nobody asks' },
      help: { text: 'Nobody asks' },
      defaultConfiguration: { level: 'note' },
    },
  ])
})

test('results: rule, level, place, fingerprint', () => {
  const { results } = runOf(
    sampleReport({ findings: [finding(), finding({ ruleId: 'new-rule', severity: 'info', fingerprint: 'f2' })] }),
  )
  expect(results[0]).toEqual({
    ruleId: 'lost-call',
    ruleIndex: 0,
    level: 'error',
    message: { text: 'GET /api/rooms/ is gone' },
    partialFingerprints: { 'finding/v1': 'f1' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/rooms.js', uriBaseId: 'SRCROOT' },
          region: { startLine: 3, startColumn: 7 },
        },
      },
    ],
  })
  expect(results[1]).toMatchObject({ ruleId: 'new-rule', level: 'note' })
  expect(results[1]).not.toHaveProperty('ruleIndex')
})

test('what is about no file has a place as well: without one GitHub refuses the whole log', () => {
  const { results } = runOf(sampleReport({ findings: [finding({ location: null })] }))
  expect(results[0]?.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: 'no%20file', uriBaseId: 'SRCROOT' },
        region: { startLine: 1, startColumn: 1 },
      },
    },
  ])
})

test('a row of a table is a logical place, beside one that GitHub accepts', () => {
  const row = (key: string | null) => finding({ location: null, row: { table: 'public.lessons', key } })
  const { results } = runOf(sampleReport({ findings: [row('17'), row(null), finding()] }))
  expect(results.map(({ locations }) => locations[0]?.logicalLocations)).toEqual([
    [{ name: '17', fullyQualifiedName: 'public.lessons 17', kind: 'row' }],
    [{ name: 'public.lessons', fullyQualifiedName: 'public.lessons', kind: 'table' }],
    undefined,
  ])
  expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('no%20file')
})

test('what is critical is an error', () => {
  expect(runOf(sampleReport({ findings: [finding({ severity: 'critical' })] })).results[0]?.level).toBe('error')
})

test('checks that were not made are told', () => {
  const check = { severity: 'error', findings: [], reason: null } as const
  const views: typeof sampleViews = {
    ...sampleViews,
    checks: () => [
      { ...check, id: 'a', title: 'Times', outcome: 'passed' },
      { ...check, id: 'b', title: 'Rooms', outcome: 'skipped', reason: 'there is no such table' },
      { ...check, id: 'c', title: 'Users', outcome: 'error' },
    ],
  }
  const { invocations } = runOf(sampleReport(), views)
  expect(invocations[0]).toMatchObject({
    toolExecutionNotifications: [
      { level: 'warning', message: { text: 'Rooms: skipped: there is no such table' }, associatedRule: { id: 'b' } },
      { level: 'error', message: { text: 'Users: error' }, associatedRule: { id: 'c' } },
    ],
  })
})

test('a rule that has no more to say than its title says it once', () => {
  const rule = { id: 'r', title: 'One', description: 'One', severity: 'error', helpUrl: null } as const
  const [said] = runOf(sampleReport(), { ...sampleViews, rules: [rule] }).tool.driver.rules
  expect(said).toEqual({
    id: 'r',
    shortDescription: { text: 'One' },
    help: { text: 'One' },
    defaultConfiguration: { level: 'error' },
  })
})

describe('a baseline', () => {
  test('known results are accepted, the others new', () => {
    const { results } = runOf(sampleReport({ findings: [finding({ known: true }), finding()] }))
    expect(results.map(({ baselineState, suppressions }) => [baselineState, suppressions])).toEqual([
      ['unchanged', [{ kind: 'external', status: 'accepted' }]],
      ['new', []],
    ])
  })

  test('without one no result says anything of it', () => {
    const { results } = runOf(sampleReport({ findings: [finding()] }))
    expect(results[0]).not.toHaveProperty('baselineState')
    expect(results[0]).not.toHaveProperty('suppressions')
  })
})

test('a run that could not do its job was not successful', () => {
  const invocation = { startTimeUtc: '2026-01-01T00:00:00.000Z', endTimeUtc: '2026-01-01T00:00:00.000Z' }
  const said = (verdict: 'error' | 'fail') => runOf(sampleReport({}, { verdict })).invocations
  expect(said('error')).toEqual([{ executionSuccessful: false, ...invocation }])
  expect(said('fail')).toEqual([{ executionSuccessful: true, ...invocation }])
})

describe('the address of a file', () => {
  test.each([
    ['src/a b.js', 'src/a%20b.js'],
    ['<img src=x onerror=alert(1)>.js', '%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E.js'],
    ['a:b/%41#?.js', 'a%3Ab/%2541%23%3F.js'],
    ['żółw/\n.js', '%C5%BC%C3%B3%C5%82w/%0A.js'],
    ['\uD800.js', '%EF%BF%BD.js'],
    ['a\\b.js', 'a%5Cb.js'],
    ['../src/a.js', '../src/a.js'],
  ])('%j', (file, uri) => {
    const { results } = runOf(sampleReport({ findings: [finding({ location: { file, line: 1, column: 1 } })] }))
    expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri)
  })
})

test('hostile reports: valid, read back as they were, and nothing that a terminal obeys', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (message, file) => {
      const report = sampleReport({ findings: [finding({ message, location: { file, line: 1, column: 1 } })] })
      const [result] = runOf(report).results
      const [wanted] = report.result.findings
      expect(result?.message.text).toBe(wanted?.message)
      const uri = result?.locations[0]?.physicalLocation.artifactLocation.uri ?? ''
      expect(decodeURIComponent(uri)).toBe(asUtf8(wanted?.location?.file ?? ''))
      expect(uri).toMatch(/^(?:[\w.!~*'()/-]|%[\dA-F]{2})*$/)
      // oxlint-disable-next-line no-control-regex -- these are what it is about
      expect(renderSarif(report, sampleViews)).not.toMatch(/[\0-\x09\x0B-\x1F\x7F-\x9F\u202E]/)
    }),
    fuzz(100),
  )
})
