import { sql } from 'kysely'
import type { Severity } from '../result.ts'
import { type CheckInput, defineCheck } from './check.ts'
import { statusOf } from './status-of.ts'

type Input = CheckInput<{ lessons: readonly ['start']; relations: readonly ['status']; users: readonly [] }>

export const lessonsMissingRelation = defineCheck({
  id: 'lessons.missing-relation',
  category: 'Lessons',
  severities: ['warning', 'info'],
  title: 'The tutor and the student of the lesson have no relation that covers it',
  explanation:
    'A warning where the two have no relation at all: pages by relation do not show the lesson. For information where there are only archived ones and the whole lesson lies outside of their time. Lessons whose tutor or student does not exist are told of by other checks.',
  advice: 'Make the relation that was meant, or correct who the lesson is for.',
  table: 'lessons',
  needs: { lessons: ['start'], relations: ['status'], users: [] },
  shows: ['tutor', 'student', 'status', 'start'],
  find: (input) => {
    const { db, tables } = input
    const { lessons, relations } = tables
    const uncovered = db
      .selectFrom(lessons.as('l'))
      .select(['l.id', 'l.tutor', 'l.student'])
      .where('l.tutor', 'is not', null)
      .where('l.student', 'is not', null)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom(relations.as('r'))
              .select('r.id')
              .whereRef('r.tutor', '=', 'l.tutor')
              .whereRef('r.student', '=', 'l.student')
              .where(coversLesson(input)),
          ),
        ),
      )
    // Who exists is asked of the few lessons that are left, and not of all.
    return db
      .with(
        (cte) => cte('uncovered').materialized(),
        () => uncovered,
      )
      .selectFrom('uncovered as l')
      .select('l.id as key')
      .select((eb) =>
        sql<Severity>`CASE WHEN ${eb.exists(
          eb
            .selectFrom(relations.as('r'))
            .select('r.id')
            .whereRef('r.tutor', '=', 'l.tutor')
            .whereRef('r.student', '=', 'l.student'),
        )} THEN 'info' ELSE 'warning' END`.as('severity'),
      )
      .where((eb) =>
        eb.and(
          (['l.tutor', 'l.student'] as const).map((who) =>
            eb.exists(eb.selectFrom(tables.users.as('u')).select('u.id').whereRef('u.id', '=', who)),
          ),
        ),
      )
  },
  guards: [{ kind: 'none', because: 'The relation stands in another table, and can be archived or removed later.' }],
})

/**
 * A relation that is archived covers what lies in its time, if only in part; one without beginning or end is open there. Of
 * a lesson without a start nothing can be said.
 */
function coversLesson({ has }: Input) {
  const reachesIn = has('lessons', 'end') ? sql`OR l."end" > r.start` : sql``
  const begun = has('relations', 'start')
    ? sql`(r.start IS NULL OR l.start IS NULL OR l.start >= r.start ${reachesIn})`
    : sql`true`
  const notEnded = has('relations', 'end') ? sql`(r."end" IS NULL OR l.start IS NULL OR l.start <= r."end")` : sql`true`
  return sql<boolean>`(${statusOf('r')} IS DISTINCT FROM 'archived' OR (${begun} AND ${notEnded}))`
}
