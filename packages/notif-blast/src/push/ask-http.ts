import { createHttpClient, HttpError } from '@m4sh/tools-core/connections/http'
import { say } from '../language/phrases.ts'
import { internalUrl } from './internal-url.ts'
import type { PushSettings } from './pusher.ts'

/** Whether one of the ways can be gone. */
export interface WayFinding {
  readonly isUsable: boolean
  /** What was asked and answered, for people; completes a list of such. */
  readonly says: string
  readonly hint: string
}

/**
 * Asks without creating anything: an empty notification is none. Whoever may create them is told what is missing; whoever
 * may not is told so before.
 * @throws the signal's reason
 */
export async function askHttp(settings: PushSettings, signal: AbortSignal): Promise<WayFinding> {
  const { apiUrl, token, headers, requestTimeoutMs = 30_000 } = settings
  const url = internalUrl(apiUrl)
  const asked = `POST ${url.pathname}`
  try {
    const client = createHttpClient({
      baseUrl: apiUrl,
      ...(token !== null && { token }),
      headers,
      timeoutMs: requestTimeoutMs,
      maxRedirects: 0,
      flags: { address: '--base-url' },
      signal,
    })
    const { status } = await client.request({
      method: 'POST',
      url: url.href,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: '{}',
      // Nothing is created, however often.
      repeatable: true,
    })
    return judge(status, asked, token !== null)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    const says =
      error.failure === 'redirect-loop'
        ? say('{asked} is redirected elsewhere', { asked })
        : error.message.replace(/\.$/, '')
    return { isUsable: false, says, hint: error.hint ?? 'Check --base-url.' }
  }
}

function judge(status: number, asked: string, hasToken: boolean): WayFinding {
  const parts = { asked, status }
  const no = (says: string, hint: string): WayFinding => ({ isUsable: false, says, hint })
  if (status === 400 || status === 422 || status === 429 || (status >= 200 && status < 300)) {
    const says = say('{asked} is there, and this token may use it (HTTP {status} to an empty one)', parts)
    return { isUsable: true, says, hint: '' }
  }
  if (status === 401 || status === 403) {
    const says = hasToken
      ? say('{asked} does not take this token (HTTP {status})', parts)
      : say('{asked} takes nobody without a token (HTTP {status})', parts)
    return no(says, 'Give the --token of an admin or of a service.')
  }
  if (status === 404 || status === 405)
    return no(
      say('{asked} is not there (HTTP {status})', parts),
      'Is this the address of the platform? Check --base-url.',
    )
  return no(say('{asked} cannot be used (HTTP {status})', parts), 'The log of the platform may tell more.')
}
