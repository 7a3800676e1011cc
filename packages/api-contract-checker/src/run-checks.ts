import { ExitCode, readAllText, RunError, UsageError, type RunContext } from '@m4sh/tools-core/cli'
import { createHttpClient, redactUrl } from '@m4sh/tools-core/connections/http'
import { startReport, writeReports, type Report } from '@m4sh/tools-core/reporting'
import { reportToGitHub } from '@m4sh/tools-core/reporting/github-actions'
import { writeAtomically } from '@m4sh/tools-core/reporting/write-atomically'
import { checkThresholds, parseThreshold, requireFigures, type Threshold } from '@m4sh/tools-core/stats/thresholds'
import { namingBase } from './calls/source-files.ts'
import { checkContract, type CheckDeps, type CheckResult } from './check-contract.ts'
import type { Config, Flags } from './config.ts'
import { contractViews } from './report.ts'
import type { ContractResult } from './result.ts'
import { failingFindings, parseFailOn, UnknownRuleError, type FailOn } from './rules/fail-on.ts'
import { SchemaError } from './spec/schema-error.ts'

type Context = Omit<RunContext, 'flags'> & { readonly flags: Flags }

/** What decides the verdict, read before anything is fetched. */
interface Limits {
  failOn: FailOn
  thresholds: readonly Threshold[]
}

/** Runs the check once, or with `--watch` again and again. */
export async function runChecks(context: Context, config: Config): Promise<ExitCode> {
  const limits = { failOn: readFailOn(config.failOn), thresholds: config.thresholds.map(parseThreshold) }
  requireFigures(limits.thresholds, { summary: emptySummary })
  if (!config.watch) return await runOnce(context, config, limits)
  const { watchRuns } = await import('./watch.ts')
  return await watchRuns(config, context, () => runOnce(context, config, limits))
}

function readFailOn(given: readonly string[]): FailOn {
  try {
    return parseFailOn(given)
  } catch (error) {
    if (!(error instanceof UnknownRuleError)) throw error
    throw new UsageError(`--fail-on: ${error.message}`, { hint: error.hint, cause: error })
  }
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

async function runOnce(context: Context, config: Config, limits: Limits): Promise<ExitCode> {
  const { host, log, signal, secrets, tool } = context
  const draft = startReport({ tool, target: targetOf(config), options: optionsOf(context.flags), secrets, host })
  const checked = await check(context, config)
  log.progress.clear()
  if (checked.newBaseline !== null && config.baseline !== null)
    await writeBaseline(config.baseline, checked.newBaseline, log)
  const failing = failingFindings(checked.result.findings, limits.failOn)
  const thresholds = checkThresholds(limits.thresholds, checked.result)
  const isPass = failing.length === 0 && thresholds.every(({ passed }) => passed)
  const report = draft.finish({
    result: checked.result,
    verdict: checked.interrupted ? 'error' : isPass ? 'pass' : 'fail',
    thresholds,
    warnings: checked.warnings,
    interrupted: signal.aborted,
  })
  await show(report, context, config)
  if (signal.aborted) return ExitCode.interrupted
  return isPass ? ExitCode.pass : ExitCode.fail
}

async function check(context: Context, config: Config): Promise<CheckResult> {
  try {
    return await checkContract(config, depsOf(context, config), context.signal)
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    const Kind = error.isUsage ? UsageError : RunError
    throw new Kind(error.message, { hint: error.hint, cause: error })
  }
}

function depsOf({ host, log, signal, tool }: Context, config: Config): CheckDeps {
  const http = createHttpClient({
    baseUrl: config.baseUrl.root,
    token: config.token ?? undefined,
    headers: config.headers,
    timeoutMs: config.timeoutMs,
    signal,
    flags: { address: '--base-url or --schema-url', timeout: '--timeout' },
  })
  return {
    fetchText: async (url, { accept, credentials }) => {
      const answer = await http.get(url, { headers: { accept }, trusted: credentials })
      return {
        status: answer.status,
        contentType: answer.headers.get('content-type'),
        body: answer.text(),
        url: answer.url,
      }
    },
    readStdin: () => readAllText(host.stdin),
    redactUrl,
    now: () => host.clock.now(),
    onProgress: (text) => log.progress.update(text),
    version: tool.version,
  }
}

async function writeBaseline(path: string, text: string, log: Context['log']): Promise<void> {
  await writeAtomically(path, text)
  log.info(`Baseline: ${path}`)
}

async function show(report: Report<ContractResult>, context: Context, config: Config): Promise<void> {
  const { host, log, colors } = context
  const views = contractViews({
    cwd: host.cwd,
    ...(config.sourceLink === null ? {} : { sourceLink: config.sourceLink }),
    sourceRoots: config.frontends.map(namingBase),
  })
  for (const warning of report.warnings) log.warn(warning)
  const style = { color: colors.stdout, width: host.stdout.columns ?? 100 }
  const isStdoutFree = !config.destinations.some(({ path }) => path === '-')
  if (isStdoutFree && !context.flags.quiet) await host.stdout.write(`${views.text(report, style)}\n`)
  await writeReports(report, views, config.destinations, host.stdout, { ...style, color: colors.stdout })
  for (const { path, format } of config.destinations) if (path !== '-') log.info(`Report (${format}): ${path}`)
  await reportToGitHub(report, views, host.env, host.stderr)
}

function targetOf({ frontends, schemas, baseUrl }: Config): Record<string, unknown> {
  return { frontends, schemas: schemas.map(({ source }) => source), baseUrl: baseUrl.root }
}

/** As a user would write them; what is a secret is hidden when the report is made. */
function optionsOf(values: Context['flags']): Record<string, unknown> {
  return {
    ...values,
    baseUrl: values.baseUrl.root,
    schemaUrl: values.schemaUrl.map(({ source }) => source),
    header: values.header.map(({ name }) => `${name}: [redacted]`),
    token: values.token === undefined ? null : '[redacted]',
  }
}
