import { defineCheck } from './check.ts'
import { orphanFix, orphans, withoutReference } from './orphans.ts'

export const lessonsOrphanTutor = defineCheck({
  id: 'lessons.orphan-tutor',
  category: 'Lessons',
  severities: ['critical'],
  title: 'The tutor of the lesson does not exist',
  explanation: 'The lesson stands in the student’s calendar, and nobody can give it; opening it fails.',
  advice: 'Give the lesson to another tutor, or remove it together with what refers to it.',
  table: 'lessons',
  needs: { lessons: ['tutor'], users: [] },
  shows: ['tutor', 'student', 'status', 'start'],
  find: ({ db, tables: { lessons, users } }) => orphans(db, lessons, 'tutor', users),
  guards: [{ kind: 'foreign key', column: 'tutor', to: 'users' }],
  fix: {
    describe: orphanFix,
    action: ({ isNullable }) => withoutReference(isNullable('lessons', 'tutor'), 'tutor'),
  },
})
