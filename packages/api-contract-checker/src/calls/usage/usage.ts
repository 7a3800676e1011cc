import { append } from '../../append.ts'
import { escapePattern } from '../syntax/escape-pattern.ts'
import { dirname, resolve } from 'node:path'
import picomatch from 'picomatch'
import { moduleWord, specifierWord } from '../modules/module-word.ts'
import type { Project } from '../modules/project.ts'
import { ts } from '../syntax/compiler.ts'
import { holderOf, type Holder } from './exported-holder.ts'
import { findUses, type Uses } from './find-uses.ts'
import { scanImports, type ScannedImport } from './import-scan.ts'

/** Exports that a framework calls by their place or name, not by an import. */
const entryPlaces =
  /(?:^|[\\/])(?:pages|routes|layouts|middleware|plugins|server|boot|app)[\\/]|(?:^|[\\/])(?:main|index|App|app|entry[\w-]*)\.[cm]?[jt]sx?$/
const entryNames = new Set([
  'load',
  'actions',
  'loader',
  'action',
  'getServerSideProps',
  'getStaticProps',
  'getStaticPaths',
  'handle',
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
])

interface Importer {
  importer: string
  one: ScannedImport
}

/** Tells whether exported code is used by anything in the project. Built once for a run, filled as it is asked. */
export class Usage {
  readonly #project: Project
  readonly #imports = new Map<string, ScannedImport[]>()
  /** Files by the last word of a specifier that they import. */
  readonly #importersByWord = new Map<string, Set<string>>()
  /** Files that bundlers bring in by a pattern: nobody can tell what is used of them. */
  readonly #globs: ((path: string) => boolean)[] = []
  readonly #homeUses = new Map<ts.SourceFile, Uses>()
  readonly #importers = new Map<string, ReadonlyMap<string, readonly Importer[]>>()
  readonly #answers = new Map<string, boolean>()

  constructor(project: Project) {
    this.#project = project
    for (const { path, text } of project.files.values()) {
      const { imports, globs } = scanImports(text)
      for (const glob of globs) this.#globs.push(globMatcher(project, path, glob))
      this.#imports.set(path, imports)
      for (const { specifier } of imports) {
        const word = this.#wordOf(path, specifier)
        const files = this.#importersByWord.get(word)
        if (files) files.add(path)
        else this.#importersByWord.set(word, new Set([path]))
      }
    }
  }

  /** The word by which an import names its module; of a whole package of the workspace that of its entry. */
  #wordOf(importer: string, specifier: string): string {
    const [entry] = this.#project.isWholeAlias(specifier) ? this.#project.resolveImport(importer, specifier) : []
    return entry === undefined ? specifierWord(importer, specifier) : moduleWord(entry)
  }

  /** True where a request stands in exported code that nothing imports or calls. Doubt counts as use. */
  isUncalled(node: ts.Node): boolean {
    const path = this.#project.pathOf(node.getSourceFile())
    if (!this.#project.files.has(path) || /\.(?:vue|svelte)$/.test(path)) return false
    // Where a member decides the URL (`get resourceName()`), others of its class send the request.
    const holder = holderOf(ts.isClassElement(node) ? node.parent : node)
    return holder !== null && !this.#isUsed(path, holder)
  }

  #isUsed(path: string, holder: Holder): boolean {
    const key = `${path}\0${holder.local}\0${holder.exported.join()}\0${holder.member}`
    const known = this.#answers.get(key)
    if (known !== undefined) return known
    const answer = this.#decide(path, holder)
    this.#answers.set(key, answer)
    return answer
  }

  #decide(path: string, holder: Holder): boolean {
    const { local, exported, member } = holder
    if (exported.length === 0) return true
    if (this.#globs.some((matches) => matches(path))) return true
    if (exported.includes('default') && entryPlaces.test(path)) return true
    if (exported.some((name) => entryNames.has(name))) return true
    if (this.#isUsedAtHome(path, local, member)) return true
    if (this.#project.hasAutoImports && local !== null && this.#isNamedAnywhere(path, local)) return true
    return this.#isImported(path, holder)
  }

  /** Whether its own file uses it, beside declaring and exporting it. */
  #isUsedAtHome(path: string, local: string | null, member: string | null): boolean {
    const source = this.#project.parse(path)?.source
    if (!source) return true
    let uses = this.#homeUses.get(source)
    if (!uses) {
      uses = findUses(source)
      this.#homeUses.set(source, uses)
    }
    if (member === null) return local !== null && uses.names.has(local)
    if (uses.members.has(member)) return true
    // `export const service = new Service()`: whoever imports the instance calls its methods.
    return local !== null && uses.names.has(local) && this.#isMemberNamedAnywhere(path, member)
  }

  #isMemberNamedAnywhere(own: string, member: string): boolean {
    for (const { path, text } of this.#project.files.values()) if (path !== own && isMember(text, member)) return true
    return false
  }

  #isNamedAnywhere(own: string, name: string): boolean {
    const word = wordPattern(name)
    for (const { path, text } of this.#project.files.values())
      if (path !== own && text.includes(name) && word.test(text)) return true
    return false
  }

  #isImported(path: string, holder: Holder, seen = new Set<string>()): boolean {
    return holder.exported.some((name) => this.#isNameImported(path, name, holder.member, seen))
  }

  #isNameImported(path: string, name: string, member: string | null, seen: Set<string>): boolean {
    const key = `${path}\0${name}`
    if (seen.has(key)) return false
    seen.add(key)
    const importers = this.#importersOf(path)
    return [...(importers.get(name) ?? []), ...(importers.get('*') ?? [])].some(({ importer, one }) =>
      this.#usesName(importer, one, name, member, seen),
    )
  }

  /** The imports of a file, by the names that they ask for: looked up once a file, not once for each of its exports. */
  #importersOf(path: string): ReadonlyMap<string, readonly Importer[]> {
    const known = this.#importers.get(path)
    if (known) return known
    const byName = new Map<string, Importer[]>()
    this.#importers.set(path, byName)
    for (const importer of this.#importersByWord.get(moduleWord(path)) ?? []) {
      if (importer === path) continue
      for (const one of this.#imports.get(importer) ?? []) {
        if (this.#wordOf(importer, one.specifier) !== moduleWord(path)) continue
        if (!this.#project.resolveImport(importer, one.specifier).includes(path)) continue
        for (const imported of new Set(one.names.map((item) => item.imported)))
          append(byName, imported, { importer, one })
      }
    }
    return byName
  }

  #usesName(importer: string, one: ScannedImport, name: string, member: string | null, seen: Set<string>): boolean {
    const text = this.#project.files.get(importer)?.text ?? ''
    for (const { imported, local } of one.names) {
      if (imported === '*') {
        if (
          one.isReexport
            ? this.#isNameImported(importer, local === '' ? name : local, local === '' ? member : name, seen)
            : isNamespaceUse(text, local, name)
        )
          return true
      } else if (imported === name) {
        if (
          one.isReexport
            ? this.#isNameImported(importer, local, member, seen)
            : member === null ||
              isMember(text, member) ||
              isPassedOn(text, local) ||
              (isConstructed(text, local) && this.#isMemberNamedAnywhere(importer, member))
        )
          return true
      }
    }
    // An import that is exported again by its local name: `import x from './x'; export { x }`.
    const handedOn = one.names.find(
      ({ imported, local }) =>
        imported === name &&
        !one.isReexport &&
        new RegExp(`export\\s*(?:default\\s+${escapePattern(local)}\\b|\\{[^}]*\\b${escapePattern(local)}\\b)`).test(
          text,
        ),
    )
    return handedOn !== undefined && this.#isNameImported(importer, handedOn.local, member, seen)
  }
}

/** A pattern of a bundler (`./api/*.ts`, `@/api/**`, `/src/api/*`), as a test of paths. */
function globMatcher(project: Project, importer: string, glob: string): (path: string) => boolean {
  if (glob.startsWith('!')) return () => false
  // Behind an alias the pattern may lie in any folder: its end is what is asked for.
  const pattern = glob.startsWith('.')
    ? resolve(dirname(importer), glob)
    : glob.startsWith('/')
      ? `${project.root}/**${glob}`
      : glob.replace(/^[^/]*\//, '**/')
  const matches = picomatch(pattern.replaceAll('\\', '/'))
  return (path) => matches(path.replaceAll('\\', '/'))
}

function isMember(text: string, member: string): boolean {
  if (!text.includes(member)) return false
  return new RegExp(
    `\\.\\s*${escapePattern(member)}(?![\\w$])|[{,]\\s*${escapePattern(member)}\\s*[,}:=][^=]*\\}?\\s*=?`,
  ).test(text)
}

function isNamespaceUse(text: string, local: string, name: string): boolean {
  if (local === '') return name === 'default' || text.includes(name)
  return (
    new RegExp(`(?<![\\w$])${escapePattern(local)}\\s*\\??\\.\\s*${escapePattern(name)}(?![\\w$])`).test(text) ||
    isPassedOn(text, local)
  )
}

function isConstructed(text: string, local: string): boolean {
  return text.includes(local) && new RegExp(`\\bnew\\s+${escapePattern(local)}(?![\\w$])`).test(text)
}

/** Whether an object is handed on whole: then anybody may call any member of it. */
function isPassedOn(text: string, local: string): boolean {
  if (!text.includes(local)) return false
  const mention = new RegExp(
    `(?<![\\w$.'"/])${escapePattern(local)}(?![\\w$'"/])(?!\\s*\\??[.(:])(?!\\s*(?:,|\\}|from)[^\\n]*from)`,
    'g',
  )
  for (const { index } of text.matchAll(mention)) {
    const line = text.slice(text.lastIndexOf('\n', index) + 1, index)
    if (!/^\s*(?:import\b|[\w$\s,]*$)/.test(line) || !isInImport(text, index)) return true
  }
  return false
}

/** Whether a place lies inside of an import statement. */
function isInImport(text: string, index: number): boolean {
  const start = Math.max(text.lastIndexOf('import', index), 0)
  return /^import\b[^;'"]*$/.test(text.slice(start, index))
}

function wordPattern(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${escapePattern(name)}(?![\\w$])`)
}
