import { sql } from 'kysely'
import { defineCheck } from './check.ts'
import { statusOf } from './status-of.ts'

export const relationsMultipleActiveTutors = defineCheck({
  id: 'relations.multiple-active-tutors',
  category: 'Relations',
  severities: ['warning'],
  title: 'The student has another active tutor',
  explanation: 'A student has one active tutor at most; pages show either of them, and lessons go to the wrong one.',
  advice: 'Ask the student which tutor it is, and archive or pause the other relations.',
  table: 'relations',
  needs: { relations: ['status'] },
  shows: ['student', 'tutor', 'status', 'start'],
  find: ({ db, tables: { relations } }) =>
    db
      .selectFrom(relations.as('r'))
      .select('r.id as key')
      .where(statusOf('r'), '=', 'active')
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom(relations.as('other'))
            .select('other.id')
            .where(statusOf('other'), '=', 'active')
            .whereRef('other.student', '=', 'r.student')
            .whereRef('other.tutor', '<>', 'r.tutor'),
        ),
      ),
  guards: [
    {
      kind: 'unique',
      name: 'one_active_tutor',
      columns: (column) => [column('student')],
      where: (column) => sql`${column('status')} = 'active'`,
      note: 'The rows of relations.duplicates stand in its way too.',
    },
  ],
})
