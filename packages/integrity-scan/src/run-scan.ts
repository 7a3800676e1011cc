import { describeSource, ExitCode, ignoredOptions } from '@m4sh/tools-core/cli'
import { type DatabaseAddress, findDatabaseAddress } from '@m4sh/tools-core/connections/postgres'
import { inOneLine } from '@m4sh/tools-core/errors'
import { exitCodeOf, listed, startReport, type Verdict } from '@m4sh/tools-core/reporting'
import { orDeliverFailure } from '@m4sh/tools-core/reporting/deliver-failure'
import { deliverReport } from '@m4sh/tools-core/reporting/deliver-report'
import { agreeToFix } from './agree.ts'
import { compareScans } from './compare/compare-scans.ts'
import { findEarlier } from './compare/find-earlier.ts'
import type { EarlierScan } from './compare/read-earlier.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { destinationsOf } from './destinations.ts'
import { plainFields } from './plain-fields.ts'
import { checkIgnoreRules } from './ignore/check-ignore-rules.ts'
import { ignoredRules } from './ignored-options.ts'
import { judgeScan } from './judge.ts'
import { say } from './language/phrases.ts'
import { nothingScanned } from './nothing-scanned.ts'
import { optionsOf } from './options-of.ts'
import type { FixResult, ScanResult } from './result.ts'
import { type Repaired, repairScan } from './repair-scan.ts'
import { totalsOf } from './scan/summarize.ts'
import { type Scan, scanIntegrity } from './scan-integrity.ts'
import { holdThresholds, readScanThresholds } from './thresholds.ts'
import { viewsOf } from './views-of.ts'
import { writeAllRows, writeConstraints } from './written-files.ts'

/** Makes the checks, repairs where that is asked for, and writes the reports. */
export async function runScan(context: Context, config: Config): Promise<ExitCode> {
  const { host, sources, secrets, flags: values, log } = context
  for (const text of ignoredOptions(ignoredRules, values, sources)) log.warn(text)
  checkIgnoreRules(config)
  if (values.list) return await showList(context, config)
  const address = findDatabaseAddress(config.databaseUrl ?? undefined, host.env)
  for (const secret of address.secrets) secrets.add(secret)
  if (config.undo !== null) return await (await import('./run-undo.ts')).runUndo(context, config, address)
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
  const earlier = await findEarlier(config, address.name)
  const { scan, repaired } = await orDeliverFailure(
    async () => await scanAndRepair(context, config, { address, runId, earlier }),
    {
      draft,
      nothing: nothingScanned,
      views: viewsOf(context),
      destinations,
      comparedWith: config.compareFile === null ? [] : [config.compareFile],
      done: 'Checked',
      context,
    },
  )
  const result = withRepair(scan.result, repaired, earlier)
  const rows = holdThresholds(thresholds, result)
  const report = draft.finish({
    result,
    thresholds: rows,
    verdict: verdictOf({ scan, repaired, result }, config, rows, signal.aborted),
    warnings: [...warningsOf(scan), ...unsureNew(result)],
    interrupted: signal.aborted,
  })
  for (const warning of report.warnings) log.warn(warning)
  const views = viewsOf(context, report.result.checks)
  await deliverReport(report, views, destinations, context, {
    alongside:
      constraintsFile === null
        ? []
        : [
            async () =>
              await writeConstraints(
                context,
                constraintsFile,
                async () => await constraintsAfter(scan, repaired, address.name),
              ),
          ],
  })
  if (repaired?.failure) throw repaired.failure
  return exitCodeOf(report)
}

interface Subject {
  readonly address: DatabaseAddress
  readonly runId: string
  readonly earlier: EarlierScan | null
}

async function scanAndRepair(
  context: Context,
  config: Config,
  { address, runId, earlier }: Subject,
): Promise<Pick<Outcome, 'scan' | 'repaired'>> {
  const { host, log, signal, tool } = context
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
  const repaired = await repairScan(
    scan,
    config,
    {
      address,
      run: { id: runId, tool: tool.version, startedAt },
      agree: async (plan) => await agreeToFix(context, plan, address.name),
      onProgress: ({ stage, done, total }) => log.progress.update(`Repair: ${stage}  ${done} of ${total} rows`),
    },
    signal,
  )
  log.progress.clear()
  return { scan, repaired }
}

/** After a repair, what is new, fixed and open is told of the database as it is now, beside the figures of what was found. */
function withRepair(result: ScanResult, repaired: Repaired | null, earlier: EarlierScan | null): ScanResult {
  if (repaired === null) return result
  const { fix, after } = repaired
  if (after === null) return { ...result, fix }
  const comparison = earlier === null ? null : compareScans(after, earlier)
  const now = totalsOf(after, comparison)
  const summary = { ...result.summary, new: now.summary.new }
  return { ...result, fix: { ...fix, after: now.summary }, now, comparison, summary }
}

async function constraintsAfter(scan: Scan, repaired: Repaired | null, database: string): Promise<string> {
  const { constraintsOfScan } = await import('./constraints/constraints-of-scan.ts')
  return constraintsOfScan(scan, database, repaired?.after ?? undefined)
}

interface Outcome {
  readonly scan: Scan
  readonly repaired: Repaired | null
  readonly result: ScanResult
}

/** Rows that were found come before checks that could not be made: both are told of. */
function verdictOf(
  { scan, repaired, result }: Outcome,
  { failOn }: Config,
  rows: readonly { readonly passed: boolean }[],
  isInterrupted: boolean,
): Verdict {
  if (scan.failure !== null || isInterrupted || repaired?.failure || isRolledBack(result.fix)) return 'error'
  if (judgeScan(result, failOn).fails || rows.some(({ passed }) => !passed)) return 'fail'
  return result.summary.error > 0 || isElsewhere(result) ? 'error' : 'pass'
}

/** Not one of the platform's tables is there: that nothing was found says nothing. */
function isElsewhere({ checks }: ScanResult): boolean {
  const own = checks.filter(({ category }) => category !== 'Schema' && category !== 'Custom')
  return own.length > 0 && own.every(({ status }) => status === 'skipped')
}

/** Where keys are not all kept, as many rows are new as can be told, or more. */
function unsureNew({ comparison }: ScanResult): readonly string[] {
  const unsure = comparison?.checks.filter(({ by }) => by === 'count').map(({ check }) => check) ?? []
  if (unsure.length === 0) return []
  return [
    say(
      'Of {checks} not every row can be told from the others: more may be new than are counted. Both reports need more --keys, and the rows a key each.',
      { checks: listed(unsure) },
    ),
  ]
}

function isRolledBack(fix: FixResult | null): boolean {
  return fix?.transaction === 'rolled back'
}

function warningsOf({ failure, warnings, result }: Scan): readonly string[] {
  return [
    ...(failure === null ? [] : [inOneLine(failure)]),
    ...(failure === null && isElsewhere(result)
      ? [
          say(
            'None of the platform’s tables can be checked. Is it the right database, and are its tables mapped in the config file?',
          ),
        ]
      : []),
    ...warnings,
  ]
}
