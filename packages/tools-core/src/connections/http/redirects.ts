import type { HttpRequest, HttpResponse } from './request.ts'
import { decodeBody, readBody } from './body.ts'
import { hintFor, HttpError, type HttpFailure } from './error.ts'
import type { HttpSettings } from './settings.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import { type Address, parseAddress } from './address.ts'

/** One request on its way: what stays the same over tries and redirects. */
export interface Journey {
  readonly settings: HttpSettings
  readonly request: HttpRequest
  readonly start: Address
  readonly method: string
  /** The only origin that gets the client's token and headers. */
  readonly trustedOrigin: string
  readonly signal: AbortSignal
  /** When time is up, on the monotonic clock. */
  readonly deadline: number
}

/** One place on the way; redirects change it. */
interface Stop {
  readonly address: Address
  readonly method: string
  readonly body: string | Uint8Array | undefined
}

/**
 * Follows redirects by hand: `fetch` would pass every header but Authorization on to other origins, keys included.
 * @param way gets each address that is gone to, so that a failure can say where it happened
 */
export async function followRedirects(journey: Journey, way: URL[]): Promise<HttpResponse> {
  let stop: Stop = { address: journey.start, method: journey.method, body: journey.request.body }
  for (;;) {
    way.push(stop.address.url)
    const response = await journey.settings.fetch(stop.address.url, {
      method: stop.method,
      headers: headersFor(journey, stop),
      redirect: 'manual',
      signal: journey.signal,
      ...(stop.body === undefined ? {} : { body: stop.body }),
    })
    const next = nextStop(journey, stop, response)
    if (!next) return await answer(journey, stop, response, way.slice(0, -1))
    await response.body?.cancel()
    const { maxRedirects } = journey.settings
    if (way.length > maxRedirects) throw refused(journey, 'redirect-loop', `more than ${maxRedirects} redirects`)
    stop = next
  }
}

/** Headers that tell another origin nothing it may not know. */
const openHeaders = new Set(['accept', 'accept-language', 'content-type', 'user-agent'])

function headersFor(journey: Journey, stop: Stop): Headers {
  const { token, headers = [], base } = journey.settings
  const { origin } = stop.address.url
  const isTrusted = origin === journey.trustedOrigin
  const result = new Headers()
  // User and password of an address belong to its origin, wherever else the token goes.
  const basic = [stop.address, base].find((address) => address?.authorization && address.url.origin === origin)
  if (basic?.authorization) result.set('authorization', basic.authorization)
  if (isTrusted) {
    if (token !== undefined) result.set('authorization', `Bearer ${token}`)
    for (const { name, value } of headers) result.set(name, value)
  }
  // What the caller gave for this one request is meant for the origin that it asked.
  const isAsked = isTrusted || origin === journey.start.url.origin
  for (const [name, value] of Object.entries(journey.request.headers ?? {})) {
    if (isAsked || openHeaders.has(name.toLowerCase())) result.set(name, value)
  }
  if (stop.body === undefined) result.delete('content-type')
  return result
}

const redirectStatuses = new Set([301, 302, 303, 307, 308])

/** Where a redirect leads; `undefined` if the answer is none. */
function nextStop(journey: Journey, stop: Stop, response: Response): Stop | undefined {
  const location = response.headers.get('location')
  if (!redirectStatuses.has(response.status) || location === null) return undefined
  const address = parseAddress(location, stop.address.url.href)
  if (!address) {
    const shown = JSON.stringify(redactUrl(location))
    throw refused(journey, 'bad-redirect', `redirected to ${shown}, which is no http(s) address`)
  }
  // As browsers do: what a POST is redirected to is fetched without its body, unless the status says otherwise.
  const becomesGet =
    (response.status === 303 && stop.method !== 'HEAD') || (response.status < 303 && stop.method === 'POST')
  return becomesGet ? { address, method: 'GET', body: undefined } : { ...stop, address }
}

function refused({ method, start, settings }: Journey, failure: HttpFailure, says: string): HttpError {
  const hint = hintFor(failure, settings.flags ?? {})
  return new HttpError(failure, start.url.host, `${method} ${redactUrl(start.url)}: ${says}.`, hint)
}

async function answer(
  journey: Journey,
  stop: Stop,
  response: Response,
  redirects: readonly URL[],
): Promise<HttpResponse> {
  const bytes = await readBody(response, journey.settings.maxBytes)
  const { url } = stop.address
  return {
    status: response.status,
    ok: response.ok,
    headers: response.headers,
    url: url.href,
    redirects: redirects.map(({ href }) => href),
    credentialsWithheld: redirects.length > 0 && url.origin !== journey.trustedOrigin,
    bytes,
    text: () => decodeBody(bytes, response.headers.get('content-type')),
  }
}
