import type { ValuePlace } from './value-place.ts'

/** One HTTP header. */
export interface Header {
  readonly name: string
  readonly value: string
}

/** Headers whose values tell nothing; all others may hold a key. */
const harmless = /^(accept|accept-.*|cache-control|content-type|origin|pragma|prefer|referer|user-agent)$/i

/** Reads `Name: value`. */
export function parseHeaderLine(raw: string, place: Pick<ValuePlace, 'reject'>): Header {
  const { name, value } = split(raw)
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return place.reject('a header such as "X-Api-Key: abc"')
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return place.reject('a header whose value has no control characters')
  return { name, value }
}

/** What of `Name: value` must not be shown. */
export function secretsOfHeaderLine(raw: string): readonly string[] {
  const { name, value } = split(raw)
  if (harmless.test(name) || value === '') return []
  const [, credentials] = /^(?:bearer|basic|token|digest|jwt)\s+(.+)$/i.exec(value) ?? []
  return credentials === undefined ? [value] : [value, credentials]
}

function split(raw: string): Header {
  const colon = raw.indexOf(':')
  if (colon < 0) return { name: '', value: raw.trim() }
  return { name: raw.slice(0, colon).trim(), value: raw.slice(colon + 1).trim() }
}
