import { sql } from 'kysely'
import { defineCheck } from './check.ts'

export const usersDuplicateEmail = defineCheck({
  id: 'users.duplicate-email',
  category: 'Users',
  severities: ['warning'],
  title: 'Another user has the same email address but for upper and lower case',
  explanation: 'Whoever types the address in another way logs in as somebody else, or not at all; letters go to both.',
  advice: 'Ask which of the two accounts is used, and merge or rename the other.',
  table: 'users',
  needs: { users: ['email'] },
  shows: ['email', 'role', 'isActive'],
  find: ({ db, tables: { users } }) =>
    db
      .selectFrom(users.as('u'))
      .innerJoin(
        (from) =>
          from
            .selectFrom(users.as('twin'))
            .select(sql<string>`lower(twin.email)`.as('email'))
            .where('twin.email', '<>', '')
            .groupBy(sql`lower(twin.email)`)
            .having(sql<number>`count(*)`, '>', 1)
            .as('shared'),
        (join) => join.on(sql<boolean>`shared.email = lower(u.email)`),
      )
      .select('u.id as key'),
  guards: [
    {
      kind: 'unique',
      name: 'email_in_any_case',
      columns: (column) => [sql`lower(${column('email')})`],
      where: (column) => sql`${column('email')} <> ''`,
    },
  ],
})
