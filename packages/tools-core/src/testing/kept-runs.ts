import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type HistoryEntry, readHistory } from '../reporting/history/index.ts'

/** What a folder has of runs that were kept by `--history`, as whoever opens its page finds it. */
export interface KeptRuns {
  /** The newest first. */
  readonly entries: readonly HistoryEntry[]
  /** `p95 811 ms` becomes `['p95', 811]`: the lines of the newest run, by their labels. */
  readonly figures: Readonly<Record<string, number | null>>
  /** Paths of reports that the page links, of the newest run. */
  readonly links: readonly string[]
  readonly skipped: readonly unknown[]
  readonly html: string
}

export async function readKeptRuns(folder: string): Promise<KeptRuns> {
  const { runs, skipped } = await readHistory(folder)
  const lines = (runs[0]?.entry.trends ?? []).flatMap((trend) => trend.lines)
  return {
    entries: runs.map(({ entry }) => entry),
    figures: Object.fromEntries(lines.map(({ label, value }) => [label.en, value])),
    links: (runs[0]?.reports ?? []).map(({ path }) => path),
    skipped,
    html: await readFile(join(folder, 'index.html'), 'utf8'),
  }
}
