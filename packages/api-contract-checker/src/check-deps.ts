import { createProcessHost, readAllText, type Header } from '@m4sh/tools-core/cli'
import { createHttpClient, redactUrl } from '@m4sh/tools-core/connections/http'
import type { FetchText, SchemaDeps, Withheld } from './spec/schema-deps.ts'

/** The outside world of a check. */
export interface CheckDeps extends Pick<SchemaDeps, 'fetchText' | 'readStdin' | 'redactUrl' | 'onFile'> {
  now: () => Date
  /** Told what is being done, for whoever waits. */
  onProgress?: ((text: string) => void) | undefined
  /** Part of the key of the cache: another version of what asks never trusts what this one remembered. */
  version: string
}

/** Where token and headers go, and no further. */
export interface Credentials {
  /** Origin and folder of the platform. */
  baseUrl: string
  /** Sent as a bearer token. */
  token: string | null
  headers: readonly Header[]
  /** Whether they may also go to another origin that the user names as the schema's. */
  credentialsBeyondBase: { token: boolean; headers: boolean }
  /** For one request. Milliseconds. */
  timeoutMs: number
}

/** This process, its files and the network. */
export function createCheckDeps(credentials: Credentials): CheckDeps {
  return {
    fetchText: createFetchText(credentials),
    readStdin: () => readAllText(createProcessHost().stdin),
    redactUrl,
    now: () => new Date(),
    version: '',
  }
}

/**
 * Fetches schemas and what they refer to. Token and headers are the base URL's: another origin gets them only if it was
 * named with them, and none by a redirect.
 */
export function createFetchText(all: Credentials): FetchText {
  const home = new URL(all.baseUrl).origin
  return async (url, { accept, credentials, signal }) => {
    const isHome = URL.canParse(url) && new URL(url).origin === home
    const token = credentials && (isHome || all.credentialsBeyondBase.token) ? all.token : null
    const headers = credentials && (isHome || all.credentialsBeyondBase.headers) ? all.headers : []
    // Without a base, a client sends them to the origin that is asked, and no further.
    const http = createHttpClient({
      token: token ?? undefined,
      headers,
      timeoutMs: all.timeoutMs,
      signal,
      flags: { address: '--base-url or --schema-url', timeout: '--timeout' },
    })
    const answer = await http.get(url, { headers: { accept } })
    const isSent = token !== null || headers.length > 0
    const isKept = credentials && ((all.token !== null && token === null) || all.headers.length > headers.length)
    const withheld: Withheld | null = isSent && answer.credentialsWithheld ? 'redirect' : isKept ? 'other-origin' : null
    return {
      status: answer.status,
      contentType: answer.headers.get('content-type'),
      body: answer.text(),
      url: answer.url,
      withheld,
    }
  }
}
