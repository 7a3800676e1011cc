import { Agent as HttpAgent, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import { classifyFailure, type FailureKind } from '@m4sh/tools-core/connections/http'

/** What came of a request. */
export type PostOutcome =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly retryAfter: string | null
      /** `performance.now()` */
      readonly answeredAt: number
    }
  /** Nothing was sent: there was no connection. */
  | { readonly kind: 'unreached'; readonly failure: FailureKind }
  /** Sent, and not answered: what became of it is not known. */
  | { readonly kind: 'unanswered'; readonly failure: FailureKind['failure'] }

export interface PostClientOptions {
  readonly url: URL
  readonly token: string | null
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  /** Connections that are kept open. */
  readonly connections: number
  /** For the whole of one request. Milliseconds. */
  readonly timeoutMs: number
}

/** Of an answer no more is read: its status is all that matters. */
const mostBytes = 1024 * 1024

/**
 * Posts JSON to one address over connections that are kept open: `fetch` costs a millisecond of CPU a request, this a tenth
 * of it. Redirects are not followed: a POST that is redirected has lost its body.
 */
export class PostClient {
  readonly #options: PostClientOptions
  readonly #agent: HttpAgent | HttpsAgent
  readonly #headers: Readonly<Record<string, string>>
  readonly #isSecure: boolean

  constructor(options: PostClientOptions) {
    const { url, token, headers, connections } = options
    this.#options = options
    this.#isSecure = url.protocol === 'https:'
    const agentOptions = { keepAlive: true, noDelay: true, maxSockets: connections, maxFreeSockets: connections }
    this.#agent = this.#isSecure ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions)
    this.#headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value])),
    }
  }

  /** Never rejects. */
  post(body: string): Promise<PostOutcome> {
    const { url, timeoutMs } = this.#options
    const send = this.#isSecure ? httpsRequest : httpRequest
    const options: RequestOptions = {
      method: 'POST',
      agent: this.#agent,
      headers: { ...this.#headers, 'content-length': Buffer.byteLength(body) },
    }
    return new Promise((resolve) => {
      let isConnected = false
      let answer: IncomingMessage | null = null
      const end = (outcome: PostOutcome): void => {
        clearTimeout(timer)
        resolve(outcome)
      }
      const fail = (failure: FailureKind): void => {
        if (answer === null)
          end(isConnected ? { kind: 'unanswered', failure: failure.failure } : { kind: 'unreached', failure })
        // The end of an answer, which is one all the same, follows.
        request.destroy()
      }
      const request = send(url, options, (response) => {
        answer = response
        readAnswer(response, end)
      })
      const timer = setTimeout(fail, timeoutMs, tooLate)
      request.on('socket', (socket: Socket) => {
        if (socket.connecting) socket.once(this.#isSecure ? 'secureConnect' : 'connect', () => (isConnected = true))
        else isConnected = true
      })
      request.on('error', (error) => fail(classifyFailure(error)))
      request.end(body)
    })
  }

  /** What is under way fails. */
  close(): void {
    this.#agent.destroy()
  }
}

const tooLate: FailureKind = { failure: 'timeout', says: 'there was no answer in time', isPassing: true }

/** The status says what was done, even where the rest of the answer never comes. */
function readAnswer(response: IncomingMessage, end: (outcome: PostOutcome) => void): void {
  const { statusCode: status = 0, headers } = response
  const answeredAt = performance.now()
  let bytes = 0
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostBytes) response.destroy()
  })
  // `close` follows.
  response.on('error', () => undefined)
  response.on('close', () => end({ kind: 'answered', status, retryAfter: headers['retry-after'] ?? null, answeredAt }))
}
