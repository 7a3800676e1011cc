import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../../language/index.ts'
import { writeAtomically } from '../../files/write-atomically.ts'
import type { Redactor } from '../../redaction/redactor.ts'
import type { Destination } from '../destinations.ts'
import { jsonPieces } from '../json-pieces.ts'
import type { Report, ReportViews } from '../report.ts'
import { entryName } from './entry-name.ts'
import { historyEntry } from './history-entry.ts'
import { writeIndex } from './write-index.ts'

/** What a run's report does not say about itself. */
export interface AppendOptions {
  /** Where the run's reports really are. */
  readonly written: readonly Destination[]
  /** Of the page; the file of the run has all. */
  readonly language: Language
  /** What the report does not hold yet, names of files, is looked through too. */
  readonly secrets?: Redactor | undefined
}

/**
 * Adds a run to the folder, a small file of its own, and renders the folder's `index.html` anew.
 * @param folder is made where it is missing
 * @returns the path of the page
 * @throws {RunError} for what cannot be written; the file of the run stays where only the page cannot be
 */
export async function appendToHistory<Result>(
  folder: string,
  report: Report<Result>,
  views: Pick<ReportViews<Result>, 'findings' | 'history'>,
  { language, written, secrets }: AppendOptions,
): Promise<string> {
  const entry = historyEntry(report, views, await sized(written), folder)
  const reports = secrets?.redact(entry.reports, { plainFields: ['format'] }) ?? entry.reports
  const file = join(folder, entryName(entry))
  await writeAtomically(
    file,
    (function* () {
      yield* jsonPieces({ ...entry, reports })
      yield '\n'
    })(),
    { what: 'the run', flag: '--history' },
  )
  return (await writeIndex(folder, { language, hint: otherFolder })).path
}

const otherFolder = 'Choose another folder with --history.'

/** What went to stdout, or is gone again, is no file. */
async function sized(written: readonly Destination[]): Promise<(Destination & { readonly bytes: number })[]> {
  const sizes = await Promise.all(
    written.map(async (one) => {
      const stats = one.path === '-' ? null : await stat(one.path).catch(() => null)
      return stats?.isFile() ? [{ ...one, bytes: stats.size }] : []
    }),
  )
  return sizes.flat()
}
