import { existsSync } from 'node:fs'
import { describeSource, readAllText, type RunContext } from '@m4sh/tools-core/cli'
import type { ExitCode } from '@m4sh/tools-core/errors'
import { writeAtomically } from '@m4sh/tools-core/files/write-atomically'
import { languageOf } from '@m4sh/tools-core/language'
import { exitCodeOf, startReport, type Report, type ReportViews } from '@m4sh/tools-core/reporting'
import { orDeliverFailure } from '@m4sh/tools-core/reporting/deliver-failure'
import { deliverReport } from '@m4sh/tools-core/reporting/deliver-report'
import { checkThresholds, readThresholds, type Threshold } from '@m4sh/tools-core/stats/thresholds'
import { namingBase } from './calls/file-names.ts'
import { checkContract, type CheckResult } from './check-contract.ts'
import { createFetchText, type CheckDeps } from './check-deps.ts'
import type { Config, Settings } from './config.ts'
import { emptyResult } from './failed-run.ts'
import { findingPlaces } from './finding-places.ts'
import { contractViews } from './report.ts'
import type { ContractResult } from './result.ts'

type Context = Omit<RunContext, 'flags' | 'sources'> & Pick<Settings, 'flags' | 'sources'>

export interface RunHooks {
  /** Told of each file of a schema before it is read. Absolute path. */
  onSchemaFile?: (path: string) => void
}

/** Runs the check once: reads, compares, writes the reports. */
export async function runChecks(context: Context, config: Config, hooks: RunHooks = {}): Promise<ExitCode> {
  const { host, log, signal, secrets, sources, tool } = context
  const from = describeSource(sources.threshold)
  const thresholds = readThresholds(config.thresholds, { summary: emptySummary }, { from })
  const draft = startReport({
    tool,
    target: targetOf(config),
    options: optionsOf(context.flags, config),
    secrets,
    host,
  })
  const deps = depsOf(context, config, hooks)
  const checked = await orDeliverFailure(
    async () => await checkContract({ ...config, cwd: host.cwd, baseUrl: config.baseUrl.root }, deps, signal),
    {
      draft,
      nothing: () => emptyResult(host.clock.now()),
      views: viewsOf(context, config),
      destinations: config.destinations,
      done: 'Compared',
      context,
    },
  )
  log.progress.clear()
  sayDetails(checked.result, log)
  const report = draft.finish({
    ...judge(checked, thresholds),
    result: checked.result,
    warnings: checked.warnings,
    interrupted: signal.aborted,
  })
  const destinations = checked.interrupted ? worthWriting(report, context, config) : config.destinations
  await deliver(report, checked.newBaseline, context, { ...config, destinations })
  return exitCodeOf(report)
}

/** What `--verbose` adds. */
function sayDetails({ schemas, frontends, prefixes }: ContractResult, log: Context['log']): void {
  for (const { source, title, version, openapi, operations } of schemas)
    log.detail(`Schema ${source}: ${title} ${version}, OpenAPI ${openapi}, ${operations} endpoint(s)`)
  for (const { root, files, skipped } of frontends) {
    log.detail(`Frontend ${root}: ${files} file(s) read`)
    for (const { file, reason } of skipped) log.detail(`Skipped ${file}: ${reason}`)
  }
  log.detail(`Prefixes: ${prefixes.reason}`)
}

/**
 * A run that was stopped writes its report, however little it holds. What reads JSON is told there; but in the place of
 * an older report for people one that compares nothing would only be a loss.
 */
function worthWriting(
  { result }: Report<ContractResult>,
  { log }: Context,
  { destinations }: Config,
): Config['destinations'] {
  if (result.frontends.length > 0) return destinations
  const kept = destinations.filter(({ path, format }) => path !== '-' && format !== 'json' && existsSync(path))
  for (const { path } of kept)
    log.warn(`Stopped before anything was compared: ${path} is still that of an earlier run.`)
  return destinations.filter((destination) => !kept.includes(destination))
}

/** Every figure that a threshold may name. */
const emptySummary: ContractResult['summary'] = {
  calls: 0,
  matched: 0,
  frontendOnly: 0,
  methodMismatch: 0,
  trailingSlash: 0,
  backendOnly: 0,
  unresolved: 0,
  external: 0,
  ignored: 0,
  uncalled: 0,
  operations: 0,
  operationsMatched: 0,
  operationsIgnored: 0,
  matchedPercent: null,
  usedPercent: null,
}

function judge({ result, interrupted }: CheckResult, limits: readonly Threshold[]): Judgement {
  const thresholds = checkThresholds(limits, result)
  const isPass = thresholds.every(({ passed }) => passed) && !result.findings.some(({ fails }) => fails)
  return { verdict: interrupted ? 'error' : isPass ? 'pass' : 'fail', thresholds }
}

type Judgement = Pick<Report<ContractResult>, 'verdict' | 'thresholds'>

function depsOf({ host, log, signal, tool }: Context, config: Config, { onSchemaFile }: RunHooks): Partial<CheckDeps> {
  return {
    fetchText: createFetchText({ ...config, baseUrl: config.baseUrl.root }),
    readStdin: () => readAllText(host.stdin, { signal }),
    now: () => host.clock.now(),
    onProgress: (text) => log.progress.update(text),
    onFile: onSchemaFile,
    version: tool.version,
  }
}

async function deliver(
  report: Report<ContractResult>,
  newBaseline: string | null,
  context: Context,
  config: Config,
): Promise<void> {
  for (const warning of report.warnings) context.log.warn(warning)
  const views = viewsOf(context, config)
  await deliverReport(report, views, config.destinations, context, {
    alongside: [() => writeBaseline(newBaseline, context, config)],
    viewsFor: (format) => (format === 'sarif' ? withPlacesOnly(views) : views),
  })
}

async function writeBaseline(text: string | null, { log }: Context, { baseline }: Config): Promise<void> {
  if (text === null || baseline === null) return
  await writeAtomically(baseline, text, { what: 'the baseline', flag: '--baseline' })
  log.info(`Baseline: ${baseline}`)
}

function viewsOf(
  { host, flags }: Pick<Context, 'host' | 'flags'>,
  { frontends, sourceLink }: Config,
): ReportViews<ContractResult> {
  return contractViews({
    cwd: host.cwd,
    language: languageOf(flags.lang, host.env),
    verbose: flags.verbose && !flags.quiet,
    places: findingPlaces(frontends, host.env['GITHUB_WORKSPACE']),
    ...(sourceLink === null ? {} : { sourceLink }),
    sourceRoots: frontends.map(namingBase),
  })
}

/** GitHub refuses a whole log in which one result has no place; an endpoint of a server's schema is in no file. */
function withPlacesOnly(views: ReportViews<ContractResult>): ReportViews<ContractResult> {
  return { ...views, findings: (report) => views.findings(report).filter(({ location }) => location !== null) }
}

function targetOf({ frontends, schemas, baseUrl }: Config): Record<string, unknown> {
  return { frontends, schemas: schemas.map(({ source }) => source), baseUrl: baseUrl.root }
}

/** As a user would write them; what is a secret is hidden when the report is made. */
function optionsOf(values: Context['flags'], { destinations }: Config): Record<string, unknown> {
  return {
    ...values,
    // Where it went: `--json` and `--format` have their say in that.
    output: destinations.map(({ path }) => path),
    baseUrl: values.baseUrl.root,
    schemaUrl: values.schemaUrl.map(({ source }) => source),
    failOn: values.failOn.flat(),
    header: values.header.map(({ name }) => `${name}: [redacted]`),
    token: values.token === undefined ? null : '[redacted]',
  }
}
