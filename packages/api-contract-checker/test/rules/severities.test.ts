import { describe, expect, test } from '@jest/globals'
import type { Finding, Severity } from '../../src/result.ts'
import { isContradiction, markFailing, toFailOn } from '../../src/rules/fail-on.ts'
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
  const rules = ['trailing-slash', 'deprecated-endpoint', 'backend-only-endpoint'] as const
  const found = (['error', 'warning', 'info'] as const).map((severity, at) => finding(severity, rules[at]))

  function finding(severity: Severity, rule: Finding['rule'] = 'trailing-slash', known = false): Finding {
    return {
      rule,
      severity,
      known,
      message: '',
      call: null,
      operation: null,
      schema: null,
      fingerprint: severity,
      fails: false,
    }
  }

  test.each([
    [['error'], ['error']],
    [['warning'], ['error', 'warning']],
    [['info'], ['error', 'warning', 'info']],
    [['none'], []],
    [['backend-only-endpoint'], ['info']],
    [
      ['error', 'backend-only-endpoint'],
      ['error', 'info'],
    ],
    [['none', 'deprecated-endpoint'], ['warning']],
    [
      ['error', 'warning'],
      ['error', 'warning'],
    ],
  ])('%j', (words, severities) => {
    const marked = markFailing(found, toFailOn(words))
    expect(marked.filter(({ fails }) => fails).map(({ severity }) => severity)).toEqual(severities)
  })

  test('never what the baseline knows', () => {
    const known = finding('error', 'trailing-slash', true)
    expect(markFailing([known], toFailOn(['error', 'trailing-slash']))).toEqual([known])
  })

  test('errors, where nothing is said', () => {
    const { result } = compare(operations, calls)
    expect(result.findings.map(({ severity, fails }) => `${severity} ${fails}`)).toEqual([
      'error true',
      'info false',
      'warning false',
    ])
  })

  test('none contradicts a severity, and no rule', () => {
    expect([['none', 'error'], ['none', 'trailing-slash'], ['none'], ['error', 'info']].map(isContradiction)).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})
