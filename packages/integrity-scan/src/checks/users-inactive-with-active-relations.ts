import { sql } from 'kysely'
import type { MappedTable } from '../catalog/mapped-table.ts'
import { type Database, defineCheck } from './check.ts'
import { statusOf } from './status-of.ts'

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
        .where(statusOf('r'), '=', 'active')
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
      // One join for each of the two: with OR every relation would be compared with every inactive user.
      rows: ofInactive({ db, users, relations }, 'tutor').union(ofInactive({ db, users, relations }, 'student')),
      dependsOn: [
        {
          table: 'users',
          pairs: inactiveOf({ db, users, relations }, 'tutor').unionAll(
            inactiveOf({ db, users, relations }, 'student'),
          ),
        },
      ],
      uncovers: [
        {
          check: 'lessons.missing-relation',
          because: 'lessons outside of the time of a relation that is archived now are told of',
        },
      ],
    }),
  },
})

interface Tables {
  readonly db: Database
  readonly users: MappedTable<'users'>
  readonly relations: MappedTable<'relations'>
}

/** Who is not active, of each relation. */
function inactiveOf({ db, users, relations }: Tables, who: 'tutor' | 'student') {
  return db
    .selectFrom(relations.as('r'))
    .innerJoin(users.as('u'), (join) => join.onRef('u.id', '=', `r.${who}`))
    .select(['u.id as key', 'r.id as of'])
    .where(sql<boolean>`NOT u."isActive"`)
}

/** Active relations of which this one is not active. */
function ofInactive({ db, users, relations }: Tables, who: 'tutor' | 'student') {
  return db
    .selectFrom(relations.as('r'))
    .innerJoin(users.as('u'), (join) => join.onRef('u.id', '=', `r.${who}`))
    .select('r.id as key')
    .where(statusOf('r'), '=', 'active')
    .where(sql<boolean>`NOT u."isActive"`)
}
