import type { EventFrame } from '@m4sh/tools-core/connections/websocket'
import { isRecord } from '@m4sh/tools-core/values'
import type { SeenMessage } from '../messages/message-book.ts'
import { messageId } from '../messages/message-id.ts'

type Fields = Readonly<Record<string, unknown>>

/** Events that tell of a message which was written before: `chat.message.edited`, `MESSAGE_READ`, `messageDeleted`. */
const aftermath = /(?:^|[^a-z])(?:edit|updat|delet|remov|read(?![a-z])|seen|typing|react)/i
const aftermathInCamels = /[a-z](?:Edit|Updat|Delet|Remov|Read(?![a-z])|Seen|Typing|React)/

/** Under these names a message lies in its event, or the event in its envelope. */
const wrappers = ['payload', 'message', 'data'] as const

/** As many envelopes are opened. */
const mostWrapped = 4

/** The message that an event brings, whatever it is called and however it is wrapped; `null` for events of another kind. */
export function newMessageIn({ type, fields }: Pick<EventFrame, 'type' | 'fields'>): SeenMessage | null {
  return isAftermath(type) ? null : messageIn(fields, mostWrapped)
}

function messageIn(fields: Fields, depth: number): SeenMessage | null {
  const { type, text, message, id } = fields
  if (typeof type === 'string' && isAftermath(type)) return null
  if (typeof text === 'string') return { text, id: messageId(id) }
  const wrapped = wrappers.map((name) => fields[name]).find(isRecord)
  if (wrapped !== undefined && depth > 0) return messageIn(wrapped, depth - 1)
  const seen = { text: message, id: messageId(id) }
  return typeof message === 'string' || seen.id !== null ? seen : null
}

function isAftermath(type: string): boolean {
  return aftermath.test(type) || aftermathInCamels.test(type)
}
