import { retryAfterMs } from '@m4sh/tools-core/connections/http'
import { jsonRecord } from '@m4sh/tools-core/values'
import { messageId } from '../messages/message-id.ts'
import { type PostAnswer, type PostClient, PostFailure, type PostWatcher } from './post-client.ts'

/** What came of an attempt to write a message. */
export type SendOutcome =
  | { readonly kind: 'acknowledged'; readonly id: string | null }
  /** The platform asks to wait. Milliseconds; `null` where it does not say how long. */
  | { readonly kind: 'rate-limited'; readonly waitMs: number | null }
  | { readonly kind: 'failed'; readonly error: string }

/** Posts a message as the frontend does; nothing that the platform has answered hides behind another try. */
export async function postMessage(
  client: PostClient,
  lesson: number,
  text: string,
  watcher: PostWatcher = {},
): Promise<SendOutcome> {
  try {
    return outcomeOf(await client.post('chat/messages/', JSON.stringify({ lesson_id: lesson, text }), watcher))
  } catch (error) {
    if (error instanceof PostFailure) return { kind: 'failed', error: error.kind }
    throw error
  }
}

/** No answer, or one of somebody between us and the platform: it may have taken the message all the same. */
const open = new Set(['timeout', 'reset', 'http-502', 'http-504'])

/** Whether a message that failed so may still arrive. */
export function mayHaveBeenTaken(error: string): boolean {
  return open.has(error)
}

function outcomeOf({ status, retryAfter, text }: PostAnswer): SendOutcome {
  if (status >= 200 && status < 300) return { kind: 'acknowledged', id: messageId(jsonRecord(text)['id']) }
  if (status === 429) return { kind: 'rate-limited', waitMs: askedWaitMs(retryAfter) }
  return { kind: 'failed', error: status === 401 ? 'unauthorized' : `http-${status}` }
}

function askedWaitMs(retryAfter: string | null): number | null {
  return retryAfterMs(retryAfter, { now: () => new Date() }) ?? null
}
