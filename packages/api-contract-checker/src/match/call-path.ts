import type { PathHole } from '../calls/api-call.ts'
import { parsePath, type PathTemplate, type Segment } from './path-template.ts'

const IDENTIFIERS =
  /(?:^|[a-z\d_.-])(?:id|ids|pk|uuid|guid|slug|token|key|hash|code|sha|number|num|index|count|date|day|week|month|year|time|timestamp|email|phone|username|login|filename|file|cursor|version|lang|locale|secret|signature)$/i

/** Names that say nothing: most such values are identifiers. */
const NAMELESS = /^(?:value|val|item|entry|param|params|arg|obj|data|[a-z])$/i

/**
 * A call's path, with the holes marked that may hold a word of the schema: `/relations/{id}/{action}/` may reach
 * `…/accept/`. An identifier never does, so that `/users/{id}/` does not reach `/users/me/` when `GET /users/{id}/` is gone.
 */
export function parseCallPath(path: string, holes: readonly PathHole[]): PathTemplate {
  const types = new Map(holes.map(({ name, type }) => [name, type]))
  const { segments, hasSlash } = parsePath(path)
  const mayHoldWord = (name: string, before: Segment | undefined) => {
    const type = types.get(name) ?? null
    if (type === 'number' || type === 'boolean') return false
    return !IDENTIFIERS.test(name) && !NAMELESS.test(name) && !namesOneOf(name, before)
  }
  return { hasSlash, segments: segments.map((segment, at) => marked(segment, segments[at - 1], mayHoldWord)) }
}

function marked(
  segment: Segment,
  before: Segment | undefined,
  mayHoldWord: (name: string, before: Segment | undefined) => boolean,
): Segment {
  if (segment.kind === 'literal') return segment
  const names =
    segment.kind === 'hole' ? [segment.name] : segment.pieces.flatMap((piece) => ('hole' in piece ? [piece.hole] : []))
  return { ...segment, holdsWord: names.every((name) => mayHoldWord(name, before)) }
}

/** `/users/{user}/`, `/categories/{category}/`: one of what the word before lists. */
function namesOneOf(name: string, before: Segment | undefined): boolean {
  if (before?.kind !== 'literal') return false
  const list = before.text.toLowerCase().replaceAll(/[_-]/g, '')
  const one = name.toLowerCase().replaceAll(/[_-]/g, '')
  const stem = one.replace(/(?:y|f|fe)$/, '')
  return stem.length > 2 && list.endsWith('s') && list.startsWith(stem) && list.length - one.length <= 3
}
