/** What the platform notifies of. Its column takes any other text too: see {@link mostTypeLength}. */
export const notificationTypes = [
  'lesson.created',
  'lesson.reminder',
  'lesson.cancelled',
  'chat.message',
  'relation.invite',
  'relation.accepted',
  'system.announcement',
  'system.update',
] as const

export type NotificationType = (typeof notificationTypes)[number]

/** Characters of a type: the column is a varchar(50). */
export const mostTypeLength = 50
