import { RunError } from '../../errors/errors.ts'
import { Redactor } from '../../redaction/redactor.ts'
import { isRecord } from '../../values/is-record.ts'
import { jsonRecord } from '../../values/json-record.ts'
import { createHttpClient, type HttpClient } from '../http/client.ts'
import { HttpError } from '../http/error.ts'
import type { HttpResponse } from '../http/request.ts'
import type { HttpClientOptions } from '../http/settings.ts'
import { identityOf, type Identity } from './identity.ts'
import type { Credentials } from './users-file.ts'

/** Where somebody logs in. */
export interface LogInTarget {
  /** Where the REST API lives: `http://localhost:8000/api`. */
  readonly baseUrl: string
  /** Time, retries, headers, names of flags. */
  readonly http?: Omit<HttpClientOptions, 'baseUrl' | 'token' | 'maxRedirects'>
}

/**
 * Logs in at `auth/login/`.
 * @throws {RunError} naming the user and where it was given, never the password; an {@link HttpError} without an answer
 */
export async function logIn({ baseUrl, http, ...credentials }: LogInTarget & Credentials): Promise<Identity> {
  return await logInBy(clientOf({ baseUrl, ...(http && { http }) }), credentials)
}

/** Where many log in, and how many at once. */
export interface LogInAllOptions extends LogInTarget {
  /** How many log in at once: each costs the platform the hashing of a password. 8 if left out. */
  readonly concurrency?: number
  readonly signal?: AbortSignal
}

/**
 * Logs all in, and gives their identities in the same order.
 * @throws {RunError} as {@link logIn}, of the first that fails; the others are called off then
 * @throws the signal's reason
 */
export async function logInAll(
  users: readonly Credentials[],
  { baseUrl, http = {}, concurrency = 8, signal }: LogInAllOptions,
): Promise<readonly Identity[]> {
  const failed = new AbortController()
  const signals = [signal, http.signal, failed.signal].filter((one) => one !== undefined)
  const client = clientOf({ baseUrl, http: { ...http, signal: AbortSignal.any(signals) } })
  const identities: Identity[] = []
  const waiting = users.entries()
  const work = async (): Promise<void> => {
    // Shared: each takes the next that waits.
    for (const [index, user] of waiting) identities[index] = await logInBy(client, user)
  }
  const workers = Array.from({ length: Math.max(1, Math.min(concurrency, users.length)) }, work)
  try {
    await Promise.all(workers)
  } catch (error) {
    failed.abort()
    await Promise.allSettled(workers)
    throw error
  }
  return identities
}

/** Without redirects: a password goes nowhere but where it was meant to go. */
function clientOf({ baseUrl, http = {} }: LogInTarget): HttpClient {
  return createHttpClient({ ...http, baseUrl, maxRedirects: 0 })
}

async function logInBy(client: HttpClient, credentials: Credentials): Promise<Identity> {
  const answer = await post(client, credentials)
  if (!answer.ok) throw refusal(answer, credentials)
  const body = jsonRecord(answer.text())
  const { access, user } = body
  if (typeof access !== 'string' || access === '') {
    throw new RunError(`The answer to the log-in of ${nameOf(credentials)} holds no access token.`, {
      hint: 'Is this the address of the platform? The log-in answers {"access": "…", "user": {…}}.',
    })
  }
  const userId = isRecord(user) && Number.isSafeInteger(user['id']) ? Number(user['id']) : null
  return userId === null ? identityOf(access) : { token: access, userId }
}

async function post(client: HttpClient, credentials: Credentials): Promise<HttpResponse> {
  const { email, password } = credentials
  try {
    return await client.request({
      method: 'POST',
      url: 'auth/login/',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ email, password }),
      // Logged in twice is logged in.
      repeatable: true,
    })
  } catch (error) {
    if (!(error instanceof HttpError) || error.failure !== 'redirect-loop') throw error
    throw new RunError(`The log-in of ${nameOf(credentials)} is redirected elsewhere, where no password is sent.`, {
      hint: 'Give the address that it leads to, such as https instead of http.',
      cause: error,
    })
  }
}

function refusal(answer: HttpResponse, credentials: Credentials): RunError {
  const detail = detailOf(jsonRecord(answer.text()), credentials)
  const message = `The log-in of ${nameOf(credentials)} was refused (HTTP ${answer.status})${detail && `: ${detail}`}.`
  return new RunError(message, { hint: hintFor(answer.status, credentials) })
}

function hintFor(status: number, { place }: Credentials): string {
  if (status === 400 || status === 401 || status === 403)
    return `Check email and password in ${place ?? 'what was given'}.`
  if (status === 404 || status === 405) return 'Is this the address of the platform? The log-in is at /api/auth/login/.'
  if (status === 429) return 'The platform limits log-ins: wait, or give tokens instead of passwords.'
  return 'The log of the platform may tell more.'
}

/** What the platform says about it, in a few words: it may repeat what it was sent. */
function detailOf({ error, detail }: Readonly<Record<string, unknown>>, { password }: Credentials): string {
  const told = isRecord(error) ? error['detail'] : detail
  if (typeof told !== 'string') return ''
  return new Redactor([password]).redactText(told).replace(/\.$/, '').slice(0, 200)
}

function nameOf({ email, place }: Credentials): string {
  return place === undefined ? email : `${email} (${place})`
}
