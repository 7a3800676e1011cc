import { readFileSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { join, sep } from 'node:path'
import picomatch from 'picomatch'
import { say } from '../language/phrases.ts'
import type { SkippedFile } from './api-call.ts'
import type { FileGlobs } from './file-globs.ts'
import { displayPath } from './file-names.ts'
import { gitIgnoresAbove, isIgnored, readGitignore, type GitIgnore } from './git-ignores.ts'

/** A source file of the frontend, read but not yet parsed. */
export interface SourceText {
  /** Absolute path. */
  path: string
  text: string
}

export interface SourceFileOptions {
  /** Folder, or one file, absolute. */
  root: string
  /** Files to bring back which are left out by default. */
  include: FileGlobs
  /** Files and folders to leave out. */
  exclude: FileGlobs
  /** Files above this are skipped and listed. Bytes. */
  maxFileBytes: number
}

export interface FoundSources {
  files: SourceText[]
  skipped: { path: string; reason: string }[]
}

const extensions = new Set(['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx', '.vue', '.svelte'])

/** Folders that are never the frontend's own source, whatever the globs say. */
const neverEntered = new Set(['node_modules', '.git', '.hg', '.svn'])

/** Left out unless `include` names them: what a browser never runs. */
const leftOut = [
  '**/{dist,build,out,coverage,storybook-static}/**',
  '**/.{nuxt,output,next,svelte-kit,angular,vite,cache,storybook,turbo,vercel}/**',
  '**/{__tests__,__mocks__,__fixtures__,test,tests,e2e,cypress,playwright,mocks,mock,fixtures,msw}/**',
  '**/*.{test,spec,stories,story,mock,mocks,cy,e2e,bench}.*',
  '**/{jest,vitest,vite,vue,nuxt,webpack,rollup,babel,postcss,tailwind,eslint,prettier,svelte,playwright,cypress,karma,rsbuild,next}.config.*',
  '**/{mockServiceWorker,setupTests,test-setup,test-utils}.*',
]

/** Average line above which a large file is taken for a build's output. */
const minifiedLineLength = 500
const minifiedFrom = 50_000

export function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.')
  return dot > path.lastIndexOf(sep) ? path.slice(dot).toLowerCase() : ''
}

/** Every source file below the root, in the order of their paths. Nothing in here throws for a single bad file. */
export function findSources(options: SourceFileOptions): FoundSources {
  const found: FoundSources = { files: [], skipped: [] }
  const walk = new Walk(options, found)
  if (statSync(options.root).isDirectory()) {
    const above = gitIgnoresAbove(options.root)
    // Who asks for a folder that git ignores (a checkout inside of another repository) wants what is in it.
    walk.folder(options.root, isIgnored(`${options.root}/`, above) ? [] : above)
  } else walk.read(options.root)
  found.files.sort((a, b) => (a.path < b.path ? -1 : 1))
  found.skipped.sort((a, b) => (a.path < b.path ? -1 : 1))
  return found
}

class Walk {
  readonly #options: SourceFileOptions
  readonly #found: FoundSources
  readonly #isLeftOut = picomatch(leftOut, { dot: true })
  readonly #visited = new Set<string>()
  readonly #realRoot: string

  constructor(options: SourceFileOptions, found: FoundSources) {
    this.#options = options
    this.#found = found
    this.#realRoot = realpathSync(options.root)
  }

  folder(folder: string, inherited: readonly GitIgnore[]): void {
    // A symbolic link may lead back up: each real folder is entered once.
    const entries = this.#attempt(folder, () => {
      const real = realpathSync(folder)
      if (this.#visited.has(real)) return []
      this.#visited.add(real)
      return readdirSync(folder, { withFileTypes: true })
    })
    if (!entries) return
    const own = entries.some((entry) => entry.name === '.gitignore') ? readGitignore(folder) : null
    const ignores = own ? [...inherited, own] : inherited
    for (const entry of entries) this.#entry(join(folder, entry.name), entry, ignores)
  }

  #entry(path: string, entry: Dirent, ignores: readonly GitIgnore[]): void {
    const kind = entry.isSymbolicLink() ? this.#attempt(path, () => statSync(path)) : entry
    if (!kind || (entry.isSymbolicLink() && this.#isBelowRoot(path))) return
    if (kind.isDirectory()) {
      if (this.#isEntered(path, entry.name, ignores)) this.folder(path, ignores)
    } else if (kind.isFile() && extensions.has(extensionOf(path)) && this.#isWanted(path, ignores)) this.read(path)
  }

  /** A link to something below the root: it is found where it lies. */
  #isBelowRoot(link: string): boolean {
    const real = this.#attempt(link, () => realpathSync(link))
    return real !== null && real.startsWith(this.#realRoot + sep)
  }

  #isEntered(path: string, name: string, ignores: readonly GitIgnore[]): boolean {
    if (neverEntered.has(name) || this.#options.exclude.matches(path)) return false
    // With `include` a file deep inside an ignored folder may be wanted: only then is it entered.
    if (!this.#options.include.isEmpty) return true
    return !isIgnored(`${path}/`, ignores) && !this.#isLeftOut(`${displayPath(path, this.#options.root)}/x`)
  }

  #isWanted(path: string, ignores: readonly GitIgnore[]): boolean {
    const { include, exclude, root } = this.#options
    const isIncluded = include.matches(path)
    if (exclude.matches(path)) return false
    if (isIncluded) return true
    if (/\.d\.[cm]?ts$/.test(path)) return false
    return !this.#isLeftOut(displayPath(path, root)) && !isIgnored(path, ignores)
  }

  read(path: string): void {
    const outcome = this.#attempt(path, () => readSource(path, this.#options.maxFileBytes))
    if (!outcome) return
    if ('reason' in outcome) this.#found.skipped.push({ path, reason: outcome.reason })
    else this.#found.files.push({ path, text: outcome.text })
  }

  #attempt<T>(path: string, read: () => T): T | null {
    try {
      return read()
    } catch (error) {
      this.#found.skipped.push({ path, reason: readErrorReason(error) })
      return null
    }
  }
}

/** Reads one source file, or says why it is none. Throws only what the file system throws. */
export function readSource(path: string, maxFileBytes: number): { text: string } | { reason: string } {
  const { size } = statSync(path)
  if (size > maxFileBytes)
    return {
      reason: say('larger than {#most} MB ({#size} MB): not read as source', {
        most: megabytes(maxFileBytes),
        size: megabytes(size),
      }),
    }
  const bytes = readFileSync(path)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) }
  if (bytes.includes(0)) return { reason: say('binary: not read as source') }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { reason: say('not UTF-8: save it as UTF-8 to have it read') }
  }
  if (text.length > minifiedFrom && text.length / (countLines(text) || 1) > minifiedLineLength)
    return { reason: say('minified: the output of a build, not its source') }
  return { text }
}

function countLines(text: string): number {
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}

function readErrorReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EACCES' || code === 'EPERM') return say('unreadable: permission denied')
  if (code === 'ELOOP') return say('a symbolic link that leads to itself')
  if (code === 'ENOENT') return say('a symbolic link that leads nowhere')
  return say('unreadable: {error}', { error: (error as Error).message })
}

export function toSkippedFiles(skipped: readonly { path: string; reason: string }[], base: string): SkippedFile[] {
  return skipped.map(({ path, reason }) => ({ file: displayPath(path, base) || '.', reason }))
}
