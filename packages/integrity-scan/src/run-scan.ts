import { describeSource, ExitCode, ignoredOptions } from '@m4sh/tools-core/cli'
import { type DatabaseAddress, findDatabaseAddress } from '@m4sh/tools-core/connections/postgres'
import { exitCodeOf, startReport, type Verdict } from '@m4sh/tools-core/reporting'
import { deliverReport } from '@m4sh/tools-core/reporting/deliver-report'
import { checkThresholds } from '@m4sh/tools-core/stats/thresholds'
import { readEarlier } from './compare/read-earlier.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { destinationsOf, plainFields } from './destinations.ts'
import { checkIgnoreRules } from './ignore/check-ignore-rules.ts'
import { ignoredRules } from './ignored-options.ts'
import { judgeScan } from './judge.ts'
import { optionsOf } from './options-of.ts'
import { integrityViews } from './report.ts'
import type { FixResult, ScanResult } from './result.ts'
import { repair } from './repair.ts'
import { type Scan, scanIntegrity } from './scan-integrity.ts'
import { readScanThresholds } from './thresholds.ts'
import { writeAllRows, writeConstraints } from './written-files.ts'

/** Makes the checks, repairs where that is asked for, and writes the reports. */
export async function runScan(context: Context, config: Config): Promise<ExitCode> {
  const { host, sources, secrets, flags: values, log } = context
  for (const text of ignoredOptions(ignoredRules, values, sources)) log.warn(text)
  checkIgnoreRules(config)
  if (values.list) return await showList(context, config)
  const address = findDatabaseAddress(values.databaseUrl, host.env)
  for (const secret of address.secrets) secrets.add(secret)
  if (config.undo !== null) return await (await import('./run-undo.ts')).runUndo(context, config.undo, address, config)
  return await scanAndReport(context, config, address)
}

async function showList({ host, colors }: Context, config: Config): Promise<ExitCode> {
  const { listChecks } = await import('./list-checks.ts')
  await host.stdout.write(listChecks(config, { color: colors.stdout, columns: host.stdout.columns }))
  return ExitCode.pass
}

async function scanAndReport(context: Context, config: Config, address: DatabaseAddress): Promise<ExitCode> {
  const { host, sources, secrets, signal, tool, flags: values, log } = context
  const thresholds = readScanThresholds(config, describeSource(sources.threshold))
  const destinations = destinationsOf(context)
  const runId = host.uuid()
  const { constraintsFile } = config
  const draft = startReport({
    tool,
    runId,
    target: { database: address.name },
    options: optionsOf(values),
    secrets,
    plainFields,
    host,
  })
  const earlier = config.compareFile === null ? null : await readEarlier(config.compareFile, address.name)
  const startedAt = host.clock.now().toISOString()
  const scan = await scanIntegrity(
    config,
    {
      address,
      now: () => host.clock.now(),
      earlier,
      onAllRows: writeAllRows(context, config),
      onProgress: ({ done, total, what }) => log.progress.update(`${done} of ${total} checked  ${what}`),
    },
    signal,
  )
  log.progress.clear()
  const fix = await repair(context, config, address, scan, { id: runId, tool: tool.version, startedAt })
  const result = { ...scan.result, fix }
  const rows = checkThresholds(thresholds, result)
  const report = draft.finish({
    result,
    thresholds: rows,
    verdict: verdictOf(scan, result, config, rows, signal.aborted),
    warnings: warningsOf(scan),
    interrupted: signal.aborted,
  })
  for (const warning of report.warnings) log.warn(warning)
  const views = integrityViews({ verbose: values.verbose && !values.quiet, checks: report.result.checks })
  await deliverReport(report, views, destinations, context, {
    alongside:
      constraintsFile === null
        ? []
        : [async () => await writeConstraints(context, constraintsFile, scan, address.name)],
  })
  return exitCodeOf(report)
}

/** Rows that were found come before checks that could not be made: both are told of. */
function verdictOf(
  { failure }: Scan,
  result: ScanResult,
  { failOn }: Config,
  rows: readonly { readonly passed: boolean }[],
  isInterrupted: boolean,
): Verdict {
  if (failure !== null || isInterrupted || isRolledBack(result.fix)) return 'error'
  if (judgeScan(result, failOn).fails || rows.some(({ passed }) => !passed)) return 'fail'
  return result.summary.error > 0 || isElsewhere(result) ? 'error' : 'pass'
}

/** Not one of the platform's tables is there: that nothing was found says nothing. */
function isElsewhere({ checks }: ScanResult): boolean {
  const own = checks.filter(({ category }) => category !== 'Schema' && category !== 'Custom')
  return own.length > 0 && own.every(({ status }) => status === 'skipped')
}

function isRolledBack(fix: FixResult | null): boolean {
  return fix?.transaction === 'rolled back'
}

function warningsOf({ failure, warnings, result }: Scan): readonly string[] {
  return [
    ...(failure === null ? [] : [failure.hint === undefined ? failure.message : `${failure.message} ${failure.hint}`]),
    ...(failure === null && isElsewhere(result)
      ? [
          'None of the platform’s tables can be checked. Is it the right database, and are its tables mapped in the config file?',
        ]
      : []),
    ...warnings,
  ]
}
