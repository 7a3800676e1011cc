import { sql } from 'kysely'
import { defineCheck } from './check.ts'

export const usersNoRole = defineCheck({
  id: 'users.no-role',
  category: 'Users',
  severities: ['critical'],
  title: 'The user has no role, or one that the platform does not know',
  explanation: 'The user logs in and sees nothing, or an error: every page asks for the role first.',
  advice: 'Give the user the role that is meant; roles of your own stand in "roles" of the config file.',
  table: 'users',
  needs: { users: ['role'] },
  shows: ['email', 'role'],
  find: ({ db, tables: { users }, settings: { roles } }) =>
    db
      .selectFrom(users.as('u'))
      .select('u.id as key')
      .where(sql<boolean>`(u.role IS NULL OR u.role::text NOT IN (${sql.join(roles)}))`),
  guards: [
    {
      kind: 'check',
      name: 'known_role',
      condition: (column, { roles }) =>
        sql`(${column('role')}::text IN (${sql.join(roles.map((role) => sql.lit(role)))})) IS TRUE`,
      note: 'A role that is new to the platform has to be added to it first.',
    },
  ],
})
