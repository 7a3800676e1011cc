import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RunError } from '@m4sh/tools-core/errors'
import { writeAtomically } from '@m4sh/tools-core/files/write-atomically'
import { sha256 } from '../sha256.ts'
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

/**
 * What was found the last time, where all that it depended on is still the same, byte for byte: the sources, the
 * configuration files that say what imports mean, files outside of the root that imports led to, and the folders in which
 * they were looked for.
 */
export function readCache(options: CacheKey, root: string, files: readonly SourceText[]): Analysis | null {
  try {
    const entry = readFileSync(entryPath(options, root), 'utf8')
    const end = entry.indexOf('\n')
    const json = entry.slice(end + 1)
    if (entry.slice(0, end) !== headOf(keyOf(options, root, files), json)) return null
    const analysis = JSON.parse(json) as Analysis
    return areUnchanged(analysis.dependencies) ? analysis : null
  } catch {
    // There is none, or it cannot be read.
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
  const json = JSON.stringify(analysis)
  try {
    await writeAtomically(entryPath(options, root), `${headOf(keyOf(options, root, files), json)}\n${json}`)
  } catch (error) {
    if (!(error instanceof RunError)) throw error
  }
}

/** First line of an entry: what it is an answer to, and a checksum, for one that was cut off or damaged is none. */
function headOf(key: string, json: string): string {
  return `${key} ${sha256(json)}`
}

/** One entry a root: the cache of a tree never grows. */
function entryPath(options: CacheOptions, root: string): string {
  return join(options.folder, `${sha256(root).slice(0, 16)}.txt`)
}

function keyOf(options: CacheKey, root: string, files: readonly SourceText[]): string {
  const hash = createHash('sha256').update(
    `${options.version}\0${root}\0${namingBase(root)}\0${options.exclude.join('\0')}\0`,
  )
  for (const { path, text } of files) hash.update(`${path}\0${text.length}\0`).update(text)
  return hash.digest('hex')
}
