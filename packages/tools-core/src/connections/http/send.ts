import type { HttpRequest, HttpResponse } from './request.ts'
import { BodyTooLarge } from './body.ts'
import { classifyFailure, hintFor, HttpError, type HttpFailure } from './error.ts'
import { followRedirects, type Journey } from './redirects.ts'
import { backoffMs, retryAfterMs } from './retry.ts'
import { badAddress, type HttpSettings } from './settings.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import { parseAddress } from './address.ts'

/** One request with all its tries, within the client's time. */
export async function sendRequest(settings: HttpSettings, request: HttpRequest): Promise<HttpResponse> {
  const start = parseAddress(request.url, settings.base?.url.href)
  if (!start) throw badAddress(request.url, settings.flags)
  settings.signal?.throwIfAborted()
  // Not AbortSignal.any: each request would leave a trace on a signal that lives as long as the run.
  const controller = new AbortController()
  const stop = () => controller.abort()
  const timer = setTimeout(stop, settings.timeoutMs)
  settings.signal?.addEventListener('abort', stop)
  try {
    return await tryUntilDone({
      settings,
      request,
      start,
      method: (request.method ?? 'GET').toUpperCase(),
      trustedOrigin: request.trusted || !settings.base ? start.url.origin : settings.base.url.origin,
      signal: controller.signal,
      deadline: settings.clock.monotonic() + settings.timeoutMs,
    })
  } finally {
    clearTimeout(timer)
    settings.signal?.removeEventListener('abort', stop)
  }
}

async function tryUntilDone(journey: Journey): Promise<HttpResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryOnce(journey)
    const delay = delayBeforeNext(journey, outcome, attempt)
    if (delay === undefined) return finish(journey, outcome, attempt)
    // Aborted in the pause, the next try ends at once and says why.
    await journey.settings.clock.sleep(delay, journey.signal).catch(() => {})
  }
}

type Outcome = { readonly response: HttpResponse } | { readonly error: unknown; readonly at: URL }

async function tryOnce(journey: Journey): Promise<Outcome> {
  const way: URL[] = []
  try {
    return { response: await followRedirects(journey, way) }
  } catch (error) {
    return { error, at: way.at(-1) ?? journey.start.url }
  }
}

const repeatableMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
const busyStatuses = new Set([502, 503, 504])

/** Milliseconds until the next try, `undefined` if there is none. */
function delayBeforeNext(journey: Journey, outcome: Outcome, attempt: number): number | undefined {
  const { retry, random, clock } = journey.settings
  const mayRepeat = journey.request.repeatable ?? repeatableMethods.has(journey.method)
  if (attempt > retry.retries || !mayRepeat || journey.signal.aborted || !isPassing(outcome)) return undefined
  const asked = 'response' in outcome ? retryAfterMs(outcome.response.headers.get('retry-after'), clock) : undefined
  if (asked !== undefined && asked > retry.maxDelayMs) return undefined
  const delay = asked ?? backoffMs(retry, attempt, random)
  return clock.monotonic() + delay < journey.deadline ? delay : undefined
}

function isPassing(outcome: Outcome): boolean {
  if ('response' in outcome) return busyStatuses.has(outcome.response.status)
  if (outcome.error instanceof HttpError || outcome.error instanceof BodyTooLarge) return false
  return classifyFailure(outcome.error).isPassing
}

function finish(journey: Journey, outcome: Outcome, attempts: number): HttpResponse {
  if ('response' in outcome) return outcome.response
  const { error, at } = outcome
  const { signal, timeoutMs, maxBytes } = journey.settings
  signal?.throwIfAborted()
  if (error instanceof HttpError) throw error
  if (journey.signal.aborted) throw failed(journey, at, 'timeout', `no complete answer within ${seconds(timeoutMs)}`)
  if (error instanceof BodyTooLarge) {
    throw failed(journey, at, 'too-large', `the answer is larger than ${megabytes(maxBytes)}`)
  }
  const { failure, says } = classifyFailure(error)
  throw failed(journey, at, failure, attempts > 1 ? `${says} (${attempts} tries)` : says, error)
}

function failed(journey: Journey, at: URL, failure: HttpFailure, says: string, cause?: unknown): HttpError {
  const { method, start, settings } = journey
  const redirected = at.href === start.url.href ? '' : `redirected to ${redactUrl(at)}, `
  const message = `${method} ${redactUrl(start.url)}: ${redirected}${says}.`
  return new HttpError(failure, at.host, message, hintFor(failure, settings.flags ?? {}), cause)
}

function seconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Number((ms / 1000).toFixed(1))} s`
}

function megabytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${bytes} bytes` : `${Number((bytes / 1024 / 1024).toFixed(1))} MiB`
}
