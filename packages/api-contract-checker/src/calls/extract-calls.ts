import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { ExtractedCalls } from './api-call.ts'
import type { Analysis, AnalysisOptions } from './analyse-sources.ts'
import { readCache, writeCache, type CacheKey, type CacheOptions } from './cache.ts'
import { createFileGlobs } from './file-globs.ts'
import { displayPath, namingBase } from './file-names.ts'
import { findSources, toSkippedFiles, type SourceText } from './source-files.ts'

/** What of a frontend is read. Relative paths count from the working directory. */
export interface ExtractOptions {
  /** The frontend's folder, or one file of it. */
  root: string
  /** Globs (below the root, as the result names files, or from `cwd`) that bring files back which are left out by default. */
  include?: readonly string[]
  /** Globs (likewise) to leave out. */
  exclude?: readonly string[]
  /** Globs may count from here as well; the working directory if left out. */
  cwd?: string
  /** Files above this size are skipped and listed. Bytes. Default 2,000,000. */
  maxFileBytes?: number
  /** Where to remember the result; by default nowhere. */
  cache?: CacheOptions | null
  /** Told now and then how far the reading is: files read so far, of how many. */
  onProgress?: ((read: number, files: number) => void) | undefined
  /** Ends the search early. */
  signal?: AbortSignal | undefined
}

/** All that one frontend asks of its backend, and which globs of the options named nothing. */
export interface ExtractedFrontend extends ExtractedCalls {
  /** Globs that named no file, as they were given. */
  unmatched: { include: string[]; exclude: string[] }
}

/**
 * Finds every request that a frontend's source can send. Reads files only; runs nothing of them.
 * @throws what the file system throws for a root that cannot be read, or what the signal was aborted with
 */
export async function extractCalls(options: ExtractOptions): Promise<ExtractedFrontend> {
  const root = resolve(options.root)
  const base = namingBase(root)
  const maxFileBytes = options.maxFileBytes ?? 2_000_000
  const cwd = options.cwd ?? resolve('.')
  const places = { root, bases: [base, cwd] }
  const include = createFileGlobs(options.include ?? [], places)
  const exclude = createFileGlobs(options.exclude ?? [], places)
  const found = findSources({ root, include, exclude, maxFileBytes })
  const { calls, faults } = await analyse(
    root,
    found.files,
    { maxFileBytes, isExcluded: exclude.matches, onProgress: options.onProgress, signal: options.signal },
    options.cache ? { ...options.cache, exclude: exclude.isEmpty ? [] : [...(options.exclude ?? []), cwd] } : null,
  )
  return {
    root,
    folder: displayPath(statSync(root).isDirectory() ? root : dirname(root), base),
    files: found.files.length,
    skipped: toSkippedFiles([...found.skipped, ...faults], base),
    calls,
    unmatched: { include: include.unmatched(), exclude: exclude.unmatched() },
  }
}

async function analyse(
  root: string,
  files: readonly SourceText[],
  options: AnalysisOptions,
  cache: CacheKey | null,
): Promise<Analysis> {
  const known = cache && readCache(cache, root, files)
  if (known) return known
  // The compiler takes 0.3 s to load: a run that the cache answers does without.
  const { analyseSources } = await import('./analyse-sources.ts')
  const analysis = await analyseSources(root, files, options)
  if (cache) await writeCache(cache, root, files, analysis)
  return analysis
}
