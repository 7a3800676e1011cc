import { redactUrl } from '@m4sh/tools-core/connections/http'
import { createFetchText } from '../../src/check-deps.ts'
import type { SchemaDeps } from '../../src/spec/schema-deps.ts'

export interface TestDepsOptions {
  baseUrl?: string
  token?: string
  cwd?: string
  stdin?: string
  timeoutMs?: number
  signal?: AbortSignal
  onFile?: (path: string) => void
}

/** What a command would hand to the schema reader: the real HTTP client. */
export function testDeps({
  baseUrl = 'http://127.0.0.1:9',
  token,
  cwd = '/',
  stdin = '',
  timeoutMs = 5_000,
  ...rest
}: TestDepsOptions = {}): SchemaDeps {
  return {
    fetchText: createFetchText({
      baseUrl,
      token: token ?? null,
      headers: [],
      credentialsBeyondBase: { token: false, headers: false },
      timeoutMs,
    }),
    readStdin: async () => stdin,
    cwd,
    baseUrl,
    redactUrl,
    timeoutMs,
    ...rest,
  }
}
