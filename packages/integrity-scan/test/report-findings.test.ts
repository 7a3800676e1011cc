import { describe, expect, test } from '@jest/globals'
import type { ReportFinding } from '@m4sh/tools-core/reporting'
import { integrityViews } from '../src/report.ts'
import { findingsOf } from '../src/report-findings.ts'
import { english } from './languages.ts'
import { failed, none } from './sample-checks.ts'
import { brokenReport, checkOf, comparedReport, fixedReport, healthyReport, type ScanReport } from './sample-result.ts'

const found = (report: ScanReport, id: string): ReportFinding[] =>
  findingsOf(report).filter(({ ruleId }) => ruleId === id)

test('there is none where nothing is broken', () => {
  expect(findingsOf(healthyReport())).toEqual([])
})

describe('each row that is shown is a finding', () => {
  test('that says what is wrong, with which row, and is the same in the next run', () => {
    expect(found(brokenReport(), 'relations.orphan-tutor')[0]).toEqual({
      ruleId: 'relations.orphan-tutor',
      severity: 'critical',
      message: 'The tutor of the relation does not exist: tutor_id 1000000022, student_id 24, status paused.',
      location: null,
      row: { table: 'public.users_tutorstudentrelation', key: '22' },
      fingerprint: 'relations.orphan-tutor 22',
      known: false,
      fails: true,
    })
  })

  test('that fails by its own severity', () => {
    const times = found(brokenReport(), 'lessons.invalid-times')
    expect(times.map(({ severity, fails }) => `${severity} ${fails}`)).toEqual([
      ...Array<string>(6).fill('critical true'),
      ...Array<string>(3).fill('warning false'),
    ])
    expect(findingsOf(brokenReport(({ options }) => (options['failOn'] = 'none'))).some(({ fails }) => fails)).toBe(
      false,
    )
  })

  test('whose key stands in the message where there is no table to point into', () => {
    const [finding] = found(brokenReport(), 'schema.unenforced-foreign-key')
    expect(finding).toMatchObject({ row: null, fails: false })
    expect(finding?.message).toMatch(/^The column points to a table, .*: key billing_invoice\.user_id: column public\./)
  })

  test('whose values are cut where they are long', () => {
    const report = brokenReport(({ result }) => {
      const [sample] = checkOf({ result } as ScanReport, 'users.no-role').samples
      Object.assign(sample ?? {}, { email: 'x'.repeat(5000), role: null, data: { strokes: [] } })
    })
    expect(found(report, 'users.no-role')[0]?.message).toMatch(/: email x{79}…, role NULL, data \{"strokes":\[\]\}\.$/)
  })

  test('that without a key is told apart by what it shows', () => {
    const report = healthyReport(({ result }) => {
      const samples = [1, 2].map((n) => ({ key: null, severity: 'critical' as const, row: { n } }))
      result.checks.push({
        ...failed('billing.no-lesson', { bySeverity: { ...none, critical: 2 }, samples }),
        table: null,
      })
    })
    expect(found(report, 'billing.no-lesson').map(({ fingerprint }) => fingerprint)).toEqual([
      'billing.no-lesson {"n":1}',
      'billing.no-lesson {"n":2}',
    ])
  })
})

describe('the rows that are not shown are one more', () => {
  test('beside those that are', () => {
    expect(found(brokenReport(), 'chat.orphan-message').slice(20)).toEqual([
      expect.objectContaining({
        message: 'The lesson of the message does not exist: 4,292 more rows.',
        row: { table: 'public.chat_lessonchatmessage', key: null },
        fingerprint: 'chat.orphan-message more',
        fails: true,
      }),
    ])
  })

  test('or alone, where none is', () => {
    expect(found(brokenReport(), 'schema.orphan.billing_invoice.user_id')).toEqual([
      expect.objectContaining({
        message: 'billing_invoice.user_id points to a row of users_user that does not exist: 4 rows.',
        severity: 'warning',
      }),
    ])
  })

  test('of the worst severity among them', () => {
    const report = brokenReport(({ result }) => {
      const times = checkOf({ result } as ScanReport, 'lessons.invalid-times')
      times.samples = times.samples.slice(0, 6)
    })
    expect(found(report, 'lessons.invalid-times').at(-1)).toMatchObject({ severity: 'warning', fails: false })
  })
})

describe('beside an earlier report', () => {
  const told = (id: string) => found(comparedReport(), id).map(({ known, fails }) => ({ known, fails }))

  test('rows that were there before are known, and fail nothing', () => {
    expect(told('relations.orphan-tutor')).toEqual([
      { known: true, fails: false },
      { known: true, fails: false },
      { known: false, fails: true },
    ])
    expect(told('users.no-role')).toEqual(Array.from({ length: 3 }, () => ({ known: true, fails: false })))
  })

  test('rows that were only counted are not known: some of them are new', () => {
    expect(new Set(told('chat.orphan-message').map(({ known }) => known))).toEqual(new Set([false]))
  })

  test('rows of a check that was not made before are new', () => {
    expect(told('notifications.stale')).toEqual(Array.from({ length: 3 }, () => ({ known: false, fails: false })))
  })
})

test('what a repair has left nothing of fails nothing', () => {
  const report = fixedReport(({ result }) => {
    for (const { id } of result.checks) Object.assign(result.fix?.afterByCheck ?? {}, { [id]: none })
  })
  expect(findingsOf(report).some(({ fails }) => fails)).toBe(false)
})

describe('checks', () => {
  const checksOf = (report: ScanReport) =>
    integrityViews({ t: english, verbose: false, checks: report.result.checks }).checks?.(report) ?? []

  test('are called by their ids: a title says what is wrong, and may not stand beside "passed"', () => {
    expect(checksOf(healthyReport()).map(({ id, title, outcome }) => [title === id, outcome])).toEqual(
      Array.from({ length: 19 }, () => [true, 'passed']),
    )
  })

  test('that were not made say why', () => {
    expect(
      checksOf(brokenReport()).flatMap(({ id, outcome, reason }) => (reason === null ? [] : [[id, outcome, reason]])),
    ).toEqual([
      ['chat.author-not-participant', 'error', 'It took longer than --statement-timeout allows.'],
      [
        'snapshots.empty-state',
        'skipped',
        'public.boards_boardsnapshot has no column for "data"; looked for data, state.',
      ],
    ])
  })

  test('are rules, those of the report: each says what it is about, and where to read on', () => {
    const report = brokenReport()
    const { rules } = integrityViews({ t: english, verbose: false, checks: report.result.checks })
    expect(rules.map(({ id }) => id)).toEqual(report.result.checks.map(({ id }) => id))
    for (const { description, helpUrl } of rules) {
      expect(description).toMatch(/^[A-Z].*\.$/)
      expect(helpUrl).toMatch(/^https:.*#/)
    }
  })
})
