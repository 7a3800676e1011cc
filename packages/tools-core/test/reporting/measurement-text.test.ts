import { expect, test } from '@jest/globals'
import { measurementText } from '../../src/reporting/measurement-text.ts'
import type { Report } from '../../src/reporting/report.ts'
import { finding, sampleReport } from './sample-report.ts'
import { english } from './english.ts'

const parts = {
  title: 'Board 7',
  rows: [
    ['sent', '12'],
    ['latency', 'p50 1 ms, p90 2 ms, p95 3 ms, p99 4 ms, and the slowest of all of them 5 ms'],
  ],
  labelWidth: 8,
  details: () => ['  a detail'],
} as const
const measured: Report<unknown> = {
  ...sampleReport({ findings: [], rows: [] }),
  verdict: 'pass',
  thresholds: [
    { expression: 'latency.p95<200ms', actual: 12.3456, passed: true },
    { expression: 'lost<1', actual: null, passed: false },
  ],
  warnings: ['The machine slept.'],
}

test('verdict, figures, details, thresholds, warnings', () => {
  expect(measurementText(english, measured, { color: false }, parts).split('\n')).toEqual([
    'Board 7  ✓ pass',
    '',
    '  sent     12',
    '  latency  p50 1 ms, p90 2 ms, p95 3 ms, p99 4 ms, and the slowest of all of them 5 ms',
    '  a detail',
    '',
    '  ✓ latency.p95<200ms  (12.3456)',
    '  ✗ lost<1  (unknown)',
    '',
    '  ! The machine slept.',
    '',
  ])
})

test('thresholds of a machine that was too slow are not judged', () => {
  const result = { generator: { level: 'invalid' } }
  const text = measurementText(english, { ...measured, verdict: 'invalid', result }, { color: false }, parts)
  expect(text).toContain('  ? latency.p95<200ms  (12.3456), not judged\n  ? lost<1  (unknown), not judged\n')
})

test('no wider than the terminal, and no narrower than can be read', () => {
  for (const columns of [10, 40, 60]) {
    const lines = measurementText(english, measured, { color: false, columns }, parts).split('\n')
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(Math.max(columns, 40))
    expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toContain(parts.rows[1][1])
  }
})

test.each([
  ['pass', false, '✓ pass'],
  ['pass', true, '✓ pass, stopped early'],
  ['invalid', false, '? invalid: this machine was too slow to measure'],
  ['fail', true, '✗ fail, stopped early'],
] as const)('%s, interrupted: %s', (verdict, interrupted, says) => {
  const run = { ...measured.run, interrupted }
  const [first] = measurementText(english, { ...measured, verdict, run }, { color: false }, parts).split('\n')
  expect(first).toBe(`Board 7  ${says}`)
})

test('colours only where they are wanted', () => {
  const report = sampleReport({ findings: [finding()], rows: [] })
  expect(measurementText(english, report, { color: true }, parts)).toContain('\u001B[31m✗ fail\u001B[39m')
  expect(measurementText(english, report, { color: false }, parts)).not.toContain('\u001B')
})

test.each([true, false])('what came from outside commands no terminal; colour: %s', (color) => {
  const evil = 'a\u001B]0;pwn\u0007\u001B[2Jb'
  const report = {
    ...measured,
    thresholds: [{ expression: `errors.byKind["${evil}"]==0`, actual: 1, passed: false }],
    warnings: [`1 socket ended: ${evil}.`],
  }
  const told = measurementText(
    english,
    report,
    { color },
    { ...parts, rows: [['Errors', evil]], details: (paint) => [paint(evil, 'red'), evil] },
  )
  // oxlint-disable-next-line no-control-regex -- colours are all that is left
  expect(told.replaceAll(/\u001B\[\d+m/g, '')).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/)
  expect(told.match(/\\x1b\]0;pwn\\x07\\x1b\[2Jb/g)).toHaveLength(5)
})
