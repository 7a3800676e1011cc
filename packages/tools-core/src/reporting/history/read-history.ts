import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileFault, systemCode } from '../../errors/file-fault.ts'
import { timeOfName } from './entry-name.ts'
import type { HistoryEntry, KeptReport } from './history-entry.ts'
import { sayHistory } from './history-phrases.ts'
import { NoEntry, readEntry } from './read-entry.ts'

/** What a folder holds. */
export interface History {
  /** The newest first. */
  readonly runs: readonly KeptRun[]
  /** Runs, with those whose files lie there and were not read. */
  readonly total: number
  readonly skipped: readonly SkippedFile[]
  /** Of all JSON files, sorted: whether the folder has changed since. */
  readonly names: readonly string[]
}

/** One run as its file in the folder tells of it. */
export interface KeptRun {
  readonly entry: HistoryEntry
  /** Formats of its reports whose files are there and are still its own, with their paths as seen from the folder. */
  readonly reports: readonly KeptReport[]
}

/** A file that is named as a run of ours and is none, and why: a sentence of `history-phrases.ts`. */
export interface SkippedFile {
  readonly file: string
  readonly reason: string
}

/** Runs that a page shows: more would make it heavier than a reader wants. */
export const mostRuns = 500

/** Characters: what a history keeps of a run is a tenth of it. */
const largestEntry = 100_000

/** Files that are read at a time. */
const atOnce = 32

/**
 * Reads the newest runs of a folder. What is broken, or no run, is passed over and named.
 * @throws what the system says of the folder itself
 */
export async function readHistory(folder: string, most: number = mostRuns): Promise<History> {
  const named = (await namesIn(folder)).toSorted(byTime)
  const skipped: SkippedFile[] = []
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
  return { runs: await withReports(folder, runs), total: runs.length + left.length, skipped, names: named.toSorted() }
}

/** Files that are named as runs: whatever else lies there is none of ours. */
export async function namesIn(folder: string): Promise<string[]> {
  const all = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })
  return all.filter((name) => timeOfName(name) !== null).sort()
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
    if (!stats.isFile()) return { file, reason: sayHistory(stats.isDirectory() ? 'it is a folder' : 'it is no file') }
    const { size } = stats
    if (size > largestEntry)
      return {
        file,
        reason: sayHistory('it is too large to be a run ({#bytes} bytes)', { bytes: size.toLocaleString('en') }),
      }
    return { entry: readEntry(await readFile(path, 'utf8')) }
  } catch (error) {
    return {
      file,
      reason:
        error instanceof NoEntry ? error.message : sayHistory('it cannot be read: {@why}', { why: fileFault(error) }),
    }
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
      const there = await Promise.all(run.reports.map((one) => isStillThere(folder, one)))
      return { ...run, reports: run.reports.filter((_, at) => there[at]) }
    }),
  )
}

/** A report of another run in its place is seldom of the same size. */
async function isStillThere(folder: string, { bytes, path }: KeptReport): Promise<boolean> {
  return await stat(join(folder, path)).then(
    (stats) => stats.isFile() && stats.size === bytes,
    () => false,
  )
}
