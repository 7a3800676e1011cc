import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { HasPublicFile } from './match/own-file.ts'

/** Folders whose files bundlers and frameworks serve as they are, from the top of the site. */
const PUBLIC_FOLDERS = ['public', 'static', 'www']

/**
 * Looks into the public folders of frontends, each folder read once.
 * @param roots folders of the sources, or single files of them; what is served lies in them or beside them
 */
export function createPublicFiles(roots: readonly string[]): HasPublicFile {
  const namesIn = rememberNames()
  return (frontend, path) => {
    const root = roots[frontend]
    if (root === undefined) return false
    const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.')
    if (segments.length === 0 || segments.includes('..')) return false
    return topsOf(root, segments[0]).some((top) => has(top, segments))
  }

  function has(folder: string, [first, ...rest]: readonly string[]): boolean {
    if (first === undefined) return false
    const wanted = patternOf(first)
    const fits = namesIn(folder).filter((name) => wanted.test(name))
    return rest.length === 0 ? fits.length > 0 : fits.some((name) => has(join(folder, name), rest))
  }
}

/** Of Angular's `src/assets`, the sources themselves are the top of the site. */
function topsOf(root: string, first: string | undefined): string[] {
  const tops = [root, dirname(root)].flatMap((folder) => PUBLIC_FOLDERS.map((name) => join(folder, name)))
  return first === 'assets' ? [root, ...tops] : tops
}

function rememberNames(): (folder: string) => readonly string[] {
  const known = new Map<string, readonly string[]>()
  return (folder) => {
    const names = known.get(folder) ?? readNames(folder)
    known.set(folder, names)
    return names
  }
}

function readNames(folder: string): readonly string[] {
  try {
    return statSync(folder).isDirectory() ? readdirSync(folder) : []
  } catch {
    return []
  }
}

/** `{language}.json` is any file of that kind. */
function patternOf(segment: string): RegExp {
  const words = segment.split(/\{[^{}]*\}/).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${words.join('.+')}$`)
}
