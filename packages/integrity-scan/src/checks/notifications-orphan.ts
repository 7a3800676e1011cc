import { defineCheck } from './check.ts'
import { orphanFix, orphans, withoutReference } from './orphans.ts'

export const notificationsOrphan = defineCheck({
  id: 'notifications.orphan',
  category: 'Notifications',
  severities: ['critical'],
  title: 'The user of the notification does not exist',
  explanation: 'Nobody will ever read it, and whatever sends or counts notifications fails at it.',
  advice: 'Remove it together with what refers to it.',
  table: 'notifications',
  needs: { notifications: ['user'], users: [] },
  shows: ['user', 'type', 'createdAt'],
  find: ({ db, tables: { notifications, users } }) => orphans(db, notifications, 'user', users),
  guards: [{ kind: 'foreign key', column: 'user', to: 'users' }],
  fix: {
    describe: orphanFix,
    action: ({ isNullable }) => withoutReference(isNullable('notifications', 'user'), 'user'),
  },
})
