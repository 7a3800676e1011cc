import { HttpError, type HttpClient, type HttpResponse } from '@m4sh/tools-core/connections/http'
import { isRecord } from '@m4sh/tools-core/values'

/** What came of an attempt to write a message. */
export type SendOutcome =
  | { readonly kind: 'acknowledged'; readonly id: string | null }
  /** The platform asks to wait. Milliseconds; `null` where it does not say how long. */
  | { readonly kind: 'rate-limited'; readonly waitMs: number | null }
  | { readonly kind: 'failed'; readonly error: string }

/** Posts a message as the frontend does; once, so that nothing hides behind another try. */
export async function postMessage(http: HttpClient, lesson: number, text: string): Promise<SendOutcome> {
  try {
    const answer = await http.request({
      method: 'POST',
      url: 'chat/messages/',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ lesson_id: lesson, text }),
    })
    return outcomeOf(answer)
  } catch (error) {
    if (error instanceof HttpError) return { kind: 'failed', error: error.failure }
    throw error
  }
}

function outcomeOf(answer: HttpResponse): SendOutcome {
  if (answer.ok) return { kind: 'acknowledged', id: idIn(answer.text()) }
  if (answer.status === 429) return { kind: 'rate-limited', waitMs: retryAfter(answer.headers.get('retry-after')) }
  return { kind: 'failed', error: answer.status === 401 ? 'unauthorized' : `http-${answer.status}` }
}

function idIn(text: string): string | null {
  try {
    const message: unknown = JSON.parse(text)
    const id = isRecord(message) ? message['id'] : null
    return typeof id === 'string' || typeof id === 'number' ? String(id) : null
  } catch {
    return null
  }
}

/** Seconds, or a date. */
function retryAfter(value: string | null): number | null {
  if (value === null) return null
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now())
}
