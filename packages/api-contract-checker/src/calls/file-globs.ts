import { existsSync } from 'node:fs'
import { isAbsolute, join, sep } from 'node:path'
import picomatch from 'picomatch'
import { displayPath } from './file-names.ts'

/** Which folder a glob may count from. Absolute paths. */
export interface GlobPlaces {
  root: string
  /** What reports name files from. */
  bases: readonly string[]
}

/** Files that a user names, and whether there were any. */
export interface FileGlobs {
  isEmpty: boolean
  /** @param path absolute */
  matches: (path: string) => boolean
  /** Those that matched nothing so far, as they were written. */
  unmatched: () => string[]
}

/**
 * `src/**`, `./src/**`, `/src`, `src/` and `src` all mean what one would expect of them, `legacy*` files and folders.
 * They count from the root; those that begin with the root's own path, as a report names it or from the top of the
 * file system, mean the same file. What is there under the very name of a glob (`pages/[id].js`) is meant, and no pattern.
 */
export function createFileGlobs(globs: readonly string[], places: GlobPlaces): FileGlobs {
  const left = new Set(globs)
  const matchers = globs.map((glob) => ({ glob, matches: toMatcher(glob, places) }))
  return {
    isEmpty: globs.length === 0,
    matches: (path) => {
      if (matchers.length === 0) return false
      if (path !== places.root && !path.startsWith(places.root + sep)) return false
      const below = displayPath(path, places.root)
      const found = matchers.filter(({ matches }) => matches(below))
      for (const { glob } of found) left.delete(glob)
      return found.length > 0
    },
    unmatched: () => [...left],
  }
}

function toMatcher(glob: string, { root, bases }: GlobPlaces): (below: string) => boolean {
  const written = isAbsolute(glob) ? glob.split(sep).join('/') : glob
  const clean = written.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '')
  const folders = (isAbsolute(glob) ? [...bases, '/'] : bases).map((base) => displayPath(root, base))
  const below = [clean, ...folders.flatMap((folder) => withoutFolder(clean, folder))]
  const named = below.filter((name) => name !== '' && existsSync(join(root, name)))
  const isAnywhere = !clean.includes('/') && !written.startsWith('/')
  const patterns = named.length > 0 ? [] : below.flatMap((one) => [one, `${one}/**`])
  if (isAnywhere && named.length === 0) patterns.push(`**/${clean}`, `**/${clean}/**`)
  const fits = patterns.length > 0 ? picomatch(patterns.map(orAll), { dot: true }) : () => false
  const names = named.length > 0 ? named : [clean]
  return (path) =>
    names.some((name) => path === name || path.startsWith(`${name}/`)) ||
    (isAnywhere && `/${path}/`.includes(`/${clean}/`)) ||
    fits(path)
}

/** A glob that leads to the root itself means all that is below. */
function orAll(pattern: string): string {
  return pattern === '' || pattern === '/**' ? '**' : pattern
}

/** What is left of a glob that begins with a folder's path; nothing for any other. */
function withoutFolder(glob: string, folder: string): string[] {
  if (folder === '') return []
  const segments = glob.split('/')
  const own = folder.split('/')
  const front = segments.slice(0, own.length)
  // `app` is any folder of that name, and `**` has no end: neither begins with the root's path.
  if (segments.length < 2 || segments.length < own.length || front.includes('**')) return []
  const isBelow = own.every((name, at) => name === front[at] || picomatch.isMatch(name, front[at] ?? '', { dot: true }))
  return isBelow ? [segments.slice(own.length).join('/')] : []
}
