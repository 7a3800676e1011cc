import type { Endpoint } from './endpoint.ts'
import { formatSegment, type PathTemplate, type Segment } from './path-template.ts'
import { fitSegment } from './segment-fit.ts'

/** Endpoints that share one shape of path, and that a call's path fits. */
export interface PathFit {
  endpoints: readonly Endpoint[]
  /** True where a hole of the call must hold a word that the schema writes out. */
  byValue: boolean
  /** True where that is believed only if there are several such words. */
  needsChoice: boolean
  /** How many words of the call are words of the schema too: without any, everything of the same length fits. */
  words: number
}

/** Finds the endpoints for a path. */
export interface EndpointIndex {
  endpoints: readonly Endpoint[]
  /** Everything that fits, the most exact first: segment by segment from the left, a word before a hole. */
  find(path: PathTemplate): readonly PathFit[]
}

interface Node {
  words: Map<string, Node>
  mixed: { segment: Segment; node: Node }[]
  hole: Node | null
  /** Endpoints whose last hole takes all that follows. */
  rest: Endpoint[]
  endpoints: Endpoint[]
}

export function createEndpointIndex(endpoints: readonly Endpoint[]): EndpointIndex {
  const root = emptyNode()
  for (const endpoint of endpoints) insert(root, endpoint)
  const known = new Map<string, readonly PathFit[]>()
  return { endpoints, find }

  function find(path: PathTemplate): readonly PathFit[] {
    const key = keyOf(path)
    const before = known.get(key)
    if (before !== undefined) return before
    const fits: PathFit[] = []
    search(root, path.segments, 0, { byValue: false, needsChoice: false, words: 0 }, fits)
    // What fits as it is comes before what needs a certain value.
    const ordered = [...fits.filter(({ byValue }) => !byValue), ...fits.filter(({ byValue }) => byValue)]
    known.set(key, ordered)
    return ordered
  }
}

/** The slash is no part of it: that is for the caller to compare. */
function keyOf({ segments }: PathTemplate): string {
  return segments
    .map(
      (segment) =>
        `${segment.kind === 'literal' ? '' : segment.holdsWord[0]}${segment.kind[0]}${formatSegment(segment)}`,
    )
    .join('/')
}

function emptyNode(): Node {
  return { words: new Map(), mixed: [], hole: null, rest: [], endpoints: [] }
}

function insert(root: Node, endpoint: Endpoint): void {
  let node = root
  const { segments } = endpoint.template
  for (const [at, segment] of segments.entries()) {
    if (segment.kind === 'hole' && segment.isRest && at === segments.length - 1) {
      node.rest.push(endpoint)
      return
    }
    node = childFor(node, segment)
  }
  node.endpoints.push(endpoint)
}

function childFor(node: Node, segment: Segment): Node {
  if (segment.kind === 'literal') {
    const child = node.words.get(segment.text) ?? emptyNode()
    node.words.set(segment.text, child)
    return child
  }
  if (segment.kind === 'hole') return (node.hole ??= emptyNode())
  const shape = shapeOf(segment)
  const same = node.mixed.find(({ segment: other }) => other.kind === 'mixed' && shapeOf(other) === shape)
  if (same !== undefined) return same.node
  const made = { segment, node: emptyNode() }
  // More text around the holes is more exact.
  node.mixed = [...node.mixed, made].sort((a, b) => textLength(b.segment) - textLength(a.segment))
  return made.node
}

function shapeOf({ pieces }: Segment & { kind: 'mixed' }): string {
  return pieces.map((piece) => ('hole' in piece ? '{}' : piece.text)).join('')
}

function textLength(segment: Segment): number {
  return segment.kind === 'mixed'
    ? segment.pieces.reduce((sum, piece) => sum + ('text' in piece ? piece.text.length : 0), 0)
    : 0
}

type Way = Omit<PathFit, 'endpoints'>

function search(node: Node, segments: readonly Segment[], at: number, way: Way, fits: PathFit[]): void {
  const given = segments[at]
  if (given === undefined) {
    if (node.endpoints.length > 0) fits.push({ endpoints: node.endpoints, ...way })
    return
  }
  searchWords(node, given, segments, at, way, fits)
  for (const { segment, node: child } of node.mixed) {
    const fit = fitSegment(given, segment)
    if (fit !== 'never') search(child, segments, at + 1, fit === 'fits' ? way : wayByValue(way, given), fits)
  }
  if (node.hole !== null) search(node.hole, segments, at + 1, way, fits)
  if (node.rest.length > 0) fits.push({ endpoints: node.rest, ...way })
}

function searchWords(
  node: Node,
  given: Segment,
  segments: readonly Segment[],
  at: number,
  way: Way,
  fits: PathFit[],
): void {
  if (given.kind === 'literal') {
    const child = node.words.get(given.text)
    if (child !== undefined) search(child, segments, at + 1, { ...way, words: way.words + 1 }, fits)
    return
  }
  for (const [text, child] of node.words) {
    if (fitSegment(given, { kind: 'literal', text }) === 'by-value')
      search(child, segments, at + 1, wayByValue(way, given), fits)
  }
}

function wayByValue({ words, needsChoice }: Way, given: Segment): Way {
  const isChoice = given.kind !== 'literal' && given.holdsWord === 'any'
  return { words, byValue: true, needsChoice: needsChoice || !isChoice }
}
