import { languageOf } from '@m4sh/tools-core/language'
import { describeSource, type ExitCode, ignoredOptions } from '@m4sh/tools-core/cli'
import { findDatabaseAddress } from '@m4sh/tools-core/connections/postgres'
import { inOneLine } from '@m4sh/tools-core/errors'
import { exitCodeOf, startReport, type Verdict } from '@m4sh/tools-core/reporting'
import { orDeliverFailure } from '@m4sh/tools-core/reporting/deliver-failure'
import { deliverReport } from '@m4sh/tools-core/reporting/deliver-report'
import { checkThresholds } from '@m4sh/tools-core/stats/thresholds'
import { agree } from './agree.ts'
import { blastNotifications } from './blast-notifications.ts'
import type { BlastProgress, BlastRun } from './blast-run.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { destinationsOf } from './destinations.ts'
import { plainFields } from './plain-fields.ts'
import { ignoredRules } from './ignored-options.ts'
import { nothingDone } from './nothing-done.ts'
import { progressLine } from './progress-line.ts'
import { blastViews, toFindings } from './report.ts'
import { makeRunKey, type RunKey } from './rows/run-id.ts'
import { checkSettled, effectiveOptions, settleRun } from './settle-run.ts'
import { readBlastThresholds } from './thresholds.ts'

/** Lines of progress are no closer together. Milliseconds. */
const progressEveryMs = 100

/** Writes notifications, or takes them away, and the reports of it. */
export async function runBlast(context: Context, given: Config): Promise<ExitCode> {
  const { host, sources, secrets, signal, tool, flags: values, log } = context
  for (const text of ignoredOptions(ignoredRules, values, sources)) log.warn(text)
  const thresholds = readBlastThresholds(thresholdsOf(context, given), describeSource(sources.threshold), given)
  const destinations = destinationsOf(context)
  checkSettled(context, given)
  const address = findDatabaseAddress(given.databaseUrl ?? undefined, host.env)
  for (const secret of address.secrets) secrets.add(secret)
  const begin = (): RunKey => makeRunKey(host.clock.now(), host.uuid())
  const { config, key, resumed } = await settleRun(given, begin)
  const draft = startReport({
    tool,
    ...(given.task.kind === 'blast' ? { runId: key.id } : {}),
    target: {
      database: address.name,
      ...(config.push === null ? {} : { apiUrl: config.platform.apiUrl, url: config.platform.url }),
    },
    options: { ...values, ...effectiveOptions(config, resumed) },
    secrets,
    plainFields,
    seed: config.rows.seed,
    host,
  })
  const views = blastViews(languageOf(values.lang, host.env))
  const run = await orDeliverFailure(
    async () =>
      await blastNotifications(
        config,
        {
          address,
          key,
          resumed,
          agree: async (plan) => await agree(context, config, address, plan),
          onProgress: progressTeller(context),
          onPushWay: ({ via, reason }) => log.info(`Pushes by ${via}: ${reason}.`),
          onSecret: (token) => secrets.add(token),
        },
        signal,
      ),
    { draft, nothing: () => nothingDone(config, key), views, destinations, done: 'Written', context },
  )
  log.progress.clear()
  // What was not done has no figures.
  const rows = config.isDryRun ? [] : checkThresholds(thresholds, run.result)
  const report = draft.finish({
    result: run.result,
    thresholds: rows,
    verdict: verdictOf(run, rows, signal.aborted),
    warnings: warningsOf(run),
    interrupted: signal.aborted,
    target: { table: run.table },
  })
  await deliverReport(report, views, destinations, context)
  return exitCodeOf(report)
}

/** Those of the config file are for runs that write: what takes rows away has none of their figures. */
function thresholdsOf({ sources }: Context, { task, thresholds }: Config): readonly string[] {
  return task.kind === 'undo' && sources.threshold.kind !== 'flag' ? [] : thresholds
}

/** On a terminal only: elsewhere nobody watches a bar. */
function progressTeller({ log }: Context): (progress: BlastProgress) => void {
  let saidAt = -Infinity
  return (progress) => {
    const now = performance.now()
    if (now - saidAt < progressEveryMs && progress.done < progress.total) return
    saidAt = now
    log.progress.update(progressLine(progress))
  }
}

function verdictOf(
  { failure, result }: BlastRun,
  rows: readonly { readonly passed: boolean }[],
  isInterrupted: boolean,
): Verdict {
  if (failure !== null) return 'error'
  const isWrong = toFindings(result, isInterrupted).some(({ fails }) => fails) || rows.some(({ passed }) => !passed)
  return isWrong ? 'fail' : 'pass'
}

function warningsOf({ failure, warnings }: BlastRun): readonly string[] {
  if (failure === null) return warnings
  return [inOneLine(failure), ...warnings]
}
