import { type Identity, identityOf, logIn } from '@m4sh/tools-core/connections/identity'
import { createHttpClient, type HttpClient } from '@m4sh/tools-core/connections/http'
import { RunError } from '@m4sh/tools-core/errors'
import { jsonRecord } from '@m4sh/tools-core/values'
import type { Config } from '../config.ts'

/** Somebody who takes part, and the client that speaks for them. */
export interface Person {
  readonly token: string
  readonly userId: number
  readonly http: HttpClient
}

/** The two sides of the conversations. */
export interface People {
  readonly sender: Person
  /** The sender again, where one user reads on a second socket. */
  readonly receiver: Person
}

/** What is asked beside the messages is not held to their time: a `--timeout` may be as short as a message should take. */
const leastPatienceMs = 10_000

/** For a request that is no message. Milliseconds. */
export function patienceMs({ timeoutMs }: Pick<Config, 'timeoutMs'>): number {
  return Math.max(leastPatienceMs, timeoutMs)
}

/** How a user is known: by a log-in or by a token. */
type Source = Config['people']['logins'][number] | string

/**
 * Who writes and who reads: logs in where it is told to, and asks the platform who a token is of if the token does not say.
 * @throws {RunError} that says what is wrong and what to do
 */
export async function findPeople(config: Config, signal: AbortSignal): Promise<People> {
  const { senderToken, receiverToken, logins } = config.people
  const tokens = [senderToken, receiverToken].filter((token) => token !== null)
  const [first, second] = logins.length > 0 ? logins : tokens
  if (first === undefined) throw new RangeError('somebody has to be there')
  const sender = await findPerson(first, config, signal)
  return { sender, receiver: second === undefined ? sender : await findPerson(second, config, signal) }
}

async function findPerson(source: Source, config: Config, signal: AbortSignal): Promise<Person> {
  const { apiUrl, headers } = config
  const { token, userId }: Identity =
    typeof source === 'string'
      ? identityOf(source)
      : await logIn({ ...source, baseUrl: apiUrl, http: { headers, signal } })
  const http = createHttpClient({
    baseUrl: apiUrl,
    token,
    headers,
    // A try that is repeated unseen would be a latency that nobody can explain.
    retries: 0,
    timeoutMs: patienceMs(config),
    flags: { address: '--base-url', timeout: '--timeout' },
    signal,
  })
  return { token, http, userId: userId ?? (await askWho(http)) }
}

async function askWho(http: HttpClient): Promise<number> {
  const answer = await http.get('users/me/')
  if (answer.status === 401 || answer.status === 403)
    throw new RunError(`The platform does not know the token (HTTP ${answer.status}).`, {
      hint: 'Is it valid and not expired? Tokens are good for minutes on some platforms.',
    })
  const { id } = answer.ok ? jsonRecord(answer.text()) : {}
  if (Number.isSafeInteger(id)) return Number(id)
  throw new RunError(`GET users/me/ does not say who the token is of (HTTP ${answer.status}).`, {
    hint: 'Is this the address of the platform? Check --base-url.',
  })
}
