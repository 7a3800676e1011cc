import { isHeaderName, isHeaderValue } from '../connections/http/header-syntax.ts'
import { looksRandom } from '../redaction/random-look.ts'
import { isSecretHeader } from '../redaction/secret-names.ts'
import type { ValuePlace } from './value-place.ts'

/** One HTTP header. */
export interface Header {
  readonly name: string
  readonly value: string
}

/** Reads `Name: value`. */
export function parseHeaderLine(raw: string, place: Pick<ValuePlace, 'reject'>): Header {
  const { name, value } = split(raw)
  if (!isHeaderName(name)) return place.reject('a header such as "X-Tenant: rooms"')
  if (!isHeaderValue(value)) return place.reject('a header whose value has no control characters')
  return { name, value }
}

/** What of `Name: value` must not be shown: `X-Tenant: rooms` tells nothing, and `rooms` stands all over a report. */
export function secretsOfHeaderLine(raw: string): readonly string[] {
  const { name, value } = split(raw)
  if (/^cookie$/i.test(name)) return [value, ...value.split(';').map((cookie) => cookie.replace(/^[^=]*=/, '').trim())]
  const [, credentials] = /^(?:bearer|basic|token|digest|jwt)\s+(.+)$/i.exec(value) ?? []
  if (!isSecretHeader(name) && !looksRandom(credentials ?? value)) return []
  return credentials === undefined ? [value] : [value, credentials]
}

function split(raw: string): Header {
  const colon = raw.indexOf(':')
  if (colon < 0) return { name: '', value: raw.trim() }
  return { name: raw.slice(0, colon).trim(), value: raw.slice(colon + 1).trim() }
}
