import { dirname, join, resolve, sep } from 'node:path'
import { say } from '../../language/phrases.ts'
import type { ts } from '../syntax/compiler.ts'
import { svelteComponentScript, vueScript } from '../syntax/component-script.ts'
import { parseSource, type ParsedSource } from '../syntax/parse-source.ts'
import { extensionOf, readSource, type SourceText } from '../source-files.ts'
import { findAutoImports, hasAutoImports, type AutoImports } from './auto-imports.ts'
import { findNestedAliases, findPathAliases, type PathAlias } from './path-aliases.ts'
import { Surroundings } from './surroundings.ts'

/** Suffixes tried behind an import, in the order in which Vite and webpack try them: of twins `x.js` and `x.ts` the first. */
const suffixes = ['', '.mjs', '.js', '.mts', '.ts', '.jsx', '.tsx', '.vue', '.svelte', '.cjs', '.cts']
/** Importable, but only by their whole name. */
const dataExtension = '.json'
const indexFiles = suffixes.slice(1).map((suffix) => `${sep}index${suffix}`)
/** TypeScript sources import `./x.js` and mean `./x.ts`. */
const sourceOfOutput: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
  '.jsx': ['.tsx'],
}

/** The frontend's files, each parsed when it is first asked for, and the paths between them. */
export class Project {
  readonly root: string
  readonly files: ReadonlyMap<string, SourceText>
  /** All beside the sources that what is found depends on. */
  readonly around = new Surroundings()
  /** Files that could not be parsed or only in part: path → reason. */
  readonly faults = new Map<string, string>()
  /** Whether the build adds imports by itself. */
  readonly hasAutoImports: boolean
  readonly #aliases: PathAlias[]
  /** Aliases that hold below a folder with a configuration of its own, its parents' behind them. */
  readonly #nested = new Map<string, readonly PathAlias[]>()
  #autoImports: AutoImports | null = null
  readonly #parsed = new Map<string, ParsedSource | null>()
  readonly #paths = new WeakMap<ts.SourceFile, string>()
  readonly #resolved = new Map<string, string[]>()
  readonly #maxFileBytes: number
  /** Called once for each file when it is parsed. */
  onParse: ((path: string, parsed: ParsedSource) => void) | null = null

  constructor(root: string, files: readonly SourceText[], maxFileBytes: number) {
    this.root = root
    this.files = new Map(files.map((file) => [file.path, file]))
    this.#aliases = findPathAliases(this.around, this.files.has(root) ? dirname(root) : root)
    this.#maxFileBytes = maxFileBytes
    this.hasAutoImports = hasAutoImports(this.around, root)
  }

  /** Whether a specifier is an alias as it stands, and not what lies below one. */
  isWholeAlias(specifier: string): boolean {
    return this.#aliases.some(({ exact, prefix }) => exact && prefix === specifier)
  }

  /** Where a name that nothing declares or imports comes from. */
  autoImport(name: string): { path: string; imported: string } | undefined {
    if (!this.hasAutoImports) return undefined
    this.#autoImports ??= findAutoImports(this.files.values())
    return this.#autoImports.get(name)
  }

  pathOf(source: ts.SourceFile): string {
    return this.#paths.get(source) ?? source.fileName
  }

  isParsed(path: string): boolean {
    return this.#parsed.has(path)
  }

  /** Sources parsed so far. */
  *parsedSources(): Generator<[string, ParsedSource]> {
    for (const [path, parsed] of this.#parsed) if (parsed) yield [path, parsed]
  }

  /** The syntax tree of a file; `null` where there is none or it cannot be parsed. */
  parse(path: string): ParsedSource | null {
    const known = this.#parsed.get(path)
    if (known !== undefined) return known
    const parsed = this.#parseNow(path)
    this.#parsed.set(path, parsed)
    if (parsed) {
      this.#paths.set(parsed.source, path)
      this.onParse?.(path, parsed)
    }
    return parsed
  }

  #parseNow(path: string): ParsedSource | null {
    const text = this.files.get(path)?.text ?? this.#readOutside(path)
    if (text === null) return null
    try {
      const script = scriptOf(path, text)
      const parsed = parseSource(path, script.text, script.extension)
      if (parsed.errors > 0) this.faults.set(path, readInPart(parsed.errors))
      return parsed
    } catch (error) {
      const [reason = ''] = (error as Error).message.split('\n')
      this.faults.set(path, say('could not be parsed: {error}', { error: reason }))
      return null
    }
  }

  /** A file beside the frontend (shared constants of a workspace): read when an import leads there. */
  #readOutside(path: string): string | null {
    if (path.includes(`${sep}node_modules${sep}`)) return null
    try {
      this.around.readText(path)
      const read = readSource(path, this.#maxFileBytes)
      return 'text' in read ? read.text : null
    } catch {
      return null
    }
  }

  /**
   * Files that an import may mean, best first: more than one where `x.js` and `x.ts` stand side by side.
   * Empty for packages and for what does not exist.
   */
  resolveImport(from: string, specifier: string): readonly string[] {
    const clean = specifier.replace(/(?<=.)[?#].*$/, '')
    const folder = dirname(from)
    // Only below a configuration of its own does a name mean something else.
    const isOwn = clean.startsWith('.') || this.#aliasesIn(folder) !== this.#aliases
    const key = isOwn ? `${folder}\0${clean}` : clean
    let known = this.#resolved.get(key)
    if (!known) {
      known = this.#resolveNow(from, clean)
      this.#resolved.set(key, known)
    }
    return known
  }

  #resolveNow(from: string, specifier: string): string[] {
    if (specifier.startsWith('.')) return this.#candidates(resolve(dirname(from), specifier))
    const found: string[] = []
    for (const alias of this.#aliasesIn(dirname(from))) {
      if (alias.exact ? specifier !== alias.prefix : !specifier.startsWith(alias.prefix)) continue
      for (const target of alias.targets) {
        found.push(...this.#candidates(alias.exact ? target : join(target, specifier.slice(alias.prefix.length))))
        if (found.length > 0) return found
      }
    }
    if (specifier.startsWith('/')) return this.#candidates(join(this.root, specifier))
    return found
  }

  #aliasesIn(folder: string): readonly PathAlias[] {
    if (!folder.startsWith(this.root + sep)) return this.#aliases
    const known = this.#nested.get(folder)
    if (known) return known
    const inherited = this.#aliasesIn(dirname(folder))
    const isConfigured = this.around.configs(folder).length > 0
    const aliases = isConfigured ? [...findNestedAliases(this.around, folder), ...inherited] : inherited
    this.#nested.set(folder, aliases)
    return aliases
  }

  #candidates(base: string): string[] {
    const extension = extensionOf(base)
    const stem = extension === '' ? base : base.slice(0, -extension.length)
    const tried = [
      ...suffixes.map((suffix) => base + suffix),
      ...(sourceOfOutput[extension] ?? []).map((source) => stem + source),
      ...indexFiles.map((index) => base + index),
    ]
    return tried.filter((path) => this.#isFile(path))
  }

  #isFile(path: string): boolean {
    if (this.files.has(path)) return true
    if (path.startsWith(this.root + sep) && path.includes(`${sep}node_modules${sep}`)) return false
    const extension = extensionOf(path)
    if ((!suffixes.includes(extension) || extension === '') && extension !== dataExtension) return false
    return this.around.isFile(path)
  }
}

function readInPart(count: number): string {
  return count > 1
    ? say('{#count} syntax errors: read as far as possible', { count })
    : say('1 syntax error: read as far as possible')
}

function scriptOf(path: string, text: string): { text: string; extension: string } {
  const extension = extensionOf(path)
  if (extension === '.vue') return vueScript(path, text)
  if (extension === '.svelte') return svelteComponentScript(text)
  // A JSON module is its default export.
  if (extension === dataExtension) return { text: `export default ${text}`, extension: '.js' }
  return { text, extension }
}
