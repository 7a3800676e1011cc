import { decodePercent } from '@m4sh/tools-core/values'
import { readPattern, type TextPattern } from './text-pattern.ts'

/** One segment of a path: a word, a hole that fills it whole, or a hole with text around it. */
export type Segment =
  | { kind: 'literal'; text: string }
  | {
      kind: 'hole'
      name: string
      pattern: TextPattern | null
      isRest: boolean
      holdsWord: HoldsWord
    }
  | { kind: 'mixed'; text: string; pieces: readonly Piece[]; holdsWord: HoldsWord }

/**
 * Of a call: whether a hole may hold a word that the schema writes out. `one-of-several` only if there are several to
 * choose from: a lone `/users/me/` is no choice.
 */
export type HoldsWord = 'never' | 'one-of-several' | 'any'

/** Text, or a hole by its name. */
export type Piece = { text: string } | { hole: string }

/** A path taken apart. Of a call as of a schema; names of holes never matter to the matching. */
export interface PathTemplate {
  segments: readonly Segment[]
  hasSlash: boolean
}

/** Route converters of frameworks whose schemas leave them in the braces: `{id:int}`. */
const CONVERTERS: Readonly<Record<string, string>> = {
  int: String.raw`-?\d+`,
  long: String.raw`-?\d+`,
  float: String.raw`-?\d+(?:\.\d+)?`,
  decimal: String.raw`-?\d+(?:\.\d+)?`,
  uuid: '[0-9a-fA-F-]{32,36}',
  guid: '[0-9a-fA-F-]{32,36}',
  slug: '[-a-zA-Z0-9_]+',
  bool: 'true|false',
}

/**
 * Reads a path with holes in braces. Query and fragment are dropped, doubled slashes are one (as proxies make them),
 * percent signs are decoded; upper and lower case stay different, as they are to servers.
 */
export function parsePath(path: string): PathTemplate {
  const parts = splitOutsideBraces(withoutQuery(path))
  const segments = parts.filter((part) => part !== '').map(toSegment)
  return { segments, hasSlash: segments.length > 0 && parts.at(-1) === '' }
}

/** The path again, every hole by its name; literals as they were decoded. */
export function formatPath({ segments, hasSlash }: PathTemplate): string {
  return `/${segments.map(formatSegment).join('/')}${hasSlash ? '/' : ''}`
}

export function formatSegment(segment: Segment): string {
  if (segment.kind === 'literal') return segment.text
  return segment.kind === 'hole' ? `{${segment.name}}` : segment.text
}

function withoutQuery(path: string): string {
  let depth = 0
  for (let at = 0; at < path.length; at += 1) {
    const letter = path[at]
    if (letter === '{') depth += 1
    else if (letter === '}') depth = Math.max(0, depth - 1)
    else if (depth === 0 && (letter === '?' || letter === '#')) return path.slice(0, at)
  }
  return path
}

/** A pattern in braces may hold slashes and braces of its own: `{path:[a-z]{2}/.+}`. */
function splitOutsideBraces(path: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < path.length; at += 1) {
    const letter = path[at]
    if (letter === '{') depth += 1
    else if (letter === '}') depth = Math.max(0, depth - 1)
    else if (letter === '/' && depth === 0) {
      parts.push(path.slice(start, at))
      start = at + 1
    }
  }
  // A brace that is never closed: no hole, but text.
  if (depth > 0) return path.split('/')
  return [...parts, path.slice(start)]
}

function toSegment(text: string): Segment {
  // As nearly all are.
  if (!/[{}%]/.test(text)) return { kind: 'literal', text }
  const pieces = toPieces(text)
  const [first] = pieces
  if (pieces.every((piece) => 'text' in piece)) return { kind: 'literal', text: decodePercent(text) }
  if (pieces.length === 1 && first !== undefined && 'hole' in first) return toHole(first.hole)
  const named = pieces.map((piece) =>
    'hole' in piece ? { hole: toHole(piece.hole).name } : { text: decodePercent(piece.text) },
  )
  const shown = named.map((piece) => ('hole' in piece ? `{${piece.hole}}` : piece.text)).join('')
  return { kind: 'mixed', text: shown, pieces: named, holdsWord: 'never' }
}

function toPieces(text: string): Piece[] {
  const pieces: Piece[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') {
      if (depth === 0 && at > start) pieces.push({ text: text.slice(start, at) })
      if (depth === 0) start = at + 1
      depth += 1
    } else if (text[at] === '}' && depth > 0) {
      depth -= 1
      if (depth > 0) continue
      pieces.push({ hole: text.slice(start, at) })
      start = at + 1
    }
  }
  if (depth > 0) return [{ text }]
  if (start < text.length) pieces.push({ text: text.slice(start) })
  return pieces
}

/** `id`, `id:int`, `id:[0-9]+`, `id?`, and of holes that take slashes `path:path`, `path:.*`, `*path`, `path*`, `+path`. */
function toHole(inside: string): Segment & { kind: 'hole' } {
  const at = inside.indexOf(':')
  const raw = at === -1 ? inside : inside.slice(0, at)
  const constraint = at === -1 ? '' : inside.slice(at + 1)
  const name = raw.replaceAll(/^[*+]+|[*+?]+$/g, '').trim()
  const isRest = /^[*+]|[*+]$/.test(raw) || /^(?:path|\.\*|\.\+|\*\*?)$/.test(constraint)
  const pattern = isRest ? null : toPattern(constraint)
  return { kind: 'hole', name: name === '' ? 'value' : name, isRest, pattern, holdsWord: 'never' }
}

function toPattern(constraint: string): TextPattern | null {
  if (constraint === '') return null
  const source = Object.hasOwn(CONVERTERS, constraint) ? CONVERTERS[constraint] : constraint
  // A bare word is a converter of a framework that is not known here.
  if (source === undefined || /^\w+$/.test(source)) return null
  return readPattern(`^(?:${source})$`, '')
}
