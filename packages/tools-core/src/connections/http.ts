import type { Clock } from '../cli/host.ts'
import type { FlagHints } from './http-error.ts'
import { sendRequest } from './http-send.ts'
import { checkHeaders, withDefaults } from './http-settings.ts'

export { type FlagHints, HttpError, type HttpFailure } from './http-error.ts'
export { redactUrl } from './http-url.ts'

export interface HttpClientOptions {
  /**
   * What relative addresses count from: with the base `http://host/api`, `schema/` is `http://host/api/schema/` and
   * `/schema/` is `http://host/schema/`. Token and headers go to this origin only; without a base they go to the origin of
   * each requested address.
   */
  readonly baseUrl?: string
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string | undefined
  /** Headers of every request; they may hold keys and are kept from other origins as the token is. */
  readonly headers?: readonly { readonly name: string; readonly value: string }[]
  /** For the whole of one request: all tries, all redirects, the body. 30 s if left out. */
  readonly timeoutMs?: number
  /** Largest body, unpacked. 64 MiB if left out. */
  readonly maxBytes?: number
  /** Tries after the first one, on 502, 503, 504 and broken connections. 2 if left out. */
  readonly retries?: number
  /** The first pause before another try; it doubles each time. 200 ms if left out. */
  readonly retryDelayMs?: number
  /** The longest pause, and the longest `Retry-After` that is heeded. 10 s if left out. */
  readonly maxRetryDelayMs?: number
  /** Redirects that are followed. 5 if left out. */
  readonly maxRedirects?: number
  /** Aborts what is under way; the caller gets the signal's reason. */
  readonly signal?: AbortSignal
  /** The caller's flags, to name in hints. */
  readonly flags?: FlagHints
  readonly fetch?: typeof fetch
  /** From 0 up to 1; `Math.random` if left out. */
  readonly random?: () => number
  readonly clock?: Clock
}

export interface HttpRequest {
  /** Absolute, or relative to the base. */
  readonly url: string
  /** `GET` if left out. */
  readonly method?: string
  /** Beside those of the client; these win. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Tries again whatever the method; else only methods that may be repeated are. */
  readonly repeatable?: boolean
  /**
   * `true` sends token and headers although the address is not of the base's origin: for an address that the user gave,
   * never for one that a server gave.
   */
  readonly trusted?: boolean
}

/** An answer, whatever its status. */
export interface HttpResponse {
  readonly status: number
  /** Status 200 to 299. */
  readonly ok: boolean
  readonly headers: Headers
  /** Where the answer came from after all redirects. To be shown through `redactUrl`. */
  readonly url: string
  /** The addresses that were gone through before, in order. */
  readonly redirects: readonly string[]
  /** Whether a redirect led to another origin, which got neither token nor headers. */
  readonly credentialsWithheld: boolean
  readonly bytes: Uint8Array
  /** The body as text, in the charset of its Content-Type. */
  text(): string
}

export interface HttpClient {
  /** @throws {HttpError} if there is no usable answer */
  get(url: string, options?: Omit<HttpRequest, 'url' | 'method'>): Promise<HttpResponse>
  /** @throws {HttpError} if there is no usable answer */
  request(request: HttpRequest): Promise<HttpResponse>
}

/**
 * A client that bounds what an answer may cost, in time and in bytes, and says clearly why there is none.
 * @throws {HttpError} `bad-request` if base, token or headers cannot be sent
 */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const settings = withDefaults(options)
  checkHeaders(settings)
  const request = (wanted: HttpRequest) => sendRequest(settings, wanted)
  return { request, get: (url, more = {}) => request({ ...more, url }) }
}
