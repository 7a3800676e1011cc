import type { Clock } from '../cli/host.ts'
import type { HttpClientOptions } from './http.ts'
import { type FlagHints, HttpError } from './http-error.ts'
import type { RetryPolicy } from './http-retry.ts'
import { type Address, parseAddress, redactUrl } from './http-url.ts'

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

/** Longer ones fire at once. */
const longestTimerMs = 2 ** 31 - 1

const systemClock: Clock = { now: () => new Date(), monotonic: () => performance.now() }

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
    if (/^[!#$%&'*+.^_`|~\w-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) continue
    throw new HttpError('bad-request', host, `The header ${JSON.stringify(name)} cannot be sent.`, undefined)
  }
}

export function badAddress(text: string, flags: FlagHints | undefined): HttpError {
  const hint = flags?.address && `Set ${flags.address} to one such as http://localhost:8000.`
  return new HttpError('bad-request', '', `${JSON.stringify(redactUrl(text))} is no http(s) address.`, hint)
}
