import { formatSegment, parsePath, type Segment } from './path-template.ts'
import type { Endpoint } from './endpoint.ts'

/**
 * Whether a URL of which only `known` is known may lead to an endpoint. Its holes may hold anything, slashes too; so does
 * what stands in front of a client with an unknown base. Says no where nothing but prefixes is known: such a call may
 * reach everything, which tells nothing.
 */
export function createMayReach(
  known: string,
  isOpenInFront: boolean,
  prefixes: readonly string[],
): (endpoint: Endpoint) => boolean {
  const path = parsePath(known)
  const telling = path.segments.filter((segment) => segment.kind === 'literal' && !isPrefixWord(segment.text, prefixes))
  if (telling.length === 0) return () => false
  const words = new Set(telling.map(formatSegment))
  return ({ template }) =>
    template.segments.some((segment) => segment.kind === 'literal' && words.has(segment.text)) &&
    reaches(path.segments, 0, template.segments, 0, isOpenInFront)
}

function isPrefixWord(word: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => prefix.split('/').includes(word))
}

function reaches(
  given: readonly Segment[],
  at: number,
  wanted: readonly Segment[],
  to: number,
  isOpen: boolean,
): boolean {
  const segment = given[at]
  if (segment === undefined) return to === wanted.length
  const isWild = segment.kind === 'hole'
  if (isOpen && to < wanted.length && reaches(given, at, wanted, to + 1, true)) return true
  const other = wanted[to]
  if (isWild) {
    // A hole may hold nothing, one segment, or several.
    return (
      reaches(given, at + 1, wanted, to, false) || (other !== undefined && reaches(given, at, wanted, to + 1, false))
    )
  }
  if (other === undefined || !agrees(segment, other)) return false
  return reaches(given, at + 1, wanted, to + 1, false)
}

function agrees(given: Segment, wanted: Segment): boolean {
  if (wanted.kind === 'hole') return true
  if (given.kind === 'literal' && wanted.kind === 'literal') return given.text === wanted.text
  return given.kind === 'mixed' || wanted.kind === 'mixed'
}

/** What is known of a path, with the base path of its client in front. */
export function knownPath(known: string, basePath: string | null): { path: string; isOpenInFront: boolean } {
  const isOpenInFront = basePath === null || known.startsWith('{')
  const path = known.startsWith('/') || known.startsWith('{') ? known : `/${known}`
  return { path: isOpenInFront ? path : `${basePath ?? ''}${path}`, isOpenInFront }
}
