import { append } from '../append.ts'
import type { HttpMethod } from '../calls/api-call.ts'
import { editDistance } from './edit-distance.ts'
import type { Endpoint } from './endpoint.ts'
import { isPrefixWord } from './path-prefix.ts'
import { formatPath, type PathTemplate, type Segment } from './path-template.ts'

/** Finds the endpoint that a call may have meant; `null` where none is near enough to be worth naming. */
export type FindNearest = (method: HttpMethod | null, path: PathTemplate) => Endpoint | null

/** Paths this much apart, in segments, of this share of the call's own: nobody would take one for the other. */
const FARTHEST = 1.6
const FARTHEST_SHARE = 0.5
/** Of endpoints that share a word, the most that are compared. */
const MOST_CANDIDATES = 200
/** Of words that are nearly the same, the most that are followed. */
const MOST_SIMILAR = 8

/** Only endpoints that have a word (or nearly one) in common with the call are compared, found by an index of words. */
export function createNearest(endpoints: readonly Endpoint[]): FindNearest {
  const byWord = new Map<string, Endpoint[]>()
  for (const endpoint of endpoints) {
    for (const word of new Set(wordsOf(endpoint.template))) append(byWord, word, endpoint)
  }
  // A word of most endpoints tells as little as `api` does.
  const isTelling = (word: string) =>
    !isPrefixWord(word) && (endpoints.length < 8 || (byWord.get(word)?.length ?? 0) * 2 <= endpoints.length)
  const wordDistance = createWordDistance()
  const similar = new Map<string, readonly string[]>()
  const known = new Map<string, Endpoint | null>()
  return (method, path) => {
    const key = `${method ?? ''} ${formatPath(path)}`
    const before = known.get(key)
    if (before !== undefined) return before
    const nearest = pick(method, path, candidates(path), wordDistance)
    known.set(key, nearest)
    return nearest
  }

  function candidates(path: PathTemplate): Endpoint[] {
    // Rare words tell most.
    const lists = wordsOf(path)
      .filter(isTelling)
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
    // Typing mistakes rarely hit both ends of a word; that spares most comparisons.
    const words = [...byWord.keys()]
      .filter((other) => other[0] === word[0] || other.at(-1) === word.at(-1))
      .filter((other) => editDistance(word, other, limit) <= limit)
      .slice(0, MOST_SIMILAR)
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

/** From 0 for the same word to 1 for another one. */
type WordDistance = (one: string, other: string) => number

/** The same few words are compared again and again. */
function createWordDistance(): WordDistance {
  const known = new Map<string, Map<string, number>>()
  return (one, other) => {
    if (one === other) return 0
    const ofOne = known.get(one) ?? new Map<string, number>()
    known.set(one, ofOne)
    const before = ofOne.get(other)
    if (before !== undefined) return before
    const limit = typoLimit(one)
    const apart = editDistance(one, other, limit)
    // Words that only look unlike are as far apart as words can be.
    const distance = apart > limit ? 1 : (0.6 * apart) / limit
    ofOne.set(other, distance)
    return distance
  }
}

function pick(
  method: HttpMethod | null,
  path: PathTemplate,
  endpoints: readonly Endpoint[],
  wordDistance: WordDistance,
): Endpoint | null {
  const limit = Math.min(FARTHEST, Math.max(1, path.segments.length * FARTHEST_SHARE))
  let best: { endpoint: Endpoint; cost: number } | null = null
  for (const endpoint of endpoints) {
    const apart = pathDistance(path.segments, endpoint.template.segments, limit, wordDistance)
    if (apart > limit) continue
    const cost =
      apart +
      (method === null || endpoint.operation.method === method ? 0 : 0.25) +
      (path.hasSlash === endpoint.template.hasSlash ? 0 : 0.1)
    if (best === null || cost < best.cost) best = { endpoint, cost }
  }
  return best?.endpoint ?? null
}

/** Edit distance over segments; a segment too much or too few counts 1, one that differs up to 1. Given up above `limit`. */
function pathDistance(
  given: readonly Segment[],
  wanted: readonly Segment[],
  limit: number,
  wordDistance: WordDistance,
): number {
  if (Math.abs(given.length - wanted.length) > limit) return limit + 1
  let row = wanted.map((_, at) => at)
  row.push(wanted.length)
  for (let at = 0; at < given.length; at += 1) {
    const next = [at + 1]
    let least = at + 1
    for (let to = 0; to < wanted.length; to += 1) {
      const change = segmentDistance(given[at], wanted[to], wordDistance)
      const value = Math.min((row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1, (row[to] ?? 0) + change)
      next.push(value)
      least = Math.min(least, value)
    }
    if (least > limit) return limit + 1
    row = next
  }
  return row[wanted.length] ?? limit + 1
}

function segmentDistance(given: Segment | undefined, wanted: Segment | undefined, wordDistance: WordDistance): number {
  if (given?.kind === 'literal' && wanted?.kind === 'literal') return wordDistance(given.text, wanted.text)
  return given?.kind === 'literal' || wanted?.kind === 'literal' ? 0.8 : 0
}
