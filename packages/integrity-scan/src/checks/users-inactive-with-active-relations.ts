import { sql } from 'kysely'
import { defineCheck } from './check.ts'

export const usersInactiveWithActiveRelations = defineCheck({
  id: 'users.inactive-with-active-relations',
  category: 'Users',
  severities: ['warning'],
  title: 'The user is not active, and has an active relation',
  explanation: 'Lessons can be planned with somebody who cannot log in.',
  advice: 'Archive the relations, or make the user active again.',
  table: 'users',
  needs: { users: ['isActive'], relations: ['status'] },
  shows: ['email', 'role', 'isActive'],
  find: ({ db, tables: { users, relations } }) => {
    const inRelation = (who: 'tutor' | 'student') =>
      db
        .selectFrom(relations.as('r'))
        .select(sql.ref(`r.${who}`).as('user'))
        .where('r.status', '=', 'active')
    return db
      .selectFrom(users.as('u'))
      .select('u.id as key')
      .where(sql<boolean>`NOT u."isActive"`)
      .where(sql.ref('u.id'), 'in', inRelation('tutor').unionAll(inRelation('student')))
  },
  guards: [
    {
      kind: 'none',
      because: 'The relations stand in another table: whoever makes a user inactive has to archive them.',
    },
  ],
  fix: {
    describe: 'Active relations of the user become archived.',
    action: ({ db, tables: { users, relations } }) => ({
      table: 'relations',
      change: { kind: 'set', column: 'status', value: { text: 'archived' } },
      done: 'archived',
      rows: db
        .selectFrom(relations.as('r'))
        .select('r.id as key')
        .where('r.status', '=', 'active')
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom(users.as('u'))
              .select('u.id')
              .where(sql<boolean>`NOT u."isActive" AND u.id IN (r.tutor, r.student)`),
          ),
        ),
      uncovers: [
        {
          check: 'lessons.missing-relation',
          because: 'lessons outside of the time of a relation that is archived now are told of',
        },
      ],
    }),
  },
})
