import { UsageError } from '../../../errors/errors.ts'
import type { Part } from './database-url.ts'

/** User and password, host and port, database, parameters: parted as libpq parts them, which has no fragment. */
const shape = /^(?:([^@/]*)@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s

const howToEscape = 'In user and password write @ as %40, / as %2F, : as %3A and % as %25.'

/**
 * Reads what stands behind `postgresql://`.
 * @throws {UsageError}
 */
export function partsOfUri(text: string, source: string): readonly Part[] {
  const [, credentials = '', place = '', path = '', query = ''] = shape.exec(text) ?? []
  // Somebody's password, that would be taken for host and database, and shown as such.
  if (`${place}/${path}`.includes('@')) {
    throw new UsageError(`${source}: user and password are not parted from the host.`, { hint: howToEscape })
  }
  const decode = (part: string) => decodeStrictly(part, source)
  const [user, password = ''] = partAt(credentials, ':')
  const parts = [['user', user], ['password', password], ...partsOfPlace(place, source), ['dbname', path]] as const
  return [
    ...parts.map(([name, value]) => [name, decode(value)] as const),
    ...partsOfQuery(query, source).map(([name, value]) => [decode(name), decode(value)] as const),
  ].filter(([, value]) => value !== '')
}

function partsOfPlace(place: string, source: string): readonly Part[] {
  if (place.includes(',')) throw severalHosts(source)
  const [found, bracketed, plain = '', port = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(place) ?? []
  // What came is not told: behind the colon there may be a part of a password.
  if (found === undefined) {
    const hint = `${howToEscape} An IPv6 address is put in brackets: [::1]:5432.`
    throw new UsageError(`${source}: what stands for host and port is neither.`, { hint })
  }
  return [
    ['host', bracketed ?? plain],
    ['port', port],
  ]
}

function partsOfQuery(query: string, source: string): readonly Part[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name, value] = partAt(pair, '=')
      if (value === undefined) throw new UsageError(`${source}: a parameter has no value; it must be name=value.`)
      return [name, value]
    })
}

function partAt(text: string, sign: string): readonly [string, string?] {
  const index = text.indexOf(sign)
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}

function decodeStrictly(text: string, source: string): string {
  try {
    const decoded = decodeURIComponent(text)
    if (!decoded.includes('\0')) return decoded
  } catch {
    // Told below.
  }
  throw new UsageError(`${source} holds a % that begins no escape of UTF-8.`, { hint: howToEscape })
}

/** One server is connected to, and no other is tried in its place. */
export function severalHosts(source: string): UsageError {
  return new UsageError(`${source} names several hosts; it must be one.`, {
    hint: 'Give the host that takes writes.',
  })
}
