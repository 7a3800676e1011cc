import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RunError } from '@m4sh/tools-core/errors'
import { writeAtomically } from '@m4sh/tools-core/files/write-atomically'
import type { Analysis } from './analyse-sources.ts'
import { areUnchanged } from './modules/surroundings.ts'
import { namingBase } from './file-names.ts'
import type { SourceText } from './source-files.ts'

export interface CacheOptions {
  /** Folder of the cache; made where it does not exist. */
  folder: string
  /** Version of the tool: another one never trusts what this one remembered. */
  version: string
}

/** What beside the sources decides what is found. */
export interface CacheKey extends CacheOptions {
  /** What is excluded: globs, and what they count from. */
  exclude: readonly string[]
}

interface Entry {
  key: string
  analysis: Analysis
  /** Of the analysis: one that was damaged is none. */
  sum: string
}

/**
 * What was found the last time, where all that it depended on is still the same, byte for byte: the sources, the
 * configuration files that say what imports mean, files outside of the root that imports led to, and the folders in which
 * they were looked for.
 */
export function readCache(options: CacheKey, root: string, files: readonly SourceText[]): Analysis | null {
  const text = readText(entryPath(options, root))
  if (text === null) return null
  try {
    const entry = JSON.parse(text) as Entry
    if (entry.key !== keyOf(options, root, files)) return null
    if (entry.sum !== hashOf(JSON.stringify(entry.analysis))) return null
    return areUnchanged(entry.analysis.dependencies) ? entry.analysis : null
  } catch {
    // A cache that was cut off or written by something else is no cache.
    return null
  }
}

/** Remembers an analysis. A folder that cannot be written costs the next run its shortcut and nothing more. */
export async function writeCache(
  options: CacheKey,
  root: string,
  files: readonly SourceText[],
  analysis: Analysis,
): Promise<void> {
  const entry: Entry = { key: keyOf(options, root, files), analysis, sum: hashOf(JSON.stringify(analysis)) }
  try {
    await writeAtomically(entryPath(options, root), JSON.stringify(entry))
  } catch (error) {
    if (!(error instanceof RunError)) throw error
  }
}

/** One entry a root: the cache of a tree never grows. */
function entryPath(options: CacheOptions, root: string): string {
  return join(options.folder, `${hashOf(root).slice(0, 16)}.json`)
}

function keyOf(options: CacheKey, root: string, files: readonly SourceText[]): string {
  const hash = createHash('sha256').update(
    `${options.version}\0${root}\0${namingBase(root)}\0${options.exclude.join('\0')}\0`,
  )
  for (const { path, text } of files) hash.update(`${path}\0${text.length}\0`).update(text)
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
