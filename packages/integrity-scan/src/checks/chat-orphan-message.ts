import { defineCheck } from './check.ts'
import { orphanFix, orphans, withoutReference } from './orphans.ts'

export const chatOrphanMessage = defineCheck({
  id: 'chat.orphan-message',
  category: 'Chat',
  severities: ['critical'],
  title: 'The lesson of the message does not exist',
  explanation: 'Nobody can see the message, and lists of all messages fail at it.',
  advice: 'Remove it together with what refers to it, or bring the lesson back.',
  table: 'messages',
  needs: { messages: ['lesson'], lessons: [] },
  shows: ['lesson', 'author', 'createdAt'],
  find: ({ db, tables: { messages, lessons } }) => orphans(db, messages, 'lesson', lessons),
  guards: [{ kind: 'foreign key', column: 'lesson', to: 'lessons' }],
  fix: {
    describe: orphanFix,
    action: ({ isNullable }) => withoutReference(isNullable('messages', 'lesson'), 'lesson'),
  },
})
