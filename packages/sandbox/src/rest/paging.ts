import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely'
import { withDefault, optional, type Field, type Reading } from './fields/field.ts'
import { isDay } from './fields/instant.ts'
import { integer } from './fields/integer.ts'

/** One page of a list, as the platform shapes it. */
export interface Page<T> {
  readonly results: readonly T[]
  readonly cursor: string | null
  readonly has_more: boolean
}

/** After which row a page begins: the last one of the page before. */
export interface Cursor {
  /** To the microsecond, which a `Date` cannot tell. */
  readonly at: string
  readonly id: string
}

const defaultLimit = 50
const maxLimit = 100
const invalid = { problem: ['Invalid cursor.'] }

/** Query parameters of a list. @param idPattern of the rows' ids */
export function pageQuery(idPattern: RegExp): {
  readonly cursor: Field<Cursor | undefined>
  readonly limit: Field<number>
} {
  return {
    cursor: optional({
      schema: { type: 'string', description: 'The cursor of the page before; none for the first page.' },
      read: (given): Reading<Cursor> => {
        const cursor = typeof given === 'string' ? decode(given) : null
        return cursor !== null && idPattern.test(cursor.id) ? { value: cursor } : invalid
      },
    }),
    limit: withDefault(integer({ minimum: 1, maximum: maxLimit }), defaultLimit),
  }
}

export const integerId = /^[1-9]\d{0,15}$/
export const uuidId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const pattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z) (\S{1,80})$/

function decode(text: string): Cursor | null {
  if (!/^[\w-]{1,200}$/.test(text)) return null
  const [, at, id] = pattern.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? []
  if (at === undefined || id === undefined || !isDay(at.slice(0, 10)) || Number.isNaN(Date.parse(at))) return null
  return { at, id }
}

function encode({ at, id }: Cursor): string {
  return Buffer.from(`${at} ${id}`, 'latin1').toString('base64url')
}

/** An instant in the form that cursors hold. */
export function cursorInstant(instant: Expression<Date>): RawBuilder<string> {
  return sql<string>`to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

/** Rows that come after a cursor where the latest come first; all rows where there is none. */
export function isAfter(
  cursor: Cursor | undefined,
  at: Expression<Date>,
  id: Expression<unknown>,
): Expression<SqlBool> {
  if (cursor === undefined) return sql.lit(true)
  return sql<SqlBool>`(${at}, ${id}) < (${cursor.at}::timestamptz, ${cursor.id})`
}

/** @param rows one more than the limit, where there are so many */
export function toPage<Row extends { readonly cursor_at: string; readonly id: number | string }, T>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    results: shown.map((row) => toItem(row)),
    cursor: last ? encode({ at: last.cursor_at, id: String(last.id) }) : null,
    has_more: last !== undefined,
  }
}
