import type { Clock } from '../../host/host.ts'
import { longestTimerMs, systemClock } from '../../host/system-clock.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import { type FlagHints, HttpError } from './error.ts'
import { isHeaderName, isHeaderValue } from './header-syntax.ts'
import type { RetryPolicy } from './retry.ts'
import { type Address, parseAddress } from './address.ts'

/** Where a client asks, as whom, and how patiently. Times in milliseconds. */
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
  /** From 0 up to 1, for the pauses; `Math.random` if left out. */
  readonly random?: () => number
  /** For the pauses and the dates; the machine's if left out. What bounds a request is the machine's in any case. */
  readonly clock?: Clock
}

/** The options of a client with their defaults. */
export interface HttpSettings extends HttpClientOptions {
  readonly base: Address | undefined
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly maxRedirects: number
  readonly retry: RetryPolicy
  readonly fetch: typeof fetch
  readonly random: () => number
  readonly clock: Clock
}

/** @throws {HttpError} `bad-request` if the base is no address */
export function withDefaults(options: HttpClientOptions): HttpSettings {
  return {
    ...options,
    base: baseOf(options),
    timeoutMs: Math.min(options.timeoutMs ?? 30_000, longestTimerMs),
    maxBytes: options.maxBytes ?? 64 * 1024 * 1024,
    maxRedirects: options.maxRedirects ?? 5,
    retry: {
      retries: options.retries ?? 2,
      firstDelayMs: options.retryDelayMs ?? 200,
      maxDelayMs: options.maxRetryDelayMs ?? 10_000,
    },
    fetch: options.fetch ?? fetch,
    random: options.random ?? Math.random,
    clock: options.clock ?? systemClock,
  }
}

function baseOf({ baseUrl, flags }: HttpClientOptions): Address | undefined {
  if (baseUrl === undefined) return undefined
  const base = parseAddress(baseUrl)
  if (!base) throw badAddress(baseUrl, flags)
  if (!base.url.pathname.endsWith('/')) base.url.pathname += '/'
  return base
}

/** `Headers` would refuse these too, but later, and with the value in its message. */
export function checkHeaders({ base, token, headers = [] }: HttpSettings): void {
  const host = base?.url.host ?? ''
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw new HttpError(
      'bad-request',
      host,
      'The token cannot be sent: it holds blanks or control characters.',
      undefined,
    )
  }
  for (const { name, value } of headers) {
    if (isHeaderName(name) && isHeaderValue(value)) continue
    throw new HttpError('bad-request', host, `The header ${JSON.stringify(name)} cannot be sent.`, undefined)
  }
}

export function badAddress(text: string, flags: FlagHints | undefined): HttpError {
  const hint = flags?.address && `Set ${flags.address} to one such as http://localhost:8000.`
  return new HttpError('bad-request', '', `${JSON.stringify(redactUrl(text))} is no http(s) address.`, hint)
}
