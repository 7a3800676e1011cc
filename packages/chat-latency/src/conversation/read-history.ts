import type { HttpClient } from '@m4sh/tools-core/connections/http'
import { RunError } from '@m4sh/tools-core/errors'
import { isRecord, jsonRecord } from '@m4sh/tools-core/values'
import type { SeenMessage } from '../messages/message-book.ts'
import { messageId } from '../messages/message-id.ts'

/** Pages of the history that are read at most. */
export const mostPages = 50

/**
 * Makes sure that a person may read and so probably write in a lesson's chat.
 * @throws {RunError} that says what is wrong and what to do
 */
export async function checkLesson(http: HttpClient, lesson: number): Promise<void> {
  const { status } = await http.get(`chat/history/?lesson_id=${lesson}`)
  if (status >= 200 && status < 300) return
  if (status === 404)
    throw new RunError(`There is no lesson ${lesson} (HTTP 404).`, { hint: 'Name another one with --lesson.' })
  if (status === 403)
    throw new RunError(`Lesson ${lesson} is not theirs (HTTP 403).`, {
      hint: "A chat is for the lesson's tutor and student: use their tokens, or another --lesson.",
    })
  if (status === 401)
    throw new RunError('The platform does not know the token (HTTP 401).', {
      hint: 'Is it valid and not expired? Tokens are good for minutes on some platforms.',
    })
  throw new RunError(`The history of lesson ${lesson} answers HTTP ${status}.`, {
    hint: 'Is this the address of the platform? Check --base-url.',
  })
}

/**
 * The messages of a lesson's chat, the latest first, page by page. Ends where the platform says no more.
 * @throws {RunError} where a page cannot be had
 */
export async function* readHistory(http: HttpClient, lesson: number): AsyncGenerator<readonly SeenMessage[]> {
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page++) {
    const query = new URLSearchParams({ lesson_id: String(lesson), ...(cursor === null ? {} : { cursor }) })
    const answer = await http.get(`chat/history/?${query.toString()}`)
    if (!answer.ok) throw new RunError(`The history of lesson ${lesson} answers HTTP ${answer.status}.`)
    const body = jsonRecord(answer.text())
    const { results } = body
    if (!Array.isArray(results)) throw new RunError(`The history of lesson ${lesson} is no list of messages.`)
    yield results.map(seen)
    const next = body['cursor']
    if (body['has_more'] !== true || typeof next !== 'string') return
    cursor = next
  }
}

function seen(message: unknown): SeenMessage {
  return isRecord(message) ? { text: message['text'], id: messageId(message['id']) } : { text: null, id: null }
}
