import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import {
  classifyFailure,
  type FailureKind,
  type KeptConnectionOptions,
  KeptConnections,
} from '@m4sh/tools-core/connections/http'

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

export interface PostClientOptions extends KeptConnectionOptions {
  /** For the whole of one request. Milliseconds. */
  readonly timeoutMs: number
}

/** Of an answer no more is read: its status is all that matters. */
const mostBytes = 1024 * 1024

/** Posts to one address. */
export class PostClient {
  readonly #options: PostClientOptions
  readonly #connections: KeptConnections

  constructor(options: PostClientOptions) {
    this.#options = options
    this.#connections = new KeptConnections(options)
  }

  /** Never rejects. */
  post(body: string): Promise<PostOutcome> {
    const { url, timeoutMs } = this.#options
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
      const request = this.#connections.post(url, body, (response) => {
        answer = response
        readAnswer(response, end)
      })
      const timer = setTimeout(fail, timeoutMs, tooLate)
      request.on('socket', (socket: Socket) => {
        if (socket.connecting)
          socket.once(this.#connections.isSecure ? 'secureConnect' : 'connect', () => (isConnected = true))
        else isConnected = true
      })
      request.on('error', (error) => fail(classifyFailure(error)))
      request.end(body)
    })
  }

  /** What is under way fails. */
  close(): void {
    this.#connections.close()
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
