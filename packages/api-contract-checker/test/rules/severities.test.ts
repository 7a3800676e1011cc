import { describe, expect, test } from '@jest/globals'
import { checkRuleIds, failingFindings, parseFailOn, UnknownRuleError } from '../../src/rules/fail-on.ts'
import type { Finding, Severity } from '../../src/result.ts'
import { compare, findings, operation } from '../match/build.ts'

const operations = [operation('GET /a/', { deprecated: true }), 'GET /b/']
const calls = ['GET /a/', 'GET /nowhere/']

describe('levels', () => {
  test('as the rules have them', () => {
    expect(findings(compare(operations, calls))).toEqual([
      'frontend-only-call error',
      'backend-only-endpoint info',
      'deprecated-endpoint warning',
    ])
  })
  test('set by configuration', () => {
    const rules = {
      'deprecated-endpoint': 'off',
      'frontend-only-call': 'info',
      'backend-only-endpoint': 'error',
    } as const
    expect(findings(compare(operations, calls, { rules }))).toEqual([
      'frontend-only-call info',
      'backend-only-endpoint error',
    ])
  })
})

describe('what fails a run', () => {
  const found = (['error', 'warning', 'info'] as const).map((severity, at) =>
    finding(severity, ['trailing-slash', 'deprecated-endpoint', 'backend-only-endpoint'][at] ?? ''),
  )

  function finding(severity: Severity, rule: string, known = false): Finding {
    return { rule, severity, known, message: '', call: null, operation: null, fingerprint: severity }
  }

  test.each([
    ['error', ['error']],
    ['warning', ['error', 'warning']],
    ['info', ['error', 'warning', 'info']],
    ['none', []],
    ['backend-only-endpoint', ['info']],
    ['error, backend-only-endpoint', ['error', 'info']],
    ['none,deprecated-endpoint', ['warning']],
    [
      ['error', 'warning'],
      ['error', 'warning'],
    ],
  ])('%j', (given, severities) => {
    expect(failingFindings(found, parseFailOn(given)).map(({ severity }) => severity)).toEqual(severities)
  })

  test('never what the baseline knows', () => {
    expect(failingFindings([finding('error', 'trailing-slash', true)], parseFailOn('error,trailing-slash'))).toEqual([])
  })

  test('a word that is neither', () => {
    expect(() => parseFailOn('trailing-slsh')).toThrow(UnknownRuleError)
    expect(() => parseFailOn('eror')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('Did you mean "error"?') }),
    )
    expect(() => checkRuleIds(['error'])).toThrow(UnknownRuleError)
    expect(() => checkRuleIds(['trailing-slash'])).not.toThrow()
  })
})
