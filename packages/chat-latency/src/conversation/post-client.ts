import type { ClientRequest, IncomingMessage } from 'node:http'
import { classifyFailure, KeptConnections } from '@m4sh/tools-core/connections/http'

/** An answer, whatever its status. */
export interface PostAnswer {
  readonly status: number
  readonly retryAfter: string | null
  readonly text: string
}

/** A request that got no answer; `kind` for counting. */
export class PostFailure extends Error {
  readonly kind: string

  constructor(kind: string) {
    super(kind)
    this.kind = kind
  }
}

export interface PostClientOptions {
  /** Where the REST API lives: `http://localhost:8000/api`. */
  readonly apiUrl: string
  readonly token: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  /** For the whole of one request. Milliseconds. */
  readonly timeoutMs: number
  /** Connections at once; who finds none waits for one. */
  readonly connections?: number
}

/** What is heard of a request on its way. */
export interface PostWatcher {
  /** It has a connection. Again, where it is sent once more. */
  readonly onSent?: () => void
  /** The connection was closed as it was used again, by all that is known before it came there: it is sent once more. */
  readonly onRepeat?: () => void
  /** The answer begins, on the first line that hears of it. */
  readonly onAnswer?: () => void
}

/** No answer to a message is longer. Bytes. */
const mostBytes = 1024 * 1024

/** Fewer than the files that a process may have open on any usual system. */
const usualConnections = 512

/** Posts messages. */
export class PostClient {
  readonly #timeoutMs: number
  readonly #connections: KeptConnections
  readonly #base: URL
  #isClosed = false

  constructor({ apiUrl, token, headers, timeoutMs, connections = usualConnections }: PostClientOptions) {
    this.#timeoutMs = timeoutMs
    this.#base = new URL(`${apiUrl}/`)
    this.#connections = new KeptConnections({ url: this.#base, token, headers, connections })
  }

  /** @throws {PostFailure} where there is no answer */
  post(path: string, body: string, watcher: PostWatcher = {}): Promise<PostAnswer> {
    return new Promise((resolve, reject) => {
      let request: ClientRequest | null = null
      let isOver = false
      const end = (finish: () => void): void => {
        isOver = true
        clearTimeout(timer)
        finish()
      }
      const fail = (kind: string): void => {
        end(() => reject(new PostFailure(kind)))
        request?.destroy()
      }
      const timer = setTimeout(fail, this.#timeoutMs, 'timeout')
      const start = (mayRepeat: boolean): void => {
        const own = this.#connections.post(new URL(path, this.#base), body, (response) => {
          watcher.onAnswer?.()
          readAll(response).then(
            (text) => end(() => resolve(answerOf(response, text))),
            () => fail('reset'),
          )
        })
        request = own
        own.once('socket', () => watcher.onSent?.())
        own.on('error', (error) => {
          if (isOver) return
          // A server that closes an idle connection may do so just as it is used again: browsers send once more then.
          const isRace = mayRepeat && own.reusedSocket && isReset(error) && !this.#isClosed
          if (!isRace) return fail(classifyFailure(error).failure)
          watcher.onRepeat?.()
          start(false)
        })
        own.end(body)
      }
      start(true)
    })
  }

  close(): void {
    this.#isClosed = true
    this.#connections.close()
  }
}

function answerOf({ statusCode: status = 0, headers }: IncomingMessage, text: string): PostAnswer {
  return { status, retryAfter: headers['retry-after'] ?? null, text }
}

function isReset(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
}

async function readAll(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8')
  let text = ''
  for await (const chunk of response) {
    text += String(chunk)
    if (text.length > mostBytes) throw new RangeError('the answer is too large')
  }
  return text
}
