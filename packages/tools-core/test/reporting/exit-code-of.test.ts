import { expect, test } from '@jest/globals'
import { exitCodeOf } from '../../src/reporting/exit-code-of.ts'
import { sampleReport } from './sample-report.ts'

test.each([
  ['pass', 0],
  ['fail', 1],
  ['error', 3],
  ['invalid', 4],
] as const)('%s: %i, and 130 where the run was interrupted', (verdict, code) => {
  expect(exitCodeOf(sampleReport({}, { verdict }))).toBe(code)
  expect(exitCodeOf(sampleReport({}, { verdict, interrupted: true }))).toBe(130)
})
