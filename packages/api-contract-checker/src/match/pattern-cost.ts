/**
 * How many ways a backtracking matcher may have to try a pattern on a text: more than it ever has, never less. Enormous
 * where something that may itself match in several ways is repeated (`(a+)+`, `(a|aa)*`), unless the text is very short.
 * @param source a regular expression without errors
 * @param length of the text
 */
export function matchCost(source: string, length: number): number {
  // Unless it is tied to its beginning, a pattern is tried from every place of the text on.
  return (length + 1) * new CostReader(source, length + 1).alternatives()
}

const QUANTIFIER = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y
/** One character, class or escape; what it means does not matter. */
const ATOM =
  /\\(?:u\{[\da-fA-F]+\}|[pP]\{[\w=]+\}|k<\w+>|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[^])|\[(?:\\[^]|[^\]\\])*\]|[^]/y
const GROUP_START = /\((?:\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]*:))?/y
const OR = /\|/y

/** Reads a pattern once from left to right: ways of what follows one another multiply, those of alternatives add up. */
class CostReader {
  readonly #source: string
  /** Of a repetition without an end. */
  readonly #most: number
  #at = 0

  constructor(source: string, most: number) {
    this.#source = source
    this.#most = most
  }

  /** Up to the end, or to the parenthesis that closes the group. */
  alternatives(): number {
    let sum = 0
    let product = 1
    while (this.#at < this.#source.length && this.#source[this.#at] !== ')') {
      if (this.#take(OR) === null) product *= this.#repeated(this.#atom())
      else {
        sum += product
        product = 1
      }
    }
    return sum + product
  }

  #atom(): number {
    if (this.#take(GROUP_START) === null) {
      this.#take(ATOM)
      return 1
    }
    const inside = this.alternatives()
    this.#at += 1
    return inside
  }

  #repeated(once: number): number {
    const quantifier = this.#take(QUANTIFIER)
    if (quantifier === null) return once
    const { least, most } = this.#range(quantifier)
    return (most - least + 1) * once ** most
  }

  #range([sign = '', least = '', comma = '', most = '']: RegExpExecArray): { least: number; most: number } {
    if (sign.startsWith('?')) return { least: 0, most: 1 }
    if (!sign.startsWith('{')) return { least: 0, most: this.#most }
    const from = Number(least)
    if (comma === '') return { least: from, most: from }
    return { least: from, most: most === '' ? Math.max(from, this.#most) : Number(most) }
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#source)
    if (found !== null) this.#at = pattern.lastIndex
    return found
  }
}
