import { setMaxListeners } from 'node:events'
import type { HttpRequest, HttpResponse } from './request.ts'
import { sendRequest } from './send.ts'
import { checkHeaders, type HttpClientOptions, withDefaults } from './settings.ts'

/** Asks one platform over HTTP. Answers are answers, whatever their status. */
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
  // Each request listens to it while it is under way: many at once are no leak.
  if (settings.signal) setMaxListeners(0, settings.signal)
  const request = (wanted: HttpRequest) => sendRequest(settings, wanted)
  return { request, get: (url, more = {}) => request({ ...more, url }) }
}
