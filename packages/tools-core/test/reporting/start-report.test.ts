import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import * as fc from 'fast-check'
import { Redactor } from '../../src/redaction/redactor.ts'
import { type ReportStart, startReport } from '../../src/reporting/start-report.ts'
import { ManualClock } from '../../src/testing/manual-clock.ts'
import { createMemoryHost } from '../../src/testing/memory-host.ts'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'

const ajv = new ajv2020.default({ allErrors: true })
addFormats.default(ajv)
const schema = new URL('../../schema/report-envelope.schema.json', import.meta.url)
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object)

/** What the schema says against a report, as a reader gets it. */
function envelopeErrors(report: unknown): unknown {
  validate(JSON.parse(JSON.stringify(report)))
  return validate.errors
}

function start(change: Partial<ReportStart> = {}) {
  const tool = { name: 'sample-tool', version: '1.2.3' }
  return startReport({ tool, target: {}, options: {}, host: createMemoryHost(), ...change })
}

test('the whole envelope', () => {
  const clock = new ManualClock(new Date('2026-03-29T00:59:59.500Z'))
  const draft = start({
    host: createMemoryHost({ clock }),
    target: { url: 'http://localhost:8000' },
    options: { quiet: false },
    seed: 42,
    shard: { index: 1, total: 4 },
  })
  clock.advance(60_012.44)
  const report = draft.finish({
    result: { rooms: 3 },
    verdict: 'pass',
    thresholds: [{ expression: 'rooms>2', actual: 3, passed: true }],
    warnings: ['slow'],
    target: { version: '2' },
  })
  expect(report).toEqual({
    schemaVersion: 1,
    tool: { name: 'sample-tool', version: '1.2.3' },
    run: {
      id: '00000000-0000-4000-8000-000000000001',
      startedAt: '2026-03-29T00:59:59.500Z',
      finishedAt: '2026-03-29T01:00:59.512Z',
      durationMs: 60_012.4,
      interrupted: false,
      seed: 42,
      shard: { index: 1, total: 4 },
      environment: { node: 'v20.20.0', platform: 'test-x64', cpus: 2 },
    },
    target: { url: 'http://localhost:8000', version: '2' },
    options: { quiet: false },
    thresholds: [{ expression: 'rooms>2', actual: 3, passed: true }],
    verdict: 'pass',
    warnings: ['slow'],
    result: { rooms: 3 },
  })
  expect(envelopeErrors(report)).toBeNull()
})

test('unknown is null, nothing is left out', () => {
  const report = start().finish({ result: {}, verdict: 'error', interrupted: true })
  expect(report).toMatchObject({
    run: { interrupted: true, seed: null, shard: null },
    thresholds: [],
    warnings: [],
    verdict: 'error',
  })
  expect(envelopeErrors(report)).toBeNull()
})

test.each(['pass', 'fail', 'invalid', 'error'] as const)('%s is a verdict', (verdict) => {
  expect(envelopeErrors(start().finish({ result: {}, verdict }))).toBeNull()
})

test('a figure that is no number is unknown to a reader', () => {
  const thresholds = [{ expression: 'a<1', actual: Number.NaN, passed: false }]
  expect(envelopeErrors(start().finish({ result: {}, verdict: 'fail', thresholds }))).toBeNull()
})

describe('secrets', () => {
  const m = '[redacted]'

  test('are taken out of all that came from outside', () => {
    const report = start({
      secrets: new Redactor(['hunter2!']),
      target: { database: 'postgres://ann:pw12@db/m4sh', note: 'hunter2!' },
      options: { token: 'abc', header: ['Cookie: a=b'], note: 'is hunter2!' },
    }).finish({
      result: { url: '/x?token=abc', byKind: { 'hunter2!': 1 } },
      verdict: 'fail',
      thresholds: [{ expression: 'a<1 hunter2!', actual: 2, passed: false }],
      warnings: ['hunter2! was refused'],
      target: { late: 'hunter2!' },
    })
    expect(report).toMatchObject({
      target: { database: `postgres://ann:${m}@db/m4sh`, note: m, late: m },
      options: { token: m, header: [`Cookie: ${m}`], note: `is ${m}` },
      thresholds: [{ expression: `a<1 ${m}`, actual: 2, passed: false }],
      warnings: [`${m} was refused`],
      result: { url: `/x?token=${m}`, byKind: { [m]: 1 } },
    })
  })

  test('that are words of the envelope leave it alone', () => {
    const secrets = new Redactor(['pass', 'fail', 'sample-tool', 'verdict', 'actual', 'expression', 'test-x64'])
    const thresholds = [{ expression: 'a<1', actual: 2, passed: false }]
    const report = start({ secrets }).finish({ result: {}, verdict: 'fail', thresholds })
    expect(report).toMatchObject({ verdict: 'fail', tool: { name: 'sample-tool' }, thresholds })
    expect(envelopeErrors(report)).toBeNull()
  })

  test('that are words of the tool leave its fields alone, those that it names too', () => {
    const draft = start({ secrets: new Redactor(['error', 'rooms']), plainFields: ['path'] })
    const row = {
      id: 'rooms',
      severity: 'error',
      status: 'error',
      rule: 'error',
      method: 'error',
      file: 'src/rooms.js',
    }
    const { result } = draft.finish({ verdict: 'fail', result: { ...row, path: '/rooms/', message: 'no rooms' } })
    expect(result).toEqual({ ...row, path: '/rooms/', message: `no ${m}` })
  })

  test('that a login brought go as well, from whatever was said before', () => {
    const secrets = new Redactor()
    const draft = start({ secrets, target: { note: 'late-1234' } })
    secrets.add('late-1234')
    expect(draft.finish({ verdict: 'pass', result: {} }).target).toEqual({ note: m })
  })
})

test('an envelope, whatever is put into it', () => {
  const texts = fc.dictionary(hostileText, fc.oneof(hostileText, fc.array(hostileText), fc.double()))
  fc.assert(
    fc.property(texts, texts, fc.array(hostileText), hostileText, (options, result, warnings, secret) => {
      const report = start({ options, target: options, secrets: new Redactor([secret]) }).finish({
        result,
        warnings,
        verdict: 'fail',
      })
      expect(envelopeErrors(report)).toBeNull()
    }),
    fuzz(100),
  )
})
