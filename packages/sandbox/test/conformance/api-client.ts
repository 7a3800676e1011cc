import { textOf } from './json.ts'

/** One answer of the REST part, read to its end. */
export interface Answer {
  /** `GET /users/me/`, for the texts of failures. */
  readonly request: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** `undefined` where the text is no JSON. */
  readonly body: unknown
}

export interface RequestOptions {
  body?: unknown
  headers?: Record<string, string>
}

const deadlineMs = 20_000

/** Plain fetch, with what every request needs. Redirects are answers here: a lost slash is to be seen. */
export class ApiClient {
  readonly #base: string
  readonly #token: string | null

  /** @param base with `/api`, without a slash at the end */
  constructor(base: string, token: string | null = null) {
    this.#base = base
    this.#token = token
  }

  as(token: string | null): ApiClient {
    return new ApiClient(this.#base, token)
  }

  get(path: string, options?: RequestOptions): Promise<Answer> {
    return this.request('GET', path, options)
  }

  post(path: string, body: unknown = {}, options?: RequestOptions): Promise<Answer> {
    return this.request('POST', path, { ...options, body })
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.request('PATCH', path, { body })
  }

  delete(path: string): Promise<Answer> {
    return this.request('DELETE', path)
  }

  async request(method: string, path: string, { body, headers = {} }: RequestOptions = {}): Promise<Answer> {
    const send = (): Promise<Response> => {
      return fetch(`${this.#base}${path}`, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(deadlineMs),
        headers: { ...this.#headersOf(body), ...headers },
        ...(body === undefined ? {} : { body: asBody(body) }),
      })
    }
    // A kept connection may end while a request is on its way: what is safe is sent again (RFC 9110, 9.2.2), once.
    const response = await send().catch(async (error: unknown) => {
      if (method !== 'GET' || !isReset(error)) throw error
      return await send()
    })
    const text = await response.text()
    const { status, headers: answered } = response
    return { request: `${method} ${path}`, status, headers: answered, text, body: parsed(text) }
  }

  #headersOf(body: unknown): Record<string, string> {
    return {
      accept: 'application/json',
      ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
      // A form brings its own type, with the boundary in it.
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    }
  }
}

function isReset(error: unknown): boolean {
  const cause = error instanceof Object && 'cause' in error ? error.cause : undefined
  return cause instanceof Object && 'code' in cause && (cause.code === 'ECONNRESET' || cause.code === 'UND_ERR_SOCKET')
}

/** Text goes as it stands, so that a test can send what is no JSON. */
function asBody(body: unknown): string | FormData {
  return typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** @throws with the whole answer: its body is what tells why */
export function succeeded(answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer
  throw new Error(`${answer.request} answered ${answer.status} ${textOf(answer.body ?? answer.text)}`)
}
