import { parsePath, type Segment } from './path-template.ts'

/** A prefix as it is compared: a slash in front, none at the end; '' for the root. */
export function normalizePrefix(prefix: string): string {
  const inner = prefix.trim().replaceAll(/^\/+|\/+$/g, '')
  return inner === '' ? '' : `/${inner.replaceAll(/\/{2,}/g, '/')}`
}

/** Whether a path lies below a prefix, whole segments compared. */
export function isBelow(path: string, prefix: string): boolean {
  return prefix === '' || path === prefix || path.startsWith(`${prefix}/`)
}

export function withoutPrefix(path: string, prefix: string): string {
  return path.slice(prefix.length) || '/'
}

export function joinPaths(prefix: string, path: string): string {
  if (prefix === '') return path.startsWith('/') ? path : `/${path}`
  if (path === '' || path === '/') return path === '' ? prefix : `${prefix}/`
  return `${prefix}${path.startsWith('/') ? '' : '/'}${path}`
}

/** `/api/v1` → `/api`, `/api/v1`. */
export function prefixesOf(path: string, most = Number.POSITIVE_INFINITY): string[] {
  return prefixesIn(parsePath(path).segments, most)
}

function prefixesIn(segments: readonly Segment[], most: number): string[] {
  const prefixes: string[] = []
  for (const segment of segments) {
    if (segment.kind !== 'literal' || prefixes.length >= most) break
    prefixes.push(`${prefixes.at(-1) ?? ''}/${segment.text}`)
  }
  return prefixes
}

/** Words that stand in front of whole APIs, by what the world has agreed on. */
const PREFIX_WORD = /^(?:apis?|rest|v\d+(?:\.\d+)*|backend|server|services?|gateway|proxy)$/i
/** A prefix of another name must have so many different words behind it, or it is one resource. */
const FEWEST_BEHIND = 3

/**
 * Prefixes that at least `share` of the paths have and that look like prefixes of an API: by their words, or by what lies
 * behind them. `/api/lessons` is none, though many paths begin with it: else `/lesson/my/` would be right for `/lessons/my/`.
 */
export function sharedPrefixes(paths: readonly string[], share: number, most = 3): string[] {
  const found = new Map<string, { count: number; behind: Set<string> }>()
  for (const path of paths) {
    const { segments } = parsePath(path)
    for (const [at, prefix] of prefixesIn(segments, Math.min(most, segments.length - 1)).entries()) {
      const seen = found.get(prefix) ?? { count: 0, behind: new Set<string>() }
      const next = segments[at + 1]
      if (next?.kind === 'literal') seen.behind.add(next.text)
      found.set(prefix, { count: seen.count + 1, behind: seen.behind })
    }
  }
  return [...found]
    .filter(([, { count }]) => count >= Math.max(1, paths.length * share))
    .filter(([prefix, { behind }]) => behind.size >= FEWEST_BEHIND || isConventional(prefix))
    .map(([prefix]) => prefix)
}

function isConventional(prefix: string): boolean {
  return prefix.split('/').slice(1).every(isPrefixWord)
}

/** `api`, `v1` and their like: words that say nothing about a resource. */
export function isPrefixWord(word: string): boolean {
  return PREFIX_WORD.test(word)
}
