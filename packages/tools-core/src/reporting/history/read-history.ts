import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileFault, systemCode } from '../../errors/file-fault.ts'
import { timeOfName } from './entry-name.ts'
import type { HistoryEntry } from './history-entry.ts'
import { NoEntry, readEntry } from './read-entry.ts'

/** What a folder holds. */
export interface History {
  /** The newest first. */
  readonly runs: readonly KeptRun[]
  /** Files that are named as runs, those that are not in `runs` too. */
  readonly total: number
  readonly skipped: readonly SkippedFile[]
  /** Of all JSON files, sorted: whether the folder has changed since. */
  readonly names: readonly string[]
}

/** One run as its file in the folder tells of it. */
export interface KeptRun {
  /** Of its file, without `.json`. */
  readonly name: string
  readonly entry: HistoryEntry
  /** Formats of its reports whose files are there and are still its own, with their paths as seen from the folder. */
  readonly reports: readonly { readonly format: string; readonly path: string }[]
}

/** A file in the folder that is no run of ours, and why. */
export interface SkippedFile {
  readonly file: string
  readonly reason: string
}

/** Runs that a page shows: more would make it heavier than a reader wants. */
export const mostRuns = 1000

/** Characters: what a history keeps of a run is a tenth of it. */
const largestEntry = 100_000

/** Files that are read at a time. */
const atOnce = 32

const notNamed = 'it is not named as a run of these tools'

/**
 * Reads the newest runs of a folder. What is broken, or no run, is passed over and named.
 * @throws what the system says of the folder itself
 */
export async function readHistory(folder: string, most: number = mostRuns): Promise<History> {
  const names = await namesIn(folder)
  const named = names.filter((name) => timeOfName(name) !== null).toSorted(byTime)
  const skipped = names.filter((name) => timeOfName(name) === null).map((file) => ({ file, reason: notNamed }))
  const runs: Omit<KeptRun, 'reports'>[] = []
  let left = named
  while (left.length > 0 && runs.length < most) {
    const now = Math.min(atOnce, most - runs.length)
    const read = await Promise.all(left.slice(0, now).map((file) => readFileOf(folder, file)))
    left = left.slice(now)
    for (const one of read) {
      if ('entry' in one) runs.push(one)
      else skipped.push(one)
    }
  }
  // Names know no parts of a second.
  runs.sort((a, b) => b.entry.run.startedAt.localeCompare(a.entry.run.startedAt))
  return { runs: await withReports(folder, runs), total: named.length, skipped, names }
}

/** JSON files but for those that are being written. */
export async function namesIn(folder: string): Promise<string[]> {
  const all = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })
  return all.filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort()
}

/** The latest first; of one second by their names. */
function byTime(a: string, b: string): number {
  const [one, other] = [`${timeOfName(a)} ${a}`, `${timeOfName(b)} ${b}`]
  return one < other ? 1 : -1
}

async function readFileOf(folder: string, file: string): Promise<Omit<KeptRun, 'reports'> | SkippedFile> {
  try {
    const path = join(folder, file)
    const stats = await stat(path)
    // A pipe or a device would be read for ever.
    if (!stats.isFile()) return { file, reason: stats.isDirectory() ? 'it is a folder' : 'it is no file' }
    const { size } = stats
    if (size > largestEntry) return { file, reason: `it is too large to be a run (${size.toLocaleString('en')} bytes)` }
    return { name: file.slice(0, -'.json'.length), entry: readEntry(await readFile(path, 'utf8')) }
  } catch (error) {
    return { file, reason: error instanceof NoEntry ? error.message : fileFault(error) }
  }
}

/** A report that a later run has written over is no longer that of the earlier one; one that is gone is no link. */
async function withReports(folder: string, runs: readonly Omit<KeptRun, 'reports'>[]): Promise<KeptRun[]> {
  const taken = new Set<string>()
  const kept: KeptRun[] = []
  for (const run of runs) {
    const own = run.entry.reports.filter(({ path }) => !taken.has(path))
    for (const { path } of own) taken.add(path)
    kept.push({ ...run, reports: own })
  }
  return await Promise.all(
    kept.map(async (run) => {
      const there = await Promise.all(run.reports.map(({ path }) => isFile(join(folder, path))))
      return { ...run, reports: run.reports.filter((_, at) => there[at]) }
    }),
  )
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )
}
