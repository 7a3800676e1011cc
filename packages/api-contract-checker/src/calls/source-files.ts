import { existsSync, readFileSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import picomatch from 'picomatch'
import type { SkippedFile } from './api-call.ts'

/** A source file of the frontend, read but not yet parsed. */
export interface SourceText {
  /** Absolute path. */
  path: string
  text: string
}

export interface SourceFileOptions {
  /** Folder, or one file, absolute. */
  root: string
  /** Globs (below the root) that bring files back which are left out by default. */
  include: readonly string[]
  /** Globs (below the root) to leave out. */
  exclude: readonly string[]
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

/** `src/**`, `./src/**`, `/src`, `src/` and `src` all mean what one would expect of them, `legacy*` files and folders. */
function toMatcher(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false
  const patterns = globs.flatMap((glob) => {
    const clean = glob.replace(/^\.?\//, '').replace(/\/$/, '')
    const anywhere = clean.includes('/') || glob.startsWith('/') ? [clean] : [clean, `**/${clean}`]
    return anywhere.flatMap((one) => [one, `${one}/**`])
  })
  return picomatch(patterns, { dot: true })
}

/** Tells what `--exclude` names, by its absolute path. */
export function excludedBelow(root: string, exclude: readonly string[]): (path: string) => boolean {
  const matches = toMatcher(exclude)
  return (path) => path.startsWith(root + sep) && matches(relative(root, path).split(sep).join('/'))
}

/** Every source file below the root, in the order of their paths. Nothing in here throws for a single bad file. */
export function findSources(options: SourceFileOptions): FoundSources {
  const found: FoundSources = { files: [], skipped: [] }
  const walk = new Walk(options, found)
  if (statSync(options.root).isDirectory()) {
    const above = gitignoresAbove(options.root)
    // Who asks for a folder that git ignores (a checkout inside of another repository) wants what is in it.
    walk.folder(options.root, isIgnored(`${options.root}/`, above) ? [] : above)
  } else walk.read(options.root)
  found.files.sort((a, b) => (a.path < b.path ? -1 : 1))
  found.skipped.sort((a, b) => (a.path < b.path ? -1 : 1))
  return found
}

interface Gitignore {
  folder: string
  rules: Ignore
}

class Walk {
  readonly #options: SourceFileOptions
  readonly #found: FoundSources
  readonly #isIncluded: (path: string) => boolean
  readonly #isExcluded: (path: string) => boolean
  readonly #isLeftOut = picomatch(leftOut, { dot: true })
  readonly #visited = new Set<string>()
  readonly #realRoot: string

  constructor(options: SourceFileOptions, found: FoundSources) {
    this.#options = options
    this.#found = found
    this.#isIncluded = toMatcher(options.include)
    this.#isExcluded = toMatcher(options.exclude)
    this.#realRoot = realpathSync(options.root)
  }

  folder(folder: string, inherited: readonly Gitignore[]): void {
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

  #entry(path: string, entry: Dirent, ignores: readonly Gitignore[]): void {
    const kind = entry.isSymbolicLink() ? this.#attempt(path, () => statSync(path)) : entry
    if (!kind || (entry.isSymbolicLink() && this.#isBelowRoot(path))) return
    const below = relative(this.#options.root, path).split(sep).join('/')
    if (kind.isDirectory()) {
      if (neverEntered.has(entry.name)) return
      if (this.#isExcluded(`${below}/x`)) return
      // With `include` a file deep inside an ignored folder may be wanted: only then is it entered.
      if (this.#options.include.length === 0 && (isIgnored(`${path}/`, ignores) || this.#isLeftOut(`${below}/x`)))
        return
      this.folder(path, ignores)
    } else if (kind.isFile() && extensions.has(extensionOf(path)) && this.#isWanted(path, below, ignores))
      this.read(path)
  }

  /** A link to something below the root: it is found where it lies. */
  #isBelowRoot(link: string): boolean {
    const real = this.#attempt(link, () => realpathSync(link))
    return real !== null && real.startsWith(this.#realRoot + sep)
  }

  #isWanted(path: string, below: string, ignores: readonly Gitignore[]): boolean {
    if (this.#isExcluded(below)) return false
    if (this.#isIncluded(below)) return true
    if (/\.d\.[cm]?ts$/.test(below)) return false
    return !this.#isLeftOut(below) && !isIgnored(path, ignores)
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
    return { reason: `larger than ${megabytes(maxFileBytes)} MB (${megabytes(size)} MB): not read as source` }
  const bytes = readFileSync(path)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) }
  if (bytes.includes(0)) return { reason: 'binary: not read as source' }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { reason: 'not UTF-8: save it as UTF-8 to have it read' }
  }
  if (text.length > minifiedFrom && text.length / (countLines(text) || 1) > minifiedLineLength)
    return { reason: 'minified: the output of a build, not its source' }
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
  if (code === 'EACCES' || code === 'EPERM') return 'unreadable: permission denied'
  if (code === 'ELOOP') return 'a symbolic link that leads to itself'
  if (code === 'ENOENT') return 'a symbolic link that leads nowhere'
  return `unreadable: ${(error as Error).message}`
}

function readGitignore(folder: string): Gitignore | null {
  try {
    return { folder, rules: ignore().add(readFileSync(join(folder, '.gitignore'), 'utf8')) }
  } catch {
    return null
  }
}

/** The `.gitignore` files between the root and the top of its repository; none outside a repository. */
function gitignoresAbove(root: string): Gitignore[] {
  const top = repositoryOf(root)
  if (top === null) return []
  const found: Gitignore[] = []
  for (let folder = dirname(root); folder.length >= top.length; folder = dirname(folder)) {
    const rules = readGitignore(folder)
    if (rules) found.unshift(rules)
    if (folder === dirname(folder)) break
  }
  return found
}

function isIgnored(path: string, ignores: readonly Gitignore[]): boolean {
  // The innermost file that says anything about a path decides.
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
function repositoryOf(path: string): string | null {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (folder === dirname(folder)) return null
  }
}

/** How files are named in the report: relative to the repository, or to the package, or to the given path; with `/`. */
export function namingBase(root: string): string {
  const repository = repositoryOf(root)
  if (repository !== null) return repository
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) break
  }
  return statSync(root).isDirectory() ? root : dirname(root)
}

export function displayPath(path: string, base: string): string {
  return relative(base, path).split(sep).join('/')
}

export function toSkippedFiles(skipped: readonly { path: string; reason: string }[], base: string): SkippedFile[] {
  return skipped.map(({ path, reason }) => ({ file: displayPath(path, base) || '.', reason }))
}
