import type { RowMaker } from '../rows/row-maker.ts'
import type { Role } from './target-table.ts'

/** A field of the row that the maker has turned to, as PostgreSQL reads it in text. */
export function textValue(role: Role, maker: RowMaker): string | null {
  if (role === 'id') return maker.id()
  if (role === 'user') return String(maker.userId)
  if (role === 'type') return maker.type
  if (role === 'payload') return maker.payloadText()
  const us = role === 'readAt' ? maker.readAtUs : maker.createdAtUs
  return us === null ? null : instantText(us)
}

/** ISO 8601 in UTC, to the microsecond. A `timestamp` without time zone reads the same and leaves the zone out. */
export function instantText(us: number): string {
  const rest = us % 1000
  const iso = new Date((us - rest) / 1000).toISOString()
  return `${iso.slice(0, -1)}${String(rest).padStart(3, '0')}Z`
}
