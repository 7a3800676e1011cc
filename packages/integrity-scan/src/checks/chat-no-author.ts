import { defineCheck } from './check.ts'
import { orphans } from './orphans.ts'

export const chatNoAuthor = defineCheck({
  id: 'chat.no-author',
  category: 'Chat',
  severities: ['warning'],
  title: 'The message has no author, or one who does not exist',
  explanation: 'The chat shows the message as nobody’s, and an author who is gone makes lists of messages fail.',
  advice:
    'Leave a message without an author as it is, and ignore it in the config file; or give it to a user made for that.',
  table: 'messages',
  needs: { messages: ['author'], users: [] },
  shows: ['lesson', 'author', 'createdAt'],
  // Of no author there is none either: NULL equals nothing.
  find: ({ db, tables: { messages, users } }) =>
    db
      .selectFrom(messages.as('m'))
      .select('m.id as key')
      .where((eb) => eb.not(eb.exists(eb.selectFrom(users.as('u')).select('u.id').whereRef('u.id', '=', 'm.author')))),
  guards: [
    {
      kind: 'foreign key',
      column: 'author',
      to: 'users',
      note: 'A message without an author stays allowed: the platform makes one when its author is removed.',
    },
  ],
  fix: {
    describe: 'An author who is gone becomes NULL where the column allows that; the message stays.',
    action: ({ db, tables: { messages, users }, isNullable }) => ({
      change: { kind: 'set', column: 'author', value: 'null' },
      done: 'author set to NULL',
      rows: isNullable('messages', 'author')
        ? orphans(db, messages, 'author', users)
        : orphans(db, messages, 'author', users).where((eb) => eb.lit(false)),
    }),
  },
})
