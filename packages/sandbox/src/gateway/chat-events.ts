import { malformed, type ClientFrame } from './client-frame.ts'
import { readLessonId } from './lesson-id.ts'
import { ProtocolError, shorten } from './protocol-error.ts'
import { checkStorable } from './storable.ts'

/** What people tell of themselves: nobody pushes it for another. */
export function isOwnChatEvent(type: string): boolean {
  return type === 'chat.typing' || type === 'chat.read'
}

/** A chat event of a client as it is forwarded. */
export interface ChatEvent {
  readonly event: Readonly<Record<string, unknown>>
  /** Whose participants it is for; `null` where the client named none. */
  readonly lessonId: number | null
}

/**
 * The gateway adds who it was: a client could say anything.
 * @throws {ProtocolError} for what clients may not publish
 */
export function readChatEvent(frame: ClientFrame, userId: number, keepsUnlisted: boolean): ChatEvent {
  const { type, lesson_id: lesson, message_id: message, channel: _, ...rest } = frame
  if (!isOwnChatEvent(type)) throw new ProtocolError('WS_FORBIDDEN', `"${shorten(type)}" is not for clients to publish`)
  const lessonId = readLessonId(lesson)
  if (lessonId === undefined && lesson !== undefined && lesson !== null) throw malformed('"lesson_id" is no id')
  const isNamed = typeof message === 'string' || typeof message === 'number'
  const event = {
    type,
    ...(lessonId === undefined ? {} : { lesson_id: lessonId }),
    ...(isNamed ? { message_id: message } : {}),
    ...(keepsUnlisted ? rest : {}),
    user_id: userId,
  }
  checkStorable(event, 'event')
  return { event, lessonId: lessonId ?? null }
}
