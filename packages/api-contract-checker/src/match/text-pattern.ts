import { matchCost } from './pattern-cost.ts'

/** A pattern that a schema has for a text. */
export interface TextPattern {
  source: string
  /** True as well where that cannot be found out in little time: a pattern that cannot be read forbids nothing. */
  fits: (text: string) => boolean
}

/** A longer one is a list of words, or means harm. Characters. */
const LONGEST_PATTERN = 500
/** Ways that a pattern may be tried on a text. */
const MOST_WAYS = 1_000_000

/**
 * Reads a pattern from a schema; `null` for one of another language. Whoever writes a schema must not decide how long a
 * check takes: a pattern is tried only on texts where it has few ways to go wrong.
 */
export function readPattern(source: string, flags: '' | 'u'): TextPattern | null {
  if (source.length > LONGEST_PATTERN) return null
  try {
    const compiled = new RegExp(source, flags)
    return { source, fits: (text) => matchCost(source, text.length) > MOST_WAYS || compiled.test(text) }
  } catch {
    return null
  }
}
