import { defineCheck } from './check.ts'
import { orphanFix, orphans, withoutReference } from './orphans.ts'

export const relationsOrphanStudent = defineCheck({
  id: 'relations.orphan-student',
  category: 'Relations',
  severities: ['critical'],
  title: 'The student of the relation does not exist',
  explanation: 'The tutor sees a student who is not there, and pages that list both fail.',
  advice: 'Give the relation to another student, or remove it together with what refers to it.',
  table: 'relations',
  needs: { relations: ['student'], users: [] },
  shows: ['tutor', 'student', 'status'],
  find: ({ db, tables: { relations, users } }) => orphans(db, relations, 'student', users),
  guards: [{ kind: 'foreign key', column: 'student', to: 'users' }],
  fix: {
    describe: orphanFix,
    action: ({ isNullable }) => withoutReference(isNullable('relations', 'student'), 'student'),
  },
})
