import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'

/** What one file of git says to leave out, below a folder. */
export interface GitIgnore {
  folder: string
  rules: Ignore
}

/** The folder's own `.gitignore`; `null` where there is none. */
export function readGitignore(folder: string): GitIgnore | null {
  return readRules(join(folder, '.gitignore'), folder)
}

/**
 * What holds for a root before its own `.gitignore`: the repository's `.git/info/exclude` first, then the `.gitignore`
 * files from its top down. None outside a repository.
 */
export function gitIgnoresAbove(root: string): GitIgnore[] {
  const top = repositoryOf(root)
  if (top === null) return []
  const found: GitIgnore[] = []
  for (let folder = dirname(root); folder.length >= top.length; folder = dirname(folder)) {
    const rules = readGitignore(folder)
    if (rules) found.unshift(rules)
    if (folder === dirname(folder)) break
  }
  const own = readRules(join(sharedGitFolder(join(top, '.git')), 'info', 'exclude'), top)
  return own === null ? found : [own, ...found]
}

/** The innermost file that says anything about a path decides. A folder's path ends in a slash. */
export function isIgnored(path: string, ignores: readonly GitIgnore[]): boolean {
  for (const { folder, rules } of ignores.toReversed()) {
    const below = relative(folder, path).split(sep).join('/') + (path.endsWith('/') ? '/' : '')
    if (below.startsWith('..') || below === '/' || below === '') continue
    const verdict = rules.test(below)
    if (verdict.ignored) return true
    if (verdict.unignored) return false
  }
  return false
}

/** The nearest folder upward that holds `.git`; `null` for none. */
export function repositoryOf(path: string): string | null {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (folder === dirname(folder)) return null
  }
}

function readRules(path: string, folder: string): GitIgnore | null {
  try {
    return { folder, rules: ignore().add(readFileSync(path, 'utf8')) }
  } catch {
    return null
  }
}

/** In a working tree that was added, `.git` is a file that says where it is, and that folder says where the shared one is. */
function sharedGitFolder(git: string): string {
  try {
    if (statSync(git).isDirectory()) return git
    const [, named = ''] = /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8')) ?? []
    const own = resolve(dirname(git), named.trim())
    const common = join(own, 'commondir')
    return existsSync(common) ? resolve(own, readFileSync(common, 'utf8').trim()) : own
  } catch {
    return git
  }
}
