import { Agent as HttpAgent, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { classifyFailure } from '@m4sh/tools-core/connections/http'

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
}

/** No answer to a message is longer. Bytes. */
const mostBytes = 1024 * 1024

/**
 * Posts JSON over connections that are kept open, as a browser does. `fetch` costs a millisecond of CPU a request, which
 * would be most of the latency on a quick network; this a tenth of it. Redirects are not followed: a POST that is
 * redirected has lost its body.
 */
export class PostClient {
  readonly #options: PostClientOptions
  readonly #agent: HttpAgent | HttpsAgent
  readonly #base: URL
  readonly #headers: Readonly<Record<string, string>>

  constructor(options: PostClientOptions) {
    this.#options = options
    this.#base = new URL(`${options.apiUrl}/`)
    const isSecure = this.#base.protocol === 'https:'
    // Without a delay of its own: a message is one small packet.
    this.#agent = isSecure
      ? new HttpsAgent({ keepAlive: true, noDelay: true })
      : new HttpAgent({ keepAlive: true, noDelay: true })
    this.#headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${options.token}`,
      ...Object.fromEntries(options.headers.map(({ name, value }) => [name.toLowerCase(), value])),
    }
  }

  /** @throws {PostFailure} where there is no answer */
  post(path: string, body: string): Promise<PostAnswer> {
    const url = new URL(path, this.#base)
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const options: RequestOptions = {
      method: 'POST',
      agent: this.#agent,
      headers: { ...this.#headers, 'content-length': Buffer.byteLength(body) },
    }
    return new Promise((resolve, reject) => {
      const fail = (kind: string): void => {
        clearTimeout(timer)
        reject(new PostFailure(kind))
        request.destroy()
      }
      const request = send(url, options, (response) => {
        readAll(response).then(
          (text) => {
            clearTimeout(timer)
            const { statusCode: status = 0, headers } = response
            resolve({ status, retryAfter: headers['retry-after'] ?? null, text })
          },
          () => fail('reset'),
        )
      })
      const timer = setTimeout(fail, this.#options.timeoutMs, 'timeout')
      request.on('error', (error) => fail(classifyFailure(error).failure))
      request.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
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
