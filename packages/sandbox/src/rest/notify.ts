import { randomUUID } from 'node:crypto'
import type { NotificationType } from '../database/database.ts'
import { notificationsChannel } from '../gateway/channel.ts'
import { notificationText } from '../seeds/texts.ts'
import type { User } from './access.ts'
import type { RestContext } from './context.ts'
import { fullName, toNotification, type NotificationDto } from './dto.ts'

export interface NewNotification {
  readonly userId: number
  readonly type: string
  readonly payload: object
}

/** Creates a notification and pushes it to all sockets of its user. */
export async function notify(
  { db, hub, now, unreadCounts }: RestContext,
  { userId, type, payload }: NewNotification,
): Promise<NotificationDto> {
  const row = { id: randomUUID(), user_id: userId, type, payload, read_at: null, created_at: now() }
  await db.insertInto('notifications_notification').values(row).execute()
  unreadCounts.forget(userId)
  const notification = toNotification(row)
  // The event's type says that there is one, not of which kind it is: that is within the payload.
  hub.publish(notificationsChannel(userId), { type: 'notification.new', payload: notification })
  return notification
}

export interface Occasion {
  readonly type: NotificationType
  /** Who has done it. */
  readonly actor: User
  /** Those to be told; the actor is not. */
  readonly userIds: readonly number[]
  readonly details: object
}

/** Tells everybody concerned but the one who did it. */
export async function notifyOthers(context: RestContext, { type, actor, userIds, details }: Occasion): Promise<void> {
  const payload = { ...notificationText(type, 'uk', fullName(actor)), ...details }
  for (const userId of new Set(userIds)) if (userId !== actor.id) await notify(context, { userId, type, payload })
}
