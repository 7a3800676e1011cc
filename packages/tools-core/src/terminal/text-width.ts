import { stripVTControlCharacters } from 'node:util'

/** Wide in a terminal: East Asian characters and emoji take two columns. Signs such as ✔ and © take one. */
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u
const zeroWidth = /^(?:\p{Mark}|\p{Cf})+$/u

const plain = /^[\x20-\x7E]*$/

/**
 * What is plain, up to the sign that may be one with what follows, and what is not. The segmenter takes the square of a
 * text's length: of one of a hundred thousand signs seconds.
 */
const pieces = /[\x20-\x7E]+(?![^\x20-\x7E])|[\x20-\x7E]?[^\x20-\x7E]{1,500}/g

/** Made when a text needs it: it takes as long as the rest of a start. */
let segmenter: Intl.Segmenter | undefined

/** Columns that a text takes on a terminal. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  let width = 0
  for (const [piece] of stripVTControlCharacters(text).matchAll(pieces)) {
    if (plain.test(piece)) width += piece.length
    else for (const { segment } of segmenter.segment(piece)) width += widthOf(segment)
  }
  return width
}

function widthOf(segment: string): number {
  if (wide.test(segment)) return 2
  return zeroWidth.test(segment) ? 0 : 1
}

/** The text with blanks behind it, as many columns wide as wanted at least. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)))
}
