import { parseRate, parseShare, type ValuePlace } from '@m4sh/tools-core/cli'
import { type Role, roles } from './writers/target-table.ts'

const mostPerSecond = 100_000

/** `500/s`, `30/m` → rows a second. */
export function parseRowRate(raw: string, place: ValuePlace): number {
  const rate = parseRate(raw)
  // One in a longer time than there are numbers for is none.
  return rate !== undefined && rate > 0 && rate <= mostPerSecond && Number.isFinite(1000 / rate)
    ? rate
    : place.reject(`a rate such as "200/s" or "30/m", at most ${mostPerSecond}/s`)
}

/** `0.3`, `30%`. */
export function parseReadRatio(raw: string, place: ValuePlace): number {
  const share = parseShare(raw)
  return share !== undefined && share <= 1 ? share : place.reject('a share such as "0.3" or "30%"')
}

/** The id or the email address of a user. */
export function parseUser(raw: string, place: ValuePlace): string {
  const name = raw.trim()
  const isEmail = /^[^\s@]+@[^\s@]+$/.test(name)
  return isEmail || /^[\w-]+$/.test(name) ? name : place.reject('the id or the email address of a user')
}

export interface ColumnName {
  readonly role: Role
  readonly column: string
}

/** `payload=data`. */
export function parseColumn(raw: string, place: ValuePlace): ColumnName {
  const [name = '', ...rest] = raw.split('=')
  const role = roles.find((known) => known.toLowerCase() === name.trim().replaceAll(/[-_]/g, '').toLowerCase())
  const column = rest.join('=').trim()
  return role !== undefined && column !== ''
    ? { role, column }
    : place.reject(`ROLE=COLUMN, such as "payload=data"; roles are ${roles.join(', ')}`)
}
