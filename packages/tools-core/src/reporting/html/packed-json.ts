import { deflateRawSync } from 'node:zlib'
import { jsonPieces } from '../json-pieces.ts'

/** Characters of JSON: a report that has more is not copied from a page by anybody, and would take long to pack. */
const mostJson = 8_000_000

/** Characters of the page: half of what a report should weigh. */
const mostPacked = 500_000

/** JSON as the page carries it, a tenth of its size; `null` where it is too large for that. */
export function packedJson(value: unknown): string | null {
  const pieces: string[] = []
  let length = 0
  for (const piece of jsonPieces(value)) {
    length += piece.length
    if (length > mostJson) return null
    pieces.push(piece)
  }
  const packed = deflateRawSync(pieces.join(''), { level: 9 }).toString('base64')
  return packed.length > mostPacked ? null : packed
}
