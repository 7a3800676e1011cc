import type { Report } from '@m4sh/tools-core/reporting'
import { platformChecks } from '../src/checks/registry.ts'
import type { CheckComparison, CheckResult, FixResult, ScanResult, Severity, Summary } from '../src/result.ts'
import type { ScanThresholdRow } from '../src/thresholds.ts'
import { brokenChecks, none, notMade, passed, schemaChecks, tables } from './sample-checks.ts'

export type ScanReport = Report<ScanResult>

type Change = (report: ScanReport) => void

const noSnapshots =
  'There is no table for the board snapshots: looked for boards_boardsnapshot in every schema, and for tables that end alike and have its columns.'

export const undoFile = '/work/reports/integrity-scan-undo/2026-11-26T055902Z.jsonl'

/** Nothing is broken; `change` makes another report of it. */
export function healthyReport(change: Change = () => {}): ScanReport {
  const checks = platformChecks.map(({ id }) => passed(id))
  const report: ScanReport = {
    schemaVersion: 1,
    tool: { name: 'integrity-scan', version: '1.2.3' },
    run: {
      id: '1c65ea61-bf66-4731-bf09-b967bd8ab27d',
      startedAt: '2026-11-26T05:59:02.880Z',
      finishedAt: '2026-11-26T05:59:04.120Z',
      durationMs: 1240,
      interrupted: false,
      seed: null,
      shard: null,
      environment: { node: 'v20.20.2', platform: 'linux-x64', cpus: 2 },
    },
    target: { database: 'm4sh@127.0.0.1:5432/m4sh' },
    options: { failOn: 'critical', samples: 20, connections: 2 },
    thresholds: [],
    verdict: 'pass',
    warnings: [],
    result: resultOf(checks),
  }
  change(report)
  return report
}

/** Rows of all severities, one check that could not be made here, and one that took too long. */
export function brokenReport(change: Change = () => {}): ScanReport {
  return healthyReport((report) => {
    report.verdict = 'fail'
    report.warnings = ['Rows of users.no-role are ignored no longer, since 2026-11-01: robots have none']
    report.thresholds = [
      { expression: 'summary.critical<=10', actual: 4324, passed: false },
      { expression: 'summary.info<=100', actual: 3, passed: true },
    ]
    const checks = [...platformChecks.map(({ id }) => brokenChecks()[id] ?? passed(id)), ...schemaChecks()]
    report.result = { ...resultOf(checks), notChecked: notChecked() }
    change(report)
  })
}

/** The same a day after another report. */
export function comparedReport(change: Change = () => {}): ScanReport {
  return brokenReport((report) => {
    const { result } = report
    report.options['compare'] = '/work/yesterday.json'
    report.thresholds = [{ expression: 'summary.new<=5', actual: 24, passed: false }]
    result.comparison = {
      file: '/work/yesterday.json',
      startedAt: '2026-11-25T05:59:02.110Z',
      runId: 'a7a6e4a0-3c0f-4a57-8ac9-3b4ed0a1f3f3',
      new: 24,
      fixed: 5,
      open: 4318,
      checks: [
        compared('relations.orphan-tutor', {
          before: 4,
          now: 3,
          new: 1,
          fixed: 2,
          open: 2,
          newBySeverity: { ...none, critical: 1 },
          newKeys: [24],
        }),
        compared('relations.orphan-student', { before: 3, now: 0, fixed: 3, fixedKeys: [26, 27, 28] }),
        compared('lessons.invalid-times', { before: 9, now: 9, open: 9 }),
        compared('chat.orphan-message', {
          by: 'count',
          reason:
            'Not every row has a key of its own in both reports, as there are more rows than --keys keeps, or some without one: what is new or fixed is told at the least, of each severity.',
          before: 4292,
          now: 4312,
          new: 20,
          newBySeverity: { ...none, critical: 20 },
          fixed: 0,
          open: 4292,
        }),
        compared('users.no-role', { before: 3, now: 3, open: 3 }),
        compared('chat.author-not-participant', {
          by: 'unknown',
          reason: 'The check was not made this time.',
          before: 8,
          now: null,
          new: null,
          newBySeverity: null,
          fixed: null,
          open: null,
        }),
        compared('notifications.stale', {
          by: 'unknown',
          reason: 'The earlier report has not made this check.',
          before: null,
          now: 3,
          new: 3,
          newBySeverity: { ...none, info: 3 },
          fixed: null,
          open: null,
        }),
      ],
    }
    result.summary.new = 24
    change(report)
  })
}

const unknownAfter = { after: null, afterByCheck: null }

/** What `--fix` would do. */
export function dryRunReport(change: Change = () => {}): ScanReport {
  return brokenReport((report) => {
    Object.assign(report.options, { fix: true, dryRun: true })
    report.result.fix = { ...repaired(), dryRun: true, transaction: 'none', undo: null, ...unknownAfter, uncovered: [] }
    for (const action of report.result.fix.actions) Object.assign(action, { undo: null, left: [] })
    change(report)
  })
}

/** All was repaired that can be. */
export function fixedReport(change: Change = () => {}): ScanReport {
  return brokenReport((report) => {
    const { result } = report
    report.options['fix'] = true
    result.fix = repaired()
    const made = result.checks.filter(({ status }) => status === 'passed' || status === 'failed')
    const left: Record<string, Record<Severity, number>> = {
      ...Object.fromEntries(made.map(({ id, bySeverity }) => [id, bySeverity])),
      ...result.fix.afterByCheck,
    }
    result.fix.afterByCheck = left
    const countOf = (id: string): number => Object.values(left[id] ?? none).reduce((sum, rows) => sum + rows, 0)
    const percent = Object.fromEntries(
      result.checks.map(({ id, rows }) => [id, rows !== null && id in left ? (countOf(id) / rows) * 100 : null]),
    )
    const count = Object.fromEntries(result.checks.map(({ id }) => [id, id in left ? countOf(id) : null]))
    result.now = { summary: result.fix.after ?? result.summary, count, percent }
    const held: ScanThresholdRow[] = [
      { expression: 'summary.critical<=10', actual: 12, passed: false, path: 'result.now.summary.critical' },
      { expression: 'summary.info<=100', actual: 1, passed: true, path: 'result.now.summary.info' },
    ]
    report.thresholds = held
    change(report)
  })
}

/** A check would have got worse. */
export function rolledBackReport(change: Change = () => {}): ScanReport {
  return fixedReport((report) => {
    const { result } = report
    report.verdict = 'error'
    result.fix = {
      ...repaired(),
      transaction: 'rolled back',
      reason: 'snapshots.missing has more rows (warning: 3 more); users.no-role has more rows (critical: 1 more)',
      undo: null,
      ...unknownAfter,
      uncovered: [],
    }
    for (const action of result.fix.actions) action.undo = null
    change(report)
  })
}

/** One repair was taken back. */
export function undoneReport(change: Change = () => {}): ScanReport {
  return healthyReport((report) => {
    // Rows that are left alone fail an undo.
    report.verdict = 'fail'
    report.options = { undo: undoFile, dryRun: false }
    report.result = {
      ...resultOf([]),
      snapshot: null,
      tables: [],
      undo: {
        file: undoFile,
        runId: '1c65ea61-bf66-4731-bf09-b967bd8ab27d',
        dryRun: false,
        fix: 'committed',
        transaction: 'committed',
        tables: [
          { table: 'public.users_tutorstudentrelation', restored: 3, alreadyThere: 0, left: [] },
          {
            table: 'public.notifications_notification',
            restored: 1998,
            alreadyThere: 2,
            left: [{ count: 3, reason: 'changed since the repair', keys: ['0e7a6f1c-88a3-4a4e-8f43-e8f6d0a3d3a1'] }],
          },
        ],
      },
    }
    change(report)
  })
}

/** What `--undo` would do. */
export function dryUndoReport(): ScanReport {
  return undoneReport((report) => {
    report.options['dryRun'] = true
    if (report.result.undo) Object.assign(report.result.undo, { dryRun: true, transaction: 'none' })
  })
}

/** Ctrl-C while the checks were made. */
export function interruptedReport(): ScanReport {
  return brokenReport((report) => {
    Object.assign(report, { verdict: 'error', thresholds: [], warnings: [] })
    report.run.interrupted = true
    const [first, ...others] = report.result.checks
    if (first === undefined) throw new Error('there is no check')
    report.result.checks = [first, ...others.map(({ id }) => notMade(id, 'skipped', 'The scan ended before it.'))]
    Object.assign(report.result, totalsOf(report.result.checks))
  })
}

/** Every kind of report, by its name. */
export const sampleReports: readonly (readonly [name: string, report: ScanReport])[] = [
  ['healthy', healthyReport()],
  ['broken', brokenReport()],
  ['compared', comparedReport()],
  ['dry run', dryRunReport()],
  ['fixed', fixedReport()],
  ['rolled back', rolledBackReport()],
  ['undone', undoneReport()],
  ['dry undo', dryUndoReport()],
  ['interrupted', interruptedReport()],
]

/** The one with this id. */
export function checkOf({ result }: ScanReport, id: string): CheckResult {
  const found = result.checks.find((check) => check.id === id)
  if (found === undefined) throw new Error(`there is no check ${id}`)
  return found
}

function notChecked(): ScanResult['notChecked'] {
  return [
    { what: 'chat.author-not-participant', reason: 'It took longer than --statement-timeout allows.' },
    {
      what: 'snapshots.empty-state',
      reason: 'public.boards_boardsnapshot has no column for "data"; looked for data, state.',
    },
    {
      what: 'public.billing_invoice.device_id',
      reason: 'There is no table that it could name; it is character varying(64).',
    },
    {
      what: 'public.billing_invoice.external_id',
      reason: '3 of 200 different values exist in billing_external: too few for a reference by its name.',
    },
  ]
}

function compared(check: string, change: Partial<CheckComparison>): CheckComparison {
  const nothing = { before: 0, now: 0, new: 0, fixed: 0, open: 0, newBySeverity: none, newKeys: [], fixedKeys: [] }
  return { check, by: 'exact', reason: null, ...nothing, ...change }
}

function repaired(): FixResult {
  const action = (check: string, done: string, table: string, count: number) => ({
    check,
    action: done,
    table,
    count,
    undo: undoFile,
    left: [],
    samples: [],
  })
  return {
    dryRun: false,
    transaction: 'committed',
    reason: null,
    undo: undoFile,
    actions: [
      {
        ...action('chat.orphan-message', 'removed', tables.messages, 4309),
        left: [
          { count: 2, reason: 'changed since the scan', keys: [305, 306] },
          { count: 1, reason: 'other rows refer to it: chat_reaction.message_id', keys: [310] },
        ],
        samples: Array.from({ length: 20 }, (_, at) => ({ key: 301 + at, severity: 'critical', row: {} })),
      },
      action('relations.orphan-tutor', 'removed', tables.relations, 3),
      action('notifications.stale', 'marked as read', tables.notifications, 3),
    ],
    manual: [
      { check: 'lessons.invalid-times', count: 9, advice: 'Ask the tutor when the lesson was, and correct its times.' },
      {
        check: 'users.no-role',
        count: 3,
        advice: 'Give the user the role that is meant; roles of your own stand in "roles" of the config file.',
      },
    ],
    after: {
      ...totalsOf([]).summary,
      critical: 12,
      warning: 7,
      info: 1,
      checks: 21,
      passed: 14,
      failed: 5,
      skipped: 1,
      error: 1,
    },
    afterByCheck: {
      'chat.orphan-message': { critical: 3, warning: 0, info: 0 },
      'relations.orphan-tutor': { critical: 0, warning: 0, info: 0 },
      'notifications.stale': { critical: 0, warning: 0, info: 0 },
      'lessons.invalid-times': { critical: 6, warning: 3, info: 0 },
      'users.no-role': { critical: 3, warning: 0, info: 0 },
    },
    uncovered: [{ check: 'snapshots.missing', count: 2, because: 'the snapshot that the lesson had was empty' }],
  }
}

function resultOf(checks: CheckResult[]): ScanResult {
  return {
    snapshot: {
      connections: 2,
      isolation: 'serializable',
      takenAt: '2026-11-26T05:59:02.901Z',
      serverVersion: '18.4',
      catalogMs: 38.2,
      checksMs: 1150.4,
    },
    tables: [
      {
        name: 'users',
        table: tables.users,
        rows: 100_000,
        found: 'by default name',
        kind: 'table',
        columns: { id: 'id', email: 'email', role: 'role', isActive: 'is_active' },
      },
      {
        name: 'lessons',
        table: 'public."Lesson"',
        rows: 300_000,
        found: 'by config',
        kind: 'partitioned',
        columns: { id: 'id', tutor: 'tutor_id', student: 'student_id', start: 'utc_start', end: 'end' },
      },
      {
        name: 'snapshots',
        table: null,
        rows: null,
        found: noSnapshots,
        kind: null,
        columns: {},
      },
    ],
    checks,
    ...totalsOf(checks),
    now: totalsOf(checks),
    notChecked: [],
    comparison: null,
    fix: null,
    undo: null,
  }
}

function totalsOf(checks: readonly CheckResult[]): Pick<ScanResult, 'summary' | 'count' | 'percent'> {
  const sum = (of: (check: CheckResult) => number): number => checks.reduce((total, check) => total + of(check), 0)
  const have = (status: CheckResult['status']): number => checks.filter((check) => check.status === status).length
  const isMade = ({ status }: CheckResult): boolean => status === 'passed' || status === 'failed'
  const figures = (of: (check: CheckResult) => number | null) =>
    Object.fromEntries(checks.map((check) => [check.id, isMade(check) ? of(check) : null]))
  const summary: Summary = {
    critical: sum(({ bySeverity }) => bySeverity.critical),
    warning: sum(({ bySeverity }) => bySeverity.warning),
    info: sum(({ bySeverity }) => bySeverity.info),
    ignored: sum(({ ignored }) => ignored),
    checks: checks.length,
    passed: have('passed'),
    failed: have('failed'),
    skipped: have('skipped'),
    error: have('error'),
    new: null,
  }
  return {
    summary,
    count: figures(({ count }) => count),
    percent: figures(({ count, rows }) => (rows === null || rows === 0 ? null : (100 * count) / rows)),
  }
}
