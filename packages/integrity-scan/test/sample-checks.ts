import { docsOf } from '../src/checks/docs-of.ts'
import { platformChecks } from '../src/checks/registry.ts'
import type { CheckResult, Sample, Severity } from '../src/result.ts'
import { sampleRow } from '../src/samples.ts'
import { unenforcedFacts } from '../src/schema/unenforced-check.ts'

/** Tables as they are called in a fresh database. */
export const tables = {
  users: 'public.users_user',
  relations: 'public.users_tutorstudentrelation',
  lessons: 'public.lessons_lesson',
  messages: 'public.chat_lessonchatmessage',
  notifications: 'public.notifications_notification',
  snapshots: 'public.boards_boardsnapshot',
} as const

export const none = { critical: 0, warning: 0, info: 0 }

/** Checks whose rows --fix repairs without further options. */
const repaired: ReadonlySet<string> = new Set(['relations.orphan-tutor', 'chat.orphan-message', 'notifications.stale'])

/** A check that found these rows. */
export function failed(
  id: string,
  {
    samples = [],
    ...change
  }: Omit<Partial<CheckResult>, 'samples'> & Pick<CheckResult, 'bySeverity'> & { samples?: readonly Sample[] },
): CheckResult {
  const { critical, warning, info } = change.bySeverity
  const keys = samples.flatMap(({ key }) => key ?? [])
  const count = critical + warning + info
  const severity: Severity = critical > 0 ? 'critical' : warning > 0 ? 'warning' : 'info'
  const all = keys.length === count
  const isFixable = repaired.has(id)
  const found = { count, severity, keys, keysComplete: all, fixable: isFixable, fixableRows: isFixable ? count : 0 }
  return { ...passed(id), status: 'failed', ...found, ...change, samples: samples.map(sampleRow) }
}

/** A check that could not be made. */
export function notMade(id: string, status: 'skipped' | 'error', reason: string): CheckResult {
  return { ...passed(id), status, reason, rows: null, keys: [], keysComplete: false }
}

/** A check that found nothing. */
export function passed(id: string): CheckResult {
  const check = platformChecks.find((one) => one.id === id)
  return {
    id,
    category: check?.category ?? 'Schema',
    title: check?.title ?? 'billing_invoice.user_id points to a row of users_user that does not exist',
    severity: check?.severities[0] ?? 'warning',
    status: 'passed',
    count: 0,
    bySeverity: { critical: 0, warning: 0, info: 0 },
    ignored: 0,
    rows: 1200,
    table: tables[check?.table as keyof typeof tables] ?? 'public.billing_invoice',
    samples: [],
    keys: [],
    keysComplete: true,
    fixable: false,
    fixableRows: 0,
    fix: check?.fix?.describe ?? check?.advice ?? 'Give the rows another reference, or remove them.',
    durationMs: 3.4,
    reason: null,
    explanation:
      check?.explanation ??
      'No foreign key holds for public.billing_invoice.user_id. That it points to public.users_user.id is known by the foreign key of lessons_lesson.user_id and 2 more of that name; 40 of 41 different values exist in users_user. What follows such a reference fails, or leaves the row out.',
    docs: docsOf(id),
    sql: `select "r"."id" as "key" from (SELECT "id" AS "id" FROM public.${id.split('.')[0]}) as "r" where "r"."id" is not null`,
  }
}

/** Some that found something, by their ids, and two that were not made. */
export function brokenChecks(): Readonly<Record<string, CheckResult>> {
  const all = [
    failed('relations.orphan-tutor', {
      bySeverity: { ...none, critical: 3 },
      rows: 45,
      samples: [22, 23, 24].map((key) => ({
        key,
        severity: 'critical',
        row: { tutor_id: 1_000_000_000 + key, student_id: key + 2, status: 'paused' },
      })),
    }),
    failed('lessons.invalid-times', {
      bySeverity: { critical: 6, warning: 3, info: 0 },
      rows: 300_000,
      ignored: 2,
      samples: Array.from({ length: 9 }, (_, at) => lessonSample(70 + at, at < 6 ? 'critical' : 'warning')),
    }),
    failed('chat.orphan-message', {
      bySeverity: { ...none, critical: 4312 },
      rows: 1_000_000,
      samples: Array.from({ length: 20 }, (_, at) => ({
        key: 301 + at,
        severity: 'critical',
        row: { lesson_id: 1_000_000_091 + at, author_id: 102, created_at: '2026-11-20T13:09:23.245+00:00' },
      })),
      durationMs: 412.7,
    }),
    notMade('chat.author-not-participant', 'error', 'It took longer than --statement-timeout allows.'),
    failed('notifications.stale', {
      bySeverity: { ...none, info: 3 },
      rows: 1_000_000,
      samples: [
        '07c3b7f9-5182-40ab-8465-e3c7347cebc8',
        '1562e0d6-ca10-4c35-9a35-da2faa1a18b6',
        'a0057062-a3b2-4613-aa90-317f27a5dd67',
      ].map((key, at) => ({
        key,
        severity: 'info',
        row: { user_id: 127 + at, type: 'system.announcement', created_at: '2026-10-26T13:09:23.245+00:00' },
      })),
    }),
    notMade(
      'snapshots.empty-state',
      'skipped',
      'public.boards_boardsnapshot has no column for "data"; looked for data, state.',
    ),
    failed('users.no-role', {
      bySeverity: { ...none, critical: 3 },
      rows: 100_000,
      samples: ['', null, 'teacher'].map((role, at) => ({
        key: 149 + at,
        severity: 'critical',
        row: { email: `planted-${149 + at}@example.org`, role },
      })),
    }),
  ]
  return Object.fromEntries(all.map((check) => [check.id, check]))
}

function lessonSample(key: number, severity: Severity): Sample {
  const [start, end] =
    severity === 'critical'
      ? ['2026-11-19T13:09:23.245+00:00', '2026-11-19T12:09:23.245+00:00']
      : ['2026-11-19T13:09:23.245+00:00', '2026-12-19T13:09:23.245+00:00']
  return { key, severity, row: { start, end: key === 74 ? null : end, status: 'scheduled' } }
}

/** Those of columns without a foreign key. */
export function schemaChecks(): CheckResult[] {
  return [
    {
      ...failed('schema.unenforced-foreign-key', {
        bySeverity: { ...none, info: 1 },
        samples: [
          {
            key: 'billing_invoice.user_id',
            severity: 'info',
            row: {
              column: 'public.billing_invoice.user_id',
              references: 'public.users_user.id',
              state: 'no constraint',
              evidence: 'the foreign key of lessons_lesson.user_id; 40 of 41 different values exist in users_user',
            },
          },
        ],
      }),
      title: unenforcedFacts.title,
      explanation: unenforcedFacts.explanation,
      fix: unenforcedFacts.advice,
      fixable: false,
      rows: 14,
      table: null,
      sql: null,
    },
    failed('schema.orphan.billing_invoice.user_id', {
      bySeverity: { ...none, warning: 4 },
      rows: 12_000,
      keys: null,
      keysComplete: false,
    }),
  ]
}
