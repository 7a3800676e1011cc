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
    reaches(path.segments, template.segments, isOpenInFront)
}

function isPrefixWord(word: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => prefix.split('/').includes(word))
}

/** A hole may hold nothing, one segment, or several; so may what is open in front. */
function reaches(given: readonly Segment[], wanted: readonly Segment[], isOpen: boolean): boolean {
  // How many segments of the endpoint those of the call so far may be.
  let lengths = isOpen ? from(0, wanted.length) : [0]
  for (const segment of given) {
    const [least] = lengths
    if (least === undefined) return false
    lengths =
      segment.kind === 'hole'
        ? from(least, wanted.length)
        : lengths.filter((at) => agrees(segment, wanted[at])).map((at) => at + 1)
  }
  return lengths.at(-1) === wanted.length
}

function from(least: number, most: number): number[] {
  return Array.from({ length: most - least + 1 }, (_, at) => least + at)
}

function agrees(given: Segment, wanted: Segment | undefined): boolean {
  if (wanted === undefined) return false
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
