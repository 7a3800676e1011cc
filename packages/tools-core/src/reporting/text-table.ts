import { stripVTControlCharacters } from 'node:util'
import { escapeTerminal } from './escape.ts'

/** Wide in a terminal: East Asian characters and emoji take two columns. Signs such as ✔ and © take one. */
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u
const zeroWidth = /^(?:\p{Mark}|\p{Cf})+$/u

/** Columns that a text takes on a terminal. */
export function textWidth(text: string): number {
  let width = 0
  for (const { segment } of segmenter.segment(stripVTControlCharacters(text))) {
    if (wide.test(segment)) width += 2
    else if (!zeroWidth.test(segment)) width += 1
  }
  return width
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Cut to a number of columns, with an ellipsis where something is missing. */
export function truncate(text: string, columns: number): string {
  if (columns <= 0) return ''
  const clean = escapeTerminal(text)
  if (textWidth(clean) <= columns) return clean
  let kept = ''
  for (const { segment } of segmenter.segment(clean)) {
    if (textWidth(kept + segment) > columns - 1) break
    kept += segment
  }
  return `${kept}…`
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)))
}
