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

export interface People {
  readonly sender: Person
  /** The sender again, where one user reads on a second socket. */
  readonly receiver: Person
}

/**
 * Who writes and who reads: logs in where it is told to, and asks the platform who a token is of if the token does not say.
 * @throws {RunError} that says what is wrong and what to do
 */
export async function findPeople(config: Config, signal: AbortSignal): Promise<People> {
  const { senderToken, receiverToken, logins } = config.people
  const [first, second] = logins
  const sender = await personOf(await findIdentity(first, senderToken, config, signal), config, signal)
  const isOne = first === undefined ? receiverToken === null : second === undefined && receiverToken === null
  if (isOne) return { sender, receiver: sender }
  const receiver = await personOf(await findIdentity(second, receiverToken, config, signal), config, signal)
  return { sender, receiver }
}

async function findIdentity(
  login: Config['people']['logins'][number] | undefined,
  token: string | null,
  { apiUrl, headers }: Config,
  signal: AbortSignal,
): Promise<Identity> {
  if (login) return await logIn({ ...login, baseUrl: apiUrl, http: { headers, signal } })
  if (token === null) throw new RangeError('somebody has to be there')
  return identityOf(token)
}

async function personOf({ token, userId }: Identity, config: Config, signal: AbortSignal): Promise<Person> {
  const http = createHttpClient({
    baseUrl: config.apiUrl,
    token,
    headers: config.headers,
    // A try that is repeated unseen would be a latency that nobody can explain.
    retries: 0,
    timeoutMs: config.timeoutMs,
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
