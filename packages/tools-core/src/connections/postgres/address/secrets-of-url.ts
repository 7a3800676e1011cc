import { decodePercent } from '../../../values/decode-percent.ts'
import { parseDatabaseUrl } from './database-url.ts'
import type { Setting } from './parameters.ts'

/**
 * What of an address must not be shown: the passwords, as they stand there and as they are meant. Of an address that
 * cannot be read, whatever could be one. A password that is the name of user or database (as on machines of developers)
 * is none: to hide it would hide these names everywhere.
 */
export function secretsOfDatabaseUrl(text: string): readonly string[] {
  const { secrets, names } = read(text)
  const raw = [
    ...matches(text, /:\/\/[^:@/]*:([^/]*?)@/g),
    ...matches(text, /[?&](?:ssl)?password=([^&]*)/g),
    ...matches(text, /(?:^|\s)(?:ssl)?password\s*=\s*('(?:[^'\\]|\\.)*'|\S+)/g),
  ]
  return withoutNames([...raw, ...raw.map(decodePercent), ...secrets], names)
}

/** Those that hide something, each once. */
export function withoutNames(secrets: readonly string[], names: readonly string[]): readonly string[] {
  return [...new Set(secrets)].filter((secret) => secret !== '' && !names.includes(secret))
}

interface Read {
  readonly secrets: readonly string[]
  readonly names: readonly string[]
}

function read(text: string): Read {
  try {
    const { password, sslpassword, user, dbname } = parseDatabaseUrl(text, '')
    return { secrets: valuesOf(password, sslpassword), names: valuesOf(user, dbname) }
  } catch {
    // A sign that should have been escaped may stand in the password.
    return { secrets: [text, ...matches(text, /:\/\/[^:]*:(.*)@/gs)], names: [] }
  }
}

function valuesOf(...settings: readonly (Setting | undefined)[]): readonly string[] {
  return settings.flatMap((setting) => setting?.value ?? [])
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found)
}
