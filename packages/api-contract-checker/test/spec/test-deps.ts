import { createHttpClient, redactUrl } from '@m4sh/tools-core/connections/http'
import type { SchemaDeps } from '../../src/spec/schema-deps.ts'

export interface TestDepsOptions {
  baseUrl?: string
  token?: string
  cwd?: string
  stdin?: string
  signal?: AbortSignal
}

/** What a command would hand to the schema reader: the real HTTP client, without its retries. */
export function testDeps({
  baseUrl = 'http://127.0.0.1:9',
  token,
  cwd = '/',
  stdin = '',
  signal,
}: TestDepsOptions = {}): SchemaDeps {
  const client = createHttpClient({
    baseUrl,
    token,
    retries: 0,
    timeoutMs: 5_000,
    ...(signal === undefined ? {} : { signal }),
  })
  return {
    async fetchText(url, { accept, credentials }) {
      const response = await client.get(url, { headers: { accept }, trusted: credentials })
      return {
        status: response.status,
        contentType: response.headers.get('content-type'),
        body: response.text(),
        url: response.url,
      }
    },
    readStdin: async () => stdin,
    cwd,
    baseUrl,
    redactUrl,
    ...(signal === undefined ? {} : { signal }),
  }
}
