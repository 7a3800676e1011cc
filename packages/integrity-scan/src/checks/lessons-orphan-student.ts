import { defineCheck } from './check.ts'
import { orphanFix, orphans, withoutReference } from './orphans.ts'

export const lessonsOrphanStudent = defineCheck({
  id: 'lessons.orphan-student',
  category: 'Lessons',
  severities: ['critical'],
  title: 'The student of the lesson does not exist',
  explanation: 'The lesson takes the tutor’s time, and nobody will come; opening it fails.',
  advice: 'Give the lesson to another student, or remove it together with what refers to it.',
  table: 'lessons',
  needs: { lessons: ['student'], users: [] },
  shows: ['tutor', 'student', 'status', 'start'],
  find: ({ db, tables: { lessons, users } }) => orphans(db, lessons, 'student', users),
  guards: [{ kind: 'foreign key', column: 'student', to: 'users' }],
  fix: {
    describe: orphanFix,
    action: ({ isNullable }) => withoutReference(isNullable('lessons', 'student'), 'student'),
  },
})
