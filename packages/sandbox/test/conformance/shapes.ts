import { expect } from '@jest/globals'
import { succeeded, type Answer } from './api-client.ts'
import { fieldsOf, isRecord, rowsOf, textOf, type Fields } from './json.ts'

export interface Page {
  results: Fields[]
  cursor: string | null
  hasMore: boolean
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Matches a success. */
export function accepted(): unknown {
  return answerThat('a success', ({ status }) => (status >= 200 && status < 300 ? null : `${status}`))
}

/** Matches a failure with one of the statuses, told as `{"error": {code, detail, fields?}}` or as the older `{"detail"}`. */
export function refused(...statuses: number[]): unknown {
  return answerThat(`an error of status ${statuses.join(' or ')}`, (answer) => {
    return statuses.includes(answer.status) ? problemOfError(answer) : `${answer.status}`
  })
}

function problemOfError({ headers, body }: Answer): string | null {
  const type = headers.get('content-type') ?? 'none'
  if (!/^application\/(problem\+)?json/.test(type)) return `content type ${type}`
  if (!isRecord(body)) return 'no JSON object'
  const { error, detail } = body
  if (error === undefined) return typeof detail === 'string' ? null : 'neither "error" nor "detail"'
  if (!isRecord(error)) return '"error" is no object'
  if (typeof error['code'] !== 'string' || error['code'] === '') return 'no "error.code"'
  if (typeof error['detail'] !== 'string') return 'no "error.detail"'
  return 'fields' in error && !isRecord(error['fields']) ? '"error.fields" is no object' : null
}

/** Tells in a failure what was wanted of the answer, and what it lacks. Jest copies it: no class, no private fields. */
export function answerThat(is: string, problemOf: (answer: Answer) => string | null): unknown {
  let problem: string | null = null
  return {
    $$typeof: Symbol.for('jest.asymmetricMatcher'),
    asymmetricMatch: (answer: Answer): boolean => {
      problem = problemOf(answer)
      return problem === null
    },
    toAsymmetricMatcher: () => `an answer that is ${is}${problem === null ? '' : `, not ${problem}`}`,
  }
}

/** `{results, cursor, has_more}` */
export function pageOf(answer: Answer): Page {
  const { body } = succeeded(answer)
  const { results, cursor, has_more: hasMore } = fieldsOf(body)
  expect({ request: answer.request, hasMore }).toEqual({ request: answer.request, hasMore: expect.any(Boolean) })
  if (cursor !== null) expect({ request: answer.request, cursor }).toMatchObject({ cursor: expect.any(String) })
  if (hasMore === true) expect(cursor).not.toBeNull()
  return { results: rowsOf(results), cursor: cursor as string | null, hasMore: hasMore === true }
}

/** Message `{id, lesson_id, text, created_at, edited_at, author_id, author_name, attachments?, clientId?}` */
export function expectMessage(message: Fields, { mayBeAuthorless = false } = {}): void {
  expectId(message, 'id')
  expectId(message, 'lesson_id')
  // A row whose author is gone is integrity-scan's business.
  if (!mayBeAuthorless || message['author_id'] !== null) expectId(message, 'author_id')
  expect(message).toMatchObject({ text: expect.any(String), author_name: expect.any(String) })
  expectInstant(message, 'created_at')
  expectInstant(message, 'edited_at', { mayBeNull: true })
  const { attachments } = message
  if (attachments !== undefined && attachments !== null) expect(Array.isArray(attachments)).toBe(true)
}

/** Notification `{id (uuid), type, payload {title?, body?, …}, read_at|null, created_at}` */
export function expectNotification(notification: Fields): void {
  expect(notification).toMatchObject({
    id: expect.stringMatching(uuid),
    type: expect.any(String),
    payload: expect.any(Object),
  })
  expectInstant(notification, 'read_at', { mayBeNull: true })
  expectInstant(notification, 'created_at')
}

/** Lesson `{id, status, tutor_id, student_id, utc_start, utc_end, …}` */
export function expectLesson(lesson: Fields): void {
  for (const name of ['id', 'tutor_id', 'student_id']) expectId(lesson, name)
  expect(['scheduled', 'completed', 'cancelled']).toContain(lesson['status'])
  expectInstant(lesson, 'utc_start')
  expectInstant(lesson, 'utc_end')
}

export function expectId(fields: Fields, name: string): void {
  const id = fields[name]
  const isId = (typeof id === 'number' && Number.isSafeInteger(id)) || (typeof id === 'string' && id !== '')
  if (!isId) throw new Error(`"${name}" is no id in ${textOf(fields)}`)
}

/** ISO 8601 with a zone. */
export function expectInstant(fields: Fields, name: string, { mayBeNull = false } = {}): void {
  const value = fields[name]
  if (mayBeNull && value === null) return
  const isInstant = typeof value === 'string' && instant.test(value) && !Number.isNaN(Date.parse(value))
  if (!isInstant) throw new Error(`"${name}" is no instant in ${textOf(fields)}`)
}
