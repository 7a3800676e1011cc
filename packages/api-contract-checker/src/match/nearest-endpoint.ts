import type { HttpMethod } from '../calls/api-call.ts'
import { editDistance } from './edit-distance.ts'
import type { Endpoint } from './endpoint.ts'
import { formatPath, formatSegment, type PathTemplate, type Segment } from './path-template.ts'

/** Finds the endpoint that a call may have meant; `null` where none is near enough to be worth naming. */
export type FindNearest = (method: HttpMethod | null, path: PathTemplate) => Endpoint | null

/** Paths this much apart, in segments, of this share of the call's own: nobody would take one for the other. */
const FARTHEST = 1.6
const FARTHEST_SHARE = 0.5
/** Of endpoints that share a word, the most that are compared. */
const MOST_CANDIDATES = 400

/** Only endpoints that have a word (or nearly one) in common with the call are compared, found by an index of words. */
export function createNearest(endpoints: readonly Endpoint[]): FindNearest {
  const byWord = new Map<string, Endpoint[]>()
  for (const endpoint of endpoints) {
    for (const word of new Set(wordsOf(endpoint.template))) {
      const same = byWord.get(word)
      if (same === undefined) byWord.set(word, [endpoint])
      else same.push(endpoint)
    }
  }
  const similar = new Map<string, readonly string[]>()
  const known = new Map<string, Endpoint | null>()
  return (method, path) => {
    const key = `${method ?? ''} ${formatPath(path)}`
    const before = known.get(key)
    if (before !== undefined) return before
    const nearest = pick(method, path, candidates(path))
    known.set(key, nearest)
    return nearest
  }

  function candidates(path: PathTemplate): Endpoint[] {
    // Rare words tell most; `api` tells nothing.
    const lists = wordsOf(path)
      .flatMap((word) => (byWord.has(word) ? [word] : similarWords(word)))
      .map((word) => byWord.get(word) ?? [])
      .sort((a, b) => a.length - b.length)
    const found = new Set<Endpoint>()
    for (const list of lists) {
      if (found.size > 0 && found.size + list.length > MOST_CANDIDATES) break
      for (const endpoint of list.slice(0, MOST_CANDIDATES)) found.add(endpoint)
    }
    return [...found]
  }

  function similarWords(word: string): readonly string[] {
    const before = similar.get(word)
    if (before !== undefined) return before
    const limit = typoLimit(word)
    const words = [...byWord.keys()].filter((other) => editDistance(word, other, limit) <= limit).slice(0, 8)
    similar.set(word, words)
    return words
  }
}

function wordsOf({ segments }: PathTemplate): string[] {
  return segments.flatMap((segment) => (segment.kind === 'literal' ? [segment.text] : []))
}

function typoLimit(word: string): number {
  return word.length < 4 ? 1 : Math.min(3, Math.ceil(word.length / 4))
}

function pick(method: HttpMethod | null, path: PathTemplate, endpoints: readonly Endpoint[]): Endpoint | null {
  const limit = Math.min(FARTHEST, Math.max(1, path.segments.length * FARTHEST_SHARE))
  let best: { endpoint: Endpoint; cost: number } | null = null
  for (const endpoint of endpoints) {
    const apart = distance(path.segments, endpoint.template.segments, limit)
    if (apart > limit) continue
    const cost =
      apart +
      (method === null || endpoint.operation.method === method ? 0 : 0.25) +
      (path.hasSlash === endpoint.template.hasSlash ? 0 : 0.1)
    if (best === null || cost < best.cost) best = { endpoint, cost }
  }
  return best?.endpoint ?? null
}

/** Edit distance over segments; a segment too much or too few counts 1, one that differs up to 1. */
function distance(given: readonly Segment[], wanted: readonly Segment[], limit: number): number {
  if (Math.abs(given.length - wanted.length) > limit) return limit + 1
  let row = Array.from({ length: wanted.length + 1 }, (_, at) => at)
  for (const [at, segment] of given.entries()) {
    const next = [at + 1]
    for (const [to, other] of wanted.entries())
      next.push(Math.min((row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1, (row[to] ?? 0) + segmentDistance(segment, other)))
    row = next
  }
  return row[wanted.length] ?? limit + 1
}

function segmentDistance(given: Segment, wanted: Segment): number {
  if (given.kind !== 'literal' && wanted.kind !== 'literal') return 0
  if (given.kind !== 'literal' || wanted.kind !== 'literal') return 0.8
  const [one, other] = [formatSegment(given), formatSegment(wanted)]
  if (one === other) return 0
  const limit = typoLimit(one)
  const apart = editDistance(one, other, limit)
  // Words that only look unlike are as far apart as words can be.
  return apart > limit ? 1 : (0.6 * apart) / limit
}
