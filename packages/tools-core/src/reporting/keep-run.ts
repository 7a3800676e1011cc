import { type Language, languageOf } from '../language/index.ts'
import type { Host } from '../host/host.ts'
import type { Redactor } from '../redaction/redactor.ts'
import type { Destination } from './destinations.ts'
import type { Report, ReportViews } from './report.ts'

/** A run, as far as its history needs it. */
export interface KeptIn {
  readonly host: Pick<Host, 'env'>
  readonly flags: { readonly history?: string | undefined; readonly lang?: Language | undefined }
  readonly secrets?: Redactor | undefined
}

/**
 * Adds a run to the folder of `--history`, where there is one.
 * @param written where its reports really are
 * @returns the page of the folder; `null` without a folder
 */
export async function keepRun<Result>(
  report: Report<Result>,
  views: ReportViews<Result>,
  written: readonly Destination[],
  { flags, host, secrets }: KeptIn,
): Promise<string | null> {
  if (flags.history === undefined) return null
  const language = languageOf(flags.lang, host.env)
  // It loads what pages are made of.
  const { appendToHistory } = await import('./history/append-to-history.ts')
  return await appendToHistory(flags.history, report, views, { language, written, secrets })
}
