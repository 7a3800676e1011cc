import { readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { sha256 } from '../../sha256.ts'

/** What can be asked of a folder; nothing else that changes in it is of interest. */
type Question = 'sources' | 'configs' | 'folders'

/** Something beside the sources that a result depends on. */
export interface Dependency {
  path: string
  /** A file's text, whether something is there, or the names in a folder that answer a question. */
  of: 'text' | 'entry' | Question
  hash: string
}

type Entries = ReadonlyMap<string, 'file' | 'folder'>

export const bundlerConfig =
  /^(?:(?:vite|vitest|vue|nuxt|svelte|rsbuild|astro|quasar|craco)[\w.-]*\.config\.[cm]?[jt]s|webpack[\w.-]*\.[cm]?[jt]s)$/
export const typescriptConfig = /^[jt]sconfig[\w.-]*\.json$/
const source = /\.(?:[cm]?[jt]sx?|vue|svelte)$/i

const answers: Readonly<Record<Question, (name: string, kind: 'file' | 'folder') => boolean>> = {
  sources: (name, kind) => kind === 'file' && source.test(name),
  configs: (name) => name === 'package.json' || typescriptConfig.test(name) || bundlerConfig.test(name),
  folders: (name, kind) => kind === 'folder' && name !== 'node_modules' && !name.startsWith('.'),
}

/**
 * The files around the sources: configuration, other packages, what imports may mean. Every folder is listed once, and all
 * that was asked for is remembered, so that a cache can tell whether any of it has changed (or has come to be).
 */
export class Surroundings {
  readonly #folders = new Map<string, Entries>()
  readonly #asked = new Map<string, Dependency>()
  readonly #texts = new Map<string, string | null>()

  /** Names of the files in a folder that say what imports mean, sorted; none where there is no folder. */
  configs(folder: string): string[] {
    return this.#names(folder, 'configs')
  }

  folders(folder: string): string[] {
    return this.#names(folder, 'folders')
  }

  isFile(path: string): boolean {
    const entries = this.#entries(dirname(path))
    if (source.test(path)) this.#note(dirname(path), 'sources', entries)
    else this.#note(path, 'entry', entries)
    return entries.get(basename(path)) === 'file'
  }

  exists(path: string): boolean {
    const entries = this.#entries(dirname(path))
    this.#note(path, 'entry', entries)
    return entries.has(basename(path))
  }

  /** `null` of what cannot be read. */
  readText(path: string): string | null {
    const known = this.#texts.get(path)
    if (known !== undefined) return known
    const text = textOf(path)
    this.#texts.set(path, text)
    return text
  }

  dependencies(): Dependency[] {
    const texts = [...this.#texts].map(([path, text]): Dependency => ({ path, of: 'text', hash: sha256(text ?? '') }))
    return [...texts, ...this.#asked.values()]
  }

  #names(folder: string, question: Question): string[] {
    const entries = this.#entries(folder)
    this.#note(folder, question, entries)
    return namesIn(entries, question)
  }

  #note(path: string, of: 'entry' | Question, entries: Entries): void {
    const key = `${of}\0${path}`
    if (!this.#asked.has(key)) this.#asked.set(key, { path, of, hash: hashOfAnswer(path, of, entries) })
  }

  #entries(folder: string): Entries {
    const known = this.#folders.get(folder)
    if (known) return known
    const entries = entriesOf(folder)
    this.#folders.set(folder, entries)
    return entries
  }
}

/** Whether all of it is as it was. */
export function areUnchanged(dependencies: readonly Dependency[]): boolean {
  const listed = new Map<string, Entries>()
  const entriesIn = (folder: string): Entries => {
    const entries = listed.get(folder) ?? entriesOf(folder)
    listed.set(folder, entries)
    return entries
  }
  return dependencies.every(({ path, of, hash }) => {
    if (of === 'text') return hash === sha256(textOf(path) ?? '')
    return hash === hashOfAnswer(path, of, entriesIn(of === 'entry' ? dirname(path) : path))
  })
}

function hashOfAnswer(path: string, of: 'entry' | Question, entries: Entries): string {
  return of === 'entry' ? (entries.get(basename(path)) ?? '') : sha256(namesIn(entries, of).join('\n'))
}

function namesIn(entries: Entries, question: Question): string[] {
  return [...entries].filter(([name, kind]) => answers[question](name, kind)).map(([name]) => name)
}

function entriesOf(folder: string): Entries {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).map((entry): [string, 'file' | 'folder'] => {
      const isFile = entry.isSymbolicLink() ? isFileAt(`${folder}/${entry.name}`) : entry.isFile()
      return [entry.name, isFile ? 'file' : 'folder']
    })
    return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  } catch {
    return new Map()
  }
}

function isFileAt(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
