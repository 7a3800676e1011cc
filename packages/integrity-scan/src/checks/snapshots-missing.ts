import { defineCheck } from './check.ts'
import { statusOf } from './status-of.ts'

export const snapshotsMissing = defineCheck({
  id: 'snapshots.missing',
  category: 'Snapshots',
  severities: ['warning'],
  title: 'The completed lesson has no board snapshot',
  explanation: 'The student cannot look at the board again: it was lost, or never saved.',
  advice: 'Find out whether saving fails; a board that was not saved cannot be brought back.',
  table: 'lessons',
  needs: { lessons: ['status'], snapshots: [] },
  shows: ['tutor', 'student', 'status', 'start'],
  find: ({ db, tables: { lessons, snapshots } }) =>
    db
      .selectFrom(lessons.as('l'))
      .select('l.id as key')
      .where(statusOf('l'), '=', 'completed')
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom(snapshots.as('s')).select('s.id').whereRef('s.lesson', '=', 'l.id'))),
      ),
  guards: [{ kind: 'none', because: 'What is missing stands in no row.' }],
})
