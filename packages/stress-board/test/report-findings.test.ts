import { describe, expect, test } from '@jest/globals'
import { rules, toFindings } from '../src/report-findings.ts'
import type { LedgerEntry, LedgerKind } from '../src/result.ts'
import { verdictOf } from '../src/judge-run.ts'
import { divergedReport, invalidReport, sampleReport } from './report-html/sample-report.ts'

const entry = (kind: LedgerKind, change: Partial<LedgerEntry> = {}): LedgerEntry => {
  return { kind, lesson: '5', receiver: 11, sender: 10, sequence: 3, ...change }
}

const findingsOf = (...entries: LedgerEntry[]) => {
  const { result } = sampleReport()
  return toFindings({ ...result, ledger: { total: entries.length, entries } })
}

test('a run in which nothing went wrong has none', () => {
  expect(toFindings(sampleReport().result)).toEqual([])
})

test.each([
  ['foreign', 'foreign-delivery', 'error', true],
  ['lost', 'lost-message', 'warning', false],
  ['duplicate', 'duplicate-message', 'warning', false],
  ['out-of-order', 'out-of-order-message', 'warning', false],
] as const)('%s is %s, %s, and fails the run: %j', (kind, ruleId, severity, fails) => {
  expect(findingsOf(entry(kind))).toEqual([
    {
      ruleId,
      severity,
      message: `Message 3 of client 10 at client 11 of lesson 5: ${kind}.`,
      location: null,
      row: { table: 'lesson 5', key: 'client 11' },
      fingerprint: `${kind} 5 11 10 3`,
      known: false,
      fails,
    },
  ])
})

test('what came late came: it is no finding', () => {
  expect(findingsOf(entry('late'))).toEqual([])
})

test('a sender that is none of ours', () => {
  expect(findingsOf(entry('foreign', { sender: null, sequence: null }))[0]?.message).toBe(
    'Message ? of somebody else at client 11 of lesson 5: foreign.',
  )
})

test('every client that diverged, with its cause', () => {
  const findings = toFindings(divergedReport().result).filter(({ ruleId }) => ruleId === 'diverged-board')
  expect(findings.map(({ message, fails }) => [message, fails])).toEqual([
    ['Client 7 of lesson 1 ended with 24 strokes missing and 0 too many (lost).', true],
    ['Client 12 of lesson 2 ended with 0 strokes missing and 1 too many (race).', true],
  ])
})

test.each([
  [1, 'The board of one client could not be compared.'],
  [7, 'The boards of 7 clients could not be compared.'],
])('%d boards that could not be compared are one finding', (unchecked, message) => {
  const { result } = sampleReport()
  expect(toFindings({ ...result, convergence: { ...result.convergence, unchecked } })).toMatchObject([
    { ruleId: 'unchecked-board', severity: 'error', message, fails: true },
  ])
})

test('each finding has a rule of its severity, and a fingerprint of its own', () => {
  const findings = toFindings(divergedReport().result)
  const severities = new Map(rules.map(({ id, severity }) => [id, severity]))
  expect(findings.filter(({ ruleId, severity }) => severities.get(ruleId) !== severity)).toEqual([])
  const known = new Set(findings.map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`))
  expect(known.size).toBeGreaterThan(20)
  for (const { id, title, description, helpUrl } of rules) {
    expect([id, title, description]).toEqual([id, expect.stringMatching(/^[A-Z].*[^.]$/), expect.stringMatching(/\.$/)])
    expect(helpUrl).toMatch(/#findings$/)
  }
})

describe('the verdict', () => {
  const strict = { failsOnSaturation: true }
  const [held, missed] = [[{ passed: true }], [{ passed: true }, { passed: false }]]

  test('passes where nothing fails, and fails with a threshold', () => {
    const { result } = sampleReport()
    expect([verdictOf(result, [], strict), verdictOf(result, held, strict), verdictOf(result, missed, strict)]).toEqual(
      ['pass', 'pass', 'fail'],
    )
  })

  test('a loss alone fails nothing: the server may have let it go', () => {
    const { result } = sampleReport()
    const lossy = { ...result, ledger: { total: 1, entries: [entry('lost')] } }
    expect(verdictOf(lossy, held, strict)).toBe('pass')
  })

  test('a foreign delivery or a wrong picture fails, thresholds or not', () => {
    const { result } = sampleReport()
    const foreign = { ...result, ledger: { total: 1, entries: [entry('foreign')] } }
    expect([verdictOf(foreign, [], strict), verdictOf(divergedReport().result, held, strict)]).toEqual(['fail', 'fail'])
  })

  test('on a machine that was too slow it is invalid, unless the picture is wrong', () => {
    const { result } = invalidReport()
    const wrong = { ...result, convergence: divergedReport().result.convergence }
    expect(verdictOf(result, held, strict)).toBe('invalid')
    expect(verdictOf(result, missed, strict)).toBe('invalid')
    expect(verdictOf(wrong, held, strict)).toBe('fail')
    expect(verdictOf(result, held, { failsOnSaturation: false })).toBe('pass')
    expect(verdictOf(result, missed, { failsOnSaturation: false })).toBe('fail')
  })

  test('where nobody came in, it is an error', () => {
    const { result } = sampleReport()
    const nobody = { ...result, clients: { ...result.clients, connected: 0 } }
    expect(verdictOf(nobody, held, strict)).toBe('error')
  })
})
