/** A text that is not JSON. Its message quotes one character of the text and no more: the rest may be secret. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** Nothing stands there: the text is cut off. */
  readonly isAtEnd: boolean

  constructor({ line, column, found }: TextPosition) {
    super(found === '' ? 'the text ends too early' : `${JSON.stringify(found)} is not expected here`)
    this.line = line
    this.column = column
    this.isAtEnd = found === ''
  }
}

/**
 * Reads JSON; a byte order mark in front is passed over.
 * @throws {JsonError} saying where it stops being JSON
 */
export function parseJson(text: string): unknown {
  const json = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(json) as unknown
  } catch {
    throw new JsonError(locateJsonError(json))
  }
}

interface TextPosition {
  readonly line: number
  readonly column: number
  /** The character that stands there; empty at the end of the text. */
  readonly found: string
}

const blank = /[ \t\r\n]*/y
const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
/** Of a string, up to what ends it or stands for another character. A long one would be too much for a pattern of the whole. */
// oxlint-disable-next-line no-control-regex -- these are what JSON forbids
const plain = /[^"\\\0-\x1F]*/y
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

/**
 * Where a text stops being JSON; a string that is not closed or not valid counts from its quote. To be asked only after
 * `JSON.parse` has refused the text: its own message may lack the place, and quotes the text, secrets included.
 */
function locateJsonError(text: string): TextPosition {
  const offset = errorOffset(text)
  const before = text.slice(0, offset)
  return {
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
    found: String.fromCodePoint(...[text.codePointAt(offset)].filter((code) => code !== undefined)),
  }
}

type Expecting = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'comma or end'

function errorOffset(text: string): number {
  const closers: string[] = []
  let expecting: Expecting = 'value'
  let at = skip(blank, text, 0)
  for (;;) {
    const start = at
    const symbol = text[at] ?? ''
    if (expecting === 'comma or end') {
      const closer = closers.at(-1)
      if (closer === undefined) return at
      if (symbol === closer) closers.pop()
      else if (symbol === ',') expecting = closer === '}' ? 'key' : 'value'
      else return at
      at += 1
    } else if (expecting === ':') {
      if (symbol !== ':') return at
      expecting = 'value'
      at += 1
    } else if ((expecting === 'key or }' && symbol === '}') || (expecting === 'value or ]' && symbol === ']')) {
      closers.pop()
      expecting = 'comma or end'
      at += 1
    } else if (expecting === 'key' || expecting === 'key or }') {
      at = skipString(text, at)
      expecting = ':'
    } else if (symbol === '{' || symbol === '[') {
      closers.push(symbol === '{' ? '}' : ']')
      expecting = symbol === '{' ? 'key or }' : 'value or ]'
      at += 1
    } else {
      at = symbol === '"' ? skipString(text, at) : skip(word, text, at)
      expecting = 'comma or end'
    }
    if (at === start) return at
    at = skip(blank, text, at)
  }
}

/** Behind its closing quote; stays where it is if it has none, or is none. */
function skipString(text: string, from: number): number {
  if (text[from] !== '"') return from
  let at = skip(plain, text, from + 1)
  for (let next = skip(escaped, text, at); next > at; next = skip(escaped, text, at)) at = skip(plain, text, next)
  return text[at] === '"' ? at + 1 : from
}

function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}
