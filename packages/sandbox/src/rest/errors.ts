import type { FastifyReply } from 'fastify'
import { isRecord } from '@m4sh/tools-core/values'

/** What is wrong with a field, or with each of its parts. */
export type Problem = readonly string[] | Problems
export interface Problems {
  readonly [field: string]: Problem
}

type Headers = Readonly<Record<string, string>>

/** An answer that is no success. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError'
  readonly status: number
  readonly body: object
  readonly headers: Headers

  /** @param detail what is wrong, in one sentence of `body` */
  constructor(status: number, detail: string, body: object, headers: Headers = {}) {
    super(detail)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** An error as the platform shapes them: `{"error": {"code", "detail", "fields"}}`. */
export function apiError(
  status: number,
  code: string,
  detail: string,
  { fields = {}, headers = {} }: { readonly fields?: Problems; readonly headers?: Headers } = {},
): ApiError {
  return new ApiError(status, detail, { error: { code, detail, fields } }, headers)
}

export function validationError(fields: Problems): ApiError {
  return apiError(400, 'VALIDATION_ERROR', 'Invalid input.', { fields })
}

/** `notFound('Lesson')` has the code LESSON_NOT_FOUND. */
export function notFound(kind: string): ApiError {
  return apiError(404, `${kind.toUpperCase()}_NOT_FOUND`, `No ${kind} matches the given query.`)
}

export function unknownPath(): ApiError {
  return apiError(404, 'NOT_FOUND', 'The requested resource was not found on this server.')
}

export function forbidden(detail = 'You do not have permission to perform this action.'): ApiError {
  return apiError(403, 'PERMISSION_DENIED', detail)
}

export function conflict(code: string, detail: string): ApiError {
  return apiError(409, code, detail)
}

export function throttled(waitMs: number): ApiError {
  // A client that waits for exactly so many whole seconds must not come too early.
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  const detail = `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`
  return apiError(429, 'RATE_LIMITED', detail, { headers: { 'retry-after': String(seconds) } })
}

/** As SimpleJWT says it: an error of the older kind, `{"detail"}`. */
export function unauthorized(detail: string, more: object = {}): ApiError {
  return new ApiError(401, detail, { detail, ...more }, { 'www-authenticate': 'Bearer realm="api"' })
}

export function unavailable(detail: string): ApiError {
  return apiError(503, 'SERVICE_UNAVAILABLE', detail, { headers: { 'retry-after': '1' } })
}

export function sendError(reply: FastifyReply, { status, body, headers }: ApiError): FastifyReply {
  return reply.code(status).headers(headers).send(body)
}

/**
 * Whatever was thrown as an answer. What PostgreSQL says stays here: it would tell table names and SQL.
 * @returns `undefined` for a bug
 */
export function toApiError(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) return error
  if (!isRecord(error)) return undefined
  const { code, statusCode } = error
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedMediaType('')
  // A client has broken off its body; of a connection to the database Node names the system call that failed.
  if (code === 'ECONNRESET' && error['syscall'] === undefined) return ofFastify(400)
  if (typeof code === 'string') return ofDatabase(code) ?? ofFastify(statusCode)
  return ofFastify(statusCode)
}

export function unsupportedMediaType(mediaType: string): ApiError {
  return apiError(415, 'UNSUPPORTED_MEDIA_TYPE', `Unsupported media type "${mediaType}" in request.`)
}

function ofFastify(statusCode: unknown): ApiError | undefined {
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return undefined
  return apiError(statusCode, 'BAD_REQUEST', 'The request could not be read.')
}

/** SQLSTATE, or what Node says where there is no PostgreSQL. Fields are checked before; these come by a race. */
function ofDatabase(code: string): ApiError | undefined {
  if (code === '23505') return conflict('CONFLICT', 'Somebody else has just done the same.')
  if (code === '23503') return conflict('CONFLICT', 'What this belongs to is not there any more.')
  if (/^(?:08|53|57P)|^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(code))
    return unavailable('The database does not answer.')
  return undefined
}
