import { sql } from 'kysely'
import { defineCheck } from './check.ts'

const notAdmin = sql<boolean>`(u.role IS NULL OR u.role::text NOT IN ('admin', 'superadmin'))`

export const chatAuthorNotParticipant = defineCheck({
  id: 'chat.author-not-participant',
  category: 'Chat',
  severities: ['warning'],
  title: 'The author of the message has no part in the lesson',
  explanation:
    'Somebody wrote into a chat of two others, or the lesson was given to others after they had talked. Admins may write everywhere.',
  advice: 'Find out how it came there, and remove what does not belong to the lesson.',
  table: 'messages',
  needs: { messages: ['author'], lessons: ['tutor', 'student'], users: [] },
  shows: ['lesson', 'author', 'createdAt'],
  find: ({ db, tables: { messages, lessons, users }, has }) =>
    db
      .with(
        (cte) => cte('strange').materialized(),
        (from) =>
          from
            .selectFrom(messages.as('m'))
            .innerJoin(lessons.as('l'), (join) => join.onRef('l.id', '=', 'm.lesson'))
            .select(['m.id', 'm.author'])
            .where(sql<boolean>`m.author IS DISTINCT FROM l.tutor AND m.author IS DISTINCT FROM l.student`),
      )
      .selectFrom('strange')
      .select('strange.id as key')
      // Whoever is gone is another check's, and admins may write everywhere.
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom(users.as('u'))
            .select('u.id')
            .whereRef('u.id', '=', 'strange.author')
            .where(has('users', 'role') ? notAdmin : sql<boolean>`true`),
        ),
      ),
  guards: [
    {
      kind: 'none',
      because: 'Who takes part stands in another table, the lessons, and a lesson can be given to others.',
    },
  ],
})
