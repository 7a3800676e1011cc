import type { PathHole } from '../calls/api-call.ts'
import { parsePath, type HoldsWord, type PathTemplate, type Segment } from './path-template.ts'

const IDENTIFIERS =
  /(?:^|[a-z\d_.-])(?:id|ids|pk|uuid|guid|slug|token|key|hash|code|sha|number|num|index|count|date|day|week|month|year|time|timestamp|email|phone|username|login|filename|file|cursor|version|lang|locale|secret|signature)$/i

/** Names that say nothing: most such values are identifiers. */
const NAMELESS = /^(?:value|val|item|entry|param|params|arg|obj|data|[a-z])$/i

/** Names of what is one of a few: here a single word is enough. */
const CHOICES =
  /(?:^|[a-z_-])(?:action|verb|operation|command|decision|transition|endpoint|method|route|suffix|kind|type|mode|status|state|direction)$/i

/**
 * A call's path, with the holes marked that may hold a word of the schema: `/relations/{id}/{action}/` may reach
 * `…/accept/`. An identifier never does, so that `/users/{id}/` does not reach `/users/me/` when `GET /users/{id}/` is gone.
 */
export function parseCallPath(path: string, holes: readonly PathHole[]): PathTemplate {
  const types = new Map(holes.map(({ name, type }) => [name, type]))
  const { segments, hasSlash } = parsePath(path)
  return { hasSlash, segments: segments.map((segment, at) => marked(segment, segments[at - 1], types)) }
}

function marked(segment: Segment, before: Segment | undefined, types: ReadonlyMap<string, PathHole['type']>): Segment {
  if (segment.kind === 'literal') return segment
  const names =
    segment.kind === 'hole' ? [segment.name] : segment.pieces.flatMap((piece) => ('hole' in piece ? [piece.hole] : []))
  return { ...segment, holdsWord: holdsWord(names, before, types) }
}

function holdsWord(
  names: readonly string[],
  before: Segment | undefined,
  types: ReadonlyMap<string, PathHole['type']>,
): HoldsWord {
  if (names.some((name) => isIdentifier(name, before, types.get(name) ?? null))) return 'never'
  return names.every((name) => CHOICES.test(name)) ? 'any' : 'one-of-several'
}

function isIdentifier(name: string, before: Segment | undefined, type: PathHole['type']): boolean {
  if (type === 'number' || type === 'boolean') return true
  return IDENTIFIERS.test(name) || NAMELESS.test(name) || namesOneOf(name, before)
}

/** `/users/{user}/`, `/categories/{category}/`: one of what the word before lists. */
function namesOneOf(name: string, before: Segment | undefined): boolean {
  if (before?.kind !== 'literal') return false
  const list = before.text.toLowerCase().replaceAll(/[_-]/g, '')
  const one = name.toLowerCase().replaceAll(/[_-]/g, '')
  const stem = one.replace(/(?:y|f|fe)$/, '')
  return stem.length > 2 && list.endsWith('s') && list.startsWith(stem) && list.length - one.length <= 3
}
