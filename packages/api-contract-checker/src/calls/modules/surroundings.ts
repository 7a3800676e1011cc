import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Something outside of the sources that a result depends on: a folder's entries, or a file's text. */
export interface Dependency {
  path: string
  isFolder: boolean
  /** Of its entries or text; of what is not there, of nothing. */
  hash: string
}

/**
 * The files around the sources: configuration, other packages, what imports may mean. Every folder is listed once, and all
 * that was asked for is remembered, so that a cache can tell whether any of it has changed (or has come to be).
 */
export class Surroundings {
  readonly #folders = new Map<string, ReadonlyMap<string, 'file' | 'folder'>>()
  readonly #texts = new Map<string, string | null>()

  /** Names in a folder, sorted; none where there is no folder. */
  names(folder: string): string[] {
    return [...this.#entries(folder).keys()]
  }

  isFile(path: string): boolean {
    return this.#entries(dirname(path)).get(basename(path)) === 'file'
  }

  exists(path: string): boolean {
    return this.#entries(dirname(path)).has(basename(path))
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
    return [
      ...[...this.#folders].map(([path, entries]) => ({ path, isFolder: true, hash: hashOfEntries(entries) })),
      ...[...this.#texts].map(([path, text]) => ({ path, isFolder: false, hash: hashOf(text ?? '') })),
    ]
  }

  #entries(folder: string): ReadonlyMap<string, 'file' | 'folder'> {
    const known = this.#folders.get(folder)
    if (known) return known
    const entries = entriesOf(folder)
    this.#folders.set(folder, entries)
    return entries
  }
}

/** Whether something is as it was. */
export function isUnchanged({ path, isFolder, hash }: Dependency): boolean {
  return hash === (isFolder ? hashOfEntries(entriesOf(path)) : hashOf(textOf(path) ?? ''))
}

function entriesOf(folder: string): ReadonlyMap<string, 'file' | 'folder'> {
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

function hashOfEntries(entries: ReadonlyMap<string, 'file' | 'folder'>): string {
  return hashOf([...entries].map(([name, kind]) => `${kind} ${name}`).join('\n'))
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
