import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Analysis } from './analyse-sources.ts'
import { configFiles } from './config-files.ts'
import type { SourceText } from './source-files.ts'

export interface CacheOptions {
  /** Folder of the cache; made where it does not exist. */
  folder: string
  /** Version of the tool: another one never trusts what this one remembered. */
  version: string
}

interface Entry {
  key: string
  outside: { path: string; hash: string }[]
  analysis: Analysis
  /** Of the analysis: one that was damaged is none. */
  sum: string
}

/**
 * What was found the last time, where every file that it depended on is still the same, byte for byte: the sources,
 * the configuration files that say what imports mean, and files outside of the root that imports led to.
 */
export function readCache(options: CacheOptions, root: string, files: readonly SourceText[]): Analysis | null {
  const text = readText(entryPath(options, root))
  if (text === null) return null
  try {
    const entry = JSON.parse(text) as Entry
    if (entry.key !== keyOf(options, root, files)) return null
    if (entry.sum !== hashOf(JSON.stringify(entry.analysis))) return null
    return entry.outside.every(({ path, hash }) => hashOf(readText(path) ?? '') === hash) ? entry.analysis : null
  } catch {
    // A cache that was cut off or written by something else is no cache.
    return null
  }
}

/** Remembers an analysis. A folder that cannot be written costs the next run its shortcut and nothing more. */
export function writeCache(
  options: CacheOptions,
  root: string,
  files: readonly SourceText[],
  analysis: Analysis,
): void {
  const outside = analysis.outside.map((path) => ({ path, hash: hashOf(readText(path) ?? '') }))
  const entry: Entry = {
    key: keyOf(options, root, files),
    outside,
    analysis,
    sum: hashOf(JSON.stringify(analysis)),
  }
  const path = entryPath(options, root)
  const draft = `${path}.${process.pid}`
  try {
    mkdirSync(options.folder, { recursive: true })
    writeFileSync(draft, JSON.stringify(entry))
    renameSync(draft, path)
  } catch {
    discard(draft)
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Where nothing can be written nothing is left behind either.
  }
}

/** One entry a root: the cache of a tree never grows. */
function entryPath(options: CacheOptions, root: string): string {
  return join(options.folder, `${hashOf(root).slice(0, 16)}.json`)
}

function keyOf(options: CacheOptions, root: string, files: readonly SourceText[]): string {
  const hash = createHash('sha256').update(`${options.version}\0${root}\0`)
  for (const { path, text } of files) hash.update(`${path}\0${text.length}\0`).update(text)
  for (const path of configFiles(root)) hash.update(`${path}\0`).update(readText(path) ?? '')
  return hash.digest('hex')
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
