import { confirm, type ExitCode, UsageError } from '@m4sh/tools-core/cli'
import type { DatabaseAddress } from '@m4sh/tools-core/connections/postgres'
import { languageOf } from '@m4sh/tools-core/language'
import { exitCodeOf, startReport } from '@m4sh/tools-core/reporting'
import { deliverReport } from '@m4sh/tools-core/reporting/deliver-report'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { destinationsOf, plainFields } from './destinations.ts'
import { localization } from './messages/index.ts'
import { optionsOf } from './options-of.ts'
import { integrityViews } from './report.ts'
import type { ScanResult, UndoResult } from './result.ts'
import { summarize } from './scan/summarize.ts'
import { undoFixes } from './undo/undo-fixes.ts'

/** Takes a repair back, and writes the report of it. */
export async function runUndo(
  context: Context,
  { file, isDryRun }: NonNullable<Config['undo']>,
  address: DatabaseAddress,
  { database }: Config,
): Promise<ExitCode> {
  const { host, secrets, signal, tool, flags: values, log } = context
  const destinations = destinationsOf(context)
  const draft = startReport({
    tool,
    target: { database: address.name },
    options: optionsOf(values),
    secrets,
    plainFields,
    host,
  })
  if (!isDryRun && !(await confirm(context, `Bring back what ${file} holds, in ${address.name}?`)))
    throw new UsageError('Nothing was changed.', { hint: 'Agree in advance with --yes.' })
  const onProgress = ({ done, total }: { readonly done: number; readonly total: number }): void =>
    log.progress.update(`${done} of ${total} rows brought back`)
  const undo = await undoFixes(address, file, { dryRun: isDryRun, settings: database, onProgress }, signal)
  log.progress.clear()
  const report = draft.finish({
    result: resultOf(undo),
    verdict: undo.tables.some(({ left }) => left.length > 0) ? 'fail' : 'pass',
    interrupted: signal.aborted,
  })
  const views = integrityViews({
    t: localization(languageOf(values.lang, host.env)),
    verbose: values.verbose && !values.quiet,
    checks: [],
  })
  await deliverReport(report, views, destinations, context)
  return exitCodeOf(report)
}

/** Nothing was scanned. */
function resultOf(undo: UndoResult): ScanResult {
  return {
    snapshot: null,
    tables: [],
    checks: [],
    summary: summarize([], null),
    count: {},
    percent: {},
    notChecked: [],
    comparison: null,
    fix: null,
    undo,
  }
}
