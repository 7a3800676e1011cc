import { sql } from 'kysely'
import type { Severity } from '../result.ts'
import { defineCheck } from './check.ts'

export const lessonsInvalidTimes = defineCheck({
  id: 'lessons.invalid-times',
  category: 'Lessons',
  severities: ['critical', 'warning'],
  title: 'The lesson ends before it starts, or takes more than a day',
  explanation:
    'Critical where it has no start or end, or ends when it starts or before: calendars leave it out or fail at it. A warning where it is longer than 24 hours, which is mostly a wrong date.',
  advice: 'Ask the tutor when the lesson was, and correct its times.',
  table: 'lessons',
  needs: { lessons: ['start', 'end'] },
  shows: ['start', 'end', 'status'],
  find: ({ db, tables: { lessons } }) =>
    db
      .selectFrom(lessons.as('l'))
      .select('l.id as key')
      .select(sql<Severity>`CASE WHEN l."end" > l.start THEN 'warning' ELSE 'critical' END`.as('severity'))
      .where(
        sql<boolean>`(l.start IS NULL OR l."end" IS NULL OR l."end" <= l.start OR l."end" > l.start + interval '24 hours')`,
      ),
  guards: [
    {
      kind: 'check',
      name: 'ends_after_start',
      condition: (column) => sql`(${column('end')} > ${column('start')}) IS TRUE`,
    },
    {
      kind: 'check',
      name: 'within_a_day',
      condition: (column) => sql`${column('end')} <= ${column('start')} + interval '24 hours'`,
      note: 'Leave it out where a lesson may be longer than 24 hours.',
    },
  ],
  fix: {
    describe:
      'An end before the start changes places with it; what has no start or no end, or no length, needs a human.',
    option: { flag: '--fix-times', isGiven: ({ fixTimes }) => fixTimes },
    action: ({ db, tables: { lessons } }) => ({
      change: { kind: 'swap', columns: ['start', 'end'] },
      done: 'start and end swapped',
      rows: db.selectFrom(lessons.as('l')).select('l.id as key').whereRef('l.end', '<', 'l.start'),
      uncovers: [
        {
          check: 'lessons.invalid-times',
          because: 'what ended more than a day before it started is longer than a day',
          mostPerRow: 1,
        },
        {
          check: 'lessons.missing-relation',
          because: 'a lesson that starts earlier now may lie outside of the time of an archived relation',
          mostPerRow: 1,
        },
      ],
    }),
  },
})
