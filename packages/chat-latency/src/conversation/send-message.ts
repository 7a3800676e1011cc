import { jsonRecord } from '@m4sh/tools-core/values'
import { messageId } from '../messages/message-id.ts'
import { type PostAnswer, type PostClient, PostFailure } from './post-client.ts'

/** What came of an attempt to write a message. */
export type SendOutcome =
  | { readonly kind: 'acknowledged'; readonly id: string | null }
  /** The platform asks to wait. Milliseconds; `null` where it does not say how long. */
  | { readonly kind: 'rate-limited'; readonly waitMs: number | null }
  | { readonly kind: 'failed'; readonly error: string }

/** Posts a message as the frontend does; once, so that nothing hides behind another try. */
export async function postMessage(client: PostClient, lesson: number, text: string): Promise<SendOutcome> {
  try {
    return outcomeOf(await client.post('chat/messages/', JSON.stringify({ lesson_id: lesson, text })))
  } catch (error) {
    if (error instanceof PostFailure) return { kind: 'failed', error: error.kind }
    throw error
  }
}

function outcomeOf({ status, retryAfter, text }: PostAnswer): SendOutcome {
  if (status >= 200 && status < 300) return { kind: 'acknowledged', id: messageId(jsonRecord(text)['id']) }
  if (status === 429) return { kind: 'rate-limited', waitMs: waitIn(retryAfter) }
  return { kind: 'failed', error: status === 401 ? 'unauthorized' : `http-${status}` }
}

/** Seconds, or a date. */
function waitIn(value: string | null): number | null {
  if (value === null) return null
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now())
}
