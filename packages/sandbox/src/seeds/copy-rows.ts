import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { from } from 'pg-copy-streams'

/** One value of a row as COPY takes it; objects become JSON. */
export type CopyValue = string | number | boolean | Date | object | null

/** Bytes given to the connection at once: fewer, larger writes cost less. */
const chunkBytes = 64 * 1024
const turnMs = 10

/**
 * Writes rows by COPY in text format, as they are made: memory stays the same however many there are.
 * @returns how many were written
 * @throws what PostgreSQL says; an `AbortError` where it was given up
 */
export async function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
  signal?: AbortSignal,
): Promise<number> {
  const names = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  const stream = client.query(from(`COPY ${client.escapeIdentifier(table)} (${names}) FROM STDIN`))
  await pipeline(Readable.from(takingTurns(chunksOf(rows))), stream, { signal })
  return stream.rowCount
}

/** While PostgreSQL takes everything at once, nothing else would ever have its turn: no signal, no timer, no request. */
async function* takingTurns<T>(items: Iterable<T>): AsyncIterable<T> {
  let turnedAt = performance.now()
  for (const item of items) {
    yield item
    if (performance.now() - turnedAt < turnMs) continue
    await setImmediate()
    turnedAt = performance.now()
  }
}

/** Written as bytes at once: to join the lines to a text first costs three times as much. */
function* chunksOf(rows: Iterable<readonly CopyValue[]>): Iterable<Buffer> {
  let chunk = Buffer.allocUnsafe(chunkBytes)
  let length = 0
  for (const row of rows) {
    const line = `${row.map(toText).join('\t')}\n`
    // No character takes more than three bytes for each of its code units.
    const most = line.length * 3
    if (length + most > chunk.length) {
      if (length > 0) yield chunk.subarray(0, length)
      chunk = Buffer.allocUnsafe(Math.max(chunkBytes, most))
      length = 0
    }
    length += chunk.write(line, length)
  }
  if (length > 0) yield chunk.subarray(0, length)
}

function toText(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return value.toISOString()
  return escapeText(typeof value === 'string' ? value : JSON.stringify(value))
}

function escapeText(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : text
}
