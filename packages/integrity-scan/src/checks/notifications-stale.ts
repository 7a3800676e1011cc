import { sql } from 'kysely'
import { defineCheck } from './check.ts'

export const notificationsStale = defineCheck({
  id: 'notifications.stale',
  category: 'Notifications',
  severities: ['info'],
  title: 'The notification is unread for long',
  explanation: 'Nobody will read it any more; it makes unread counters large, and lists slow.',
  advice: 'Mark them as read, or remove them.',
  table: 'notifications',
  needs: { notifications: ['readAt', 'createdAt'] },
  shows: ['user', 'type', 'createdAt'],
  find: ({ db, tables: { notifications }, settings: { staleDays } }) =>
    db
      .selectFrom(notifications.as('n'))
      .select('n.id as key')
      .where('n.readAt', 'is', null)
      .where(sql<boolean>`n."createdAt" < now() - ${staleDays}::float8 * interval '1 day'`),
  guards: [{ kind: 'none', because: 'Nothing is written: time passes. Repair what is stale regularly.' }],
  fix: {
    describe: 'It is marked as read, or removed with --delete-stale.',
    action: (_, { deleteStale }) =>
      deleteStale
        ? { change: { kind: 'delete' }, done: 'removed' }
        : { change: { kind: 'set', column: 'readAt', value: 'now' }, done: 'marked as read' },
  },
})
