import { withoutSecretPatterns } from './patterns.ts'

/** An address for messages and reports: no password, no value of a parameter that may be a secret. */
export function redactUrl(address: string | URL): string {
  return withoutSecretPatterns(String(address))
}
