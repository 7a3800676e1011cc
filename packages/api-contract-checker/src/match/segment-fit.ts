import type { Piece, Segment } from './path-template.ts'

/**
 * How a call's segment stands to a schema's: it fits; it fits `by-value` only if the call's hole happens to hold what the
 * schema writes out; or never.
 */
export type SegmentFit = 'fits' | 'by-value' | 'never'

/** @param wanted of the schema, with text around a hole or a word; a hole that fills the segment takes anything */
export function fitSegment(given: Segment, wanted: Segment): SegmentFit {
  if (wanted.kind === 'hole') return 'fits'
  if (given.kind === 'literal' && wanted.kind === 'literal') return given.text === wanted.text ? 'fits' : 'never'
  if (given.kind === 'hole') return given.holdsWord === 'never' ? 'never' : 'by-value'
  const givenPieces = given.kind === 'mixed' ? given.pieces : [{ text: given.text }]
  const wantedPieces = wanted.kind === 'mixed' ? wanted.pieces : [{ text: wanted.text }]
  // An opaque value that the schema's holes take, its texts never.
  const sample = givenPieces.map((piece) => ('hole' in piece ? '\uFFFF' : piece.text)).join('')
  if (fitsPieces(sample, wantedPieces)) return 'fits'
  return given.kind === 'mixed' && given.holdsWord !== 'never' && canOverlap(givenPieces, wantedPieces)
    ? 'by-value'
    : 'never'
}

/** Whether a text is made of these pieces; each hole takes one character at least. */
function fitsPieces(text: string, pieces: readonly Piece[]): boolean {
  let at = 0
  // Holes since the last text: so many characters lie between.
  let holes = 0
  for (const [index, piece] of pieces.entries()) {
    if ('hole' in piece) holes += 1
    else {
      const found = placeOf(piece.text, text, at, holes, index === pieces.length - 1)
      if (found === -1) return false
      at = found + piece.text.length
      holes = 0
    }
  }
  return holes === 0 ? at === text.length : text.length - at >= holes
}

/** Behind holes the first place will do, since what follows only has more room then; the last text must be the end. */
function placeOf(piece: string, text: string, at: number, holes: number, isLast: boolean): number {
  if (holes === 0) return text.startsWith(piece, at) ? at : -1
  if (!isLast) return text.indexOf(piece, at + holes)
  const place = text.length - piece.length
  return place >= at + holes && text.endsWith(piece) ? place : -1
}

/** `user-{x}` and `user-5`, `{a}.pdf` and `{name}.{ext}`: whether some text is both. */
function canOverlap(given: readonly Piece[], wanted: readonly Piece[]): boolean {
  const [start, otherStart] = [startOf(given), startOf(wanted)]
  const [end, otherEnd] = [endOf(given), endOf(wanted)]
  const startsAgree = start.startsWith(otherStart) || otherStart.startsWith(start)
  const endsAgree = end.endsWith(otherEnd) || otherEnd.endsWith(end)
  if (!startsAgree || !endsAgree) return false
  return wanted.length > 1 || fitsPieces(startOf(wanted), given)
}

function startOf([first]: readonly Piece[]): string {
  return first !== undefined && 'text' in first ? first.text : ''
}

function endOf(pieces: readonly Piece[]): string {
  const last = pieces.at(-1)
  return last !== undefined && 'text' in last ? last.text : ''
}
