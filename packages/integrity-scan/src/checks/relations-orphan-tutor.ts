import { defineCheck } from './check.ts'
import { orphanFix, orphans, withoutReference } from './orphans.ts'

export const relationsOrphanTutor = defineCheck({
  id: 'relations.orphan-tutor',
  category: 'Relations',
  severities: ['critical'],
  title: 'The tutor of the relation does not exist',
  explanation: 'The student sees a tutor who is not there, and pages that list both fail.',
  advice: 'Give the relation to another tutor, or remove it together with what refers to it.',
  table: 'relations',
  needs: { relations: ['tutor'], users: [] },
  shows: ['tutor', 'student', 'status'],
  find: ({ db, tables: { relations, users } }) => orphans(db, relations, 'tutor', users),
  guards: [{ kind: 'foreign key', column: 'tutor', to: 'users' }],
  fix: {
    describe: orphanFix,
    action: ({ isNullable }) => withoutReference(isNullable('relations', 'tutor'), 'tutor'),
  },
})
