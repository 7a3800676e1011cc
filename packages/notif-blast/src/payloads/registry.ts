import type { NotificationType } from './notification-types.ts'
import type { PayloadKind } from './payload-kind.ts'
import { chatMessage } from './types/chat-message.ts'
import { lessonCancelled } from './types/lesson-cancelled.ts'
import { lessonCreated } from './types/lesson-created.ts'
import { lessonReminder } from './types/lesson-reminder.ts'
import { relationAccepted } from './types/relation-accepted.ts'
import { relationInvite } from './types/relation-invite.ts'
import { systemAnnouncement } from './types/system-announcement.ts'
import { systemUpdate } from './types/system-update.ts'

/** How each type speaks. */
export const payloadKinds: { readonly [T in NotificationType]: PayloadKind<T> } = {
  'lesson.created': lessonCreated,
  'lesson.reminder': lessonReminder,
  'lesson.cancelled': lessonCancelled,
  'chat.message': chatMessage,
  'relation.invite': relationInvite,
  'relation.accepted': relationAccepted,
  'system.announcement': systemAnnouncement,
  'system.update': systemUpdate,
}
