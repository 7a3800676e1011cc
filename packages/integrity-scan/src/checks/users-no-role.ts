import { type RawBuilder, sql } from 'kysely'
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
      .where(
        sql<boolean>`${isKnown(
          sql.ref('u.role'),
          roles.map((role) => sql`${role}`),
        )} IS NOT TRUE`,
      ),
  guards: [
    {
      kind: 'check',
      name: 'known_role',
      condition: (column, { roles }) =>
        sql`${isKnown(
          column('role'),
          roles.map((role) => sql.lit(role)),
        )} IS TRUE`,
      note: 'A role that is new to the platform has to be added to it first.',
    },
  ],
})

/** Where no role is known, none is. */
function isKnown(role: RawBuilder<unknown>, roles: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return roles.length === 0 ? sql`(false)` : sql`(${role}::text IN (${sql.join(roles)}))`
}
