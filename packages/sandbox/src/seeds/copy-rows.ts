import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from } from 'pg-copy-streams'

/** One value of a row as COPY takes it; objects become JSON. */
export type CopyValue = string | number | boolean | Date | object | null

/** Bytes given to the connection at once: fewer, larger writes cost less. */
const chunkLength = 64 * 1024

/**
 * Writes rows by COPY in text format, as they are made: memory stays the same however many there are.
 * @returns how many were written
 */
export async function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<number> {
  const names = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  const stream = client.query(from(`COPY ${client.escapeIdentifier(table)} (${names}) FROM STDIN`))
  await pipeline(Readable.from(chunksOf(rows)), stream)
  return stream.rowCount
}

function* chunksOf(rows: Iterable<readonly CopyValue[]>): Iterable<string> {
  let chunk = ''
  for (const row of rows) {
    chunk += `${row.map(toText).join('\t')}\n`
    if (chunk.length < chunkLength) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
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
