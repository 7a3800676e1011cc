import type { SchemaCheck } from './schema-check.ts'

/** An answer, read to its end. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** `undefined` where the text is no JSON. */
  readonly body: unknown
}

export interface RequestOptions {
  /** Objects go as JSON; what stands as it is goes so. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** For bodies that are taken though the schema does not say so. */
  readonly isLenient?: boolean
}

/** Plain fetch. Every answer, and every request that succeeds, is held against the schema that the server shows. */
export class ApiClient {
  readonly #origin: string
  readonly #check: SchemaCheck
  readonly #token: string | null

  constructor(origin: string, check: SchemaCheck, token: string | null = null) {
    this.#origin = origin
    this.#check = check
    this.#token = token
  }

  with(token: string | null): ApiClient {
    return new ApiClient(this.#origin, this.#check, token)
  }

  get(path: string, options?: RequestOptions): Promise<Answer> {
    return this.send('GET', path, options)
  }

  post(path: string, body?: unknown, options?: RequestOptions): Promise<Answer> {
    return this.send('POST', path, { ...options, body })
  }

  patch(path: string, body?: unknown, options?: RequestOptions): Promise<Answer> {
    return this.send('PATCH', path, { ...options, body })
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path)
  }

  /** @param path below `/api` */
  async send(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const url = new URL(`${this.#origin}/api${path}`)
    const answer = await fetchAnswer(method, url, { ...options, token: this.#token })
    this.#compare(method, url, options, answer)
    return answer
  }

  #compare(
    method: string,
    url: URL,
    { body, isLenient = false }: RequestOptions,
    { status, body: answered }: Answer,
  ): void {
    const isOfOperation = status < 300 || [400, 401, 403, 404, 406, 409, 413, 415, 429].includes(status)
    const problems = isOfOperation ? [...this.#check.problemsOfAnswer(method, url.pathname, status, answered)] : []
    if (status < 300 && !isLenient && isJsonLike(body))
      problems.push(...this.#check.problemsOfRequest(method, url, body))
    if (problems.length === 0) return
    throw new Error(`${method} ${url.pathname} (${status}) is not as the schema has it: ${problems.join('; ')}`)
  }
}

interface FetchOptions extends RequestOptions {
  readonly token?: string | null
}

export async function fetchAnswer(method: string, url: URL, options: FetchOptions = {}): Promise<Answer> {
  const { body, headers = {}, token = null } = options
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(isJsonLike(body) && body !== undefined ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isJsonLike(body) ? JSON.stringify(body) : (body as string) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: parsed(text) }
}

function isJsonLike(body: unknown): boolean {
  return !(typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `LESSON_NOT_FOUND`, for errors of the newer kind. */
export function codeOf({ body }: Answer): unknown {
  return errorOf(body)?.code
}

/** What is wrong with which field. */
export function fieldsOf({ body }: Answer): unknown {
  return errorOf(body)?.fields
}

function errorOf(body: unknown): { readonly code?: unknown; readonly fields?: unknown } | undefined {
  return (body as { error?: { code?: unknown; fields?: unknown } } | undefined)?.error
}

/** Of several answers that came in any order. */
export function sortedStatuses(answers: readonly Answer[]): readonly number[] {
  return answers.map(({ status }) => status).toSorted((left, right) => left - right)
}
