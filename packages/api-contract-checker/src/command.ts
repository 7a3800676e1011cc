import {
  defineCommand,
  ExitCode,
  packageVersion,
  readAllText,
  RunError,
  UsageError,
  type RunContext,
} from '@m4sh/tools-core/cli'
import { startReport, writeReports, type Report } from '@m4sh/tools-core/reporting'
import type { CheckDeps, CheckResult } from './check-contract.ts'
import { flags, toConfig, type Config } from './config.ts'
import type { ContractResult } from './result.ts'

type Context = RunContext<typeof flags>

export const command = defineCommand({
  name: 'api-contract-checker',
  version: packageVersion(import.meta.url),
  describe: "Do frontend calls and the backend's OpenAPI schema agree?",
  flags,
  examples: [
    {
      command:
        'api-contract-checker --frontend-path ../frontend/src --schema-url /api/schema/ --output reports/api-contract.html',
      describe: 'The defaults, written out',
    },
    {
      command: 'api-contract-checker -f src -s openapi.yaml --json -o -',
      describe: 'JSON on stdout, schema from a file',
    },
    {
      command: 'api-contract-checker --baseline api-contract.json --update-baseline',
      describe: 'Accept what is, fail on what comes new',
    },
    {
      command: 'api-contract-checker -o report.html -o report.sarif --fail-on warning',
      describe: 'For people and for code scanning',
    },
  ],
  run: async (context) => {
    const config = toConfig(context.flags, context.host.cwd)
    const tools = await prepare(config)
    if (!config.watch) return await runOnce(context, config, tools)
    const { watchRuns } = await import('./watch.ts')
    return await watchRuns(config, context, () => runOnce(context, config, tools))
  },
})

/** What is loaded behind the flags: `--help` does without all of it. */
async function prepare(config: Config) {
  const [
    { checkContract },
    { SchemaError },
    { parseFailOn, failingFindings, UnknownRuleError },
    thresholds,
    { contractViews },
    { reportToGitHub },
  ] = await Promise.all([
    import('./check-contract.ts'),
    import('./spec/schema-error.ts'),
    import('./rules/fail-on.ts'),
    import('@m4sh/tools-core/stats/thresholds'),
    import('./report.ts'),
    import('@m4sh/tools-core/reporting/github-actions'),
  ])
  const failOn = asUsage(UnknownRuleError, '--fail-on: ', () => parseFailOn(config.failOn))
  const limits = config.thresholds.map(thresholds.parseThreshold)
  thresholds.requireFigures(limits, { summary: emptySummary })
  return { checkContract, SchemaError, failOn, failingFindings, limits, thresholds, contractViews, reportToGitHub }
}

type Tools = Awaited<ReturnType<typeof prepare>>

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

async function runOnce(context: Context, config: Config, tools: Tools): Promise<ExitCode> {
  const { host, log, signal, secrets, tool } = context
  const draft = startReport({ tool, target: targetOf(config), options: optionsOf(context.flags), secrets, host })
  const checked = await check(context, config, tools)
  log.progress.clear()
  if (signal.aborted) return ExitCode.interrupted
  if (checked.newBaseline !== null && config.baseline !== null)
    await writeBaseline(config.baseline, checked.newBaseline, log)
  const failing = tools.failingFindings(checked.result.findings, tools.failOn)
  const thresholds = tools.thresholds.checkThresholds(tools.limits, checked.result)
  const isPass = failing.length === 0 && thresholds.every(({ passed }) => passed)
  const report = draft.finish({
    result: checked.result,
    verdict: isPass ? 'pass' : 'fail',
    thresholds,
    warnings: checked.warnings,
  })
  await show(report, context, config, tools)
  return isPass ? ExitCode.pass : ExitCode.fail
}

async function check(context: Context, config: Config, tools: Tools): Promise<CheckResult> {
  try {
    return await tools.checkContract(config, await depsOf(context, config), context.signal)
  } catch (error) {
    if (!(error instanceof tools.SchemaError)) throw error
    const Kind = error.isUsage ? UsageError : RunError
    throw new Kind(error.message, { hint: error.hint, cause: error })
  }
}

async function depsOf({ host, log, signal, tool }: Context, config: Config): Promise<CheckDeps> {
  const { createHttpClient, redactUrl } = await import('@m4sh/tools-core/connections/http')
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
  const { writeAtomically } = await import('@m4sh/tools-core/reporting/write-atomically')
  await writeAtomically(path, text)
  log.info(`Baseline: ${path}`)
}

async function show(report: Report<ContractResult>, context: Context, config: Config, tools: Tools): Promise<void> {
  const { host, log, colors } = context
  const { namingBase } = await import('./calls/source-files.ts')
  const views = tools.contractViews({
    ...(config.sourceLink === null ? {} : { sourceLink: config.sourceLink }),
    sourceRoots: config.frontends.map(namingBase),
  })
  for (const warning of report.warnings) log.warn(warning)
  const style = { color: colors.stdout, width: host.stdout.columns ?? 100 }
  const isStdoutFree = !config.destinations.some(({ path }) => path === '-')
  if (isStdoutFree && !context.flags.quiet) await host.stdout.write(`${views.text(report, style)}\n`)
  await writeReports(report, views, config.destinations, host.stdout, { ...style, color: colors.stdout })
  for (const { path, format } of config.destinations) if (path !== '-') log.info(`Report (${format}): ${path}`)
  await tools.reportToGitHub(report, views, host.env, host.stderr)
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

function asUsage<T>(Kind: new (...args: never[]) => Error & { hint: string }, prefix: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Kind) throw new UsageError(`${prefix}${error.message}`, { hint: error.hint, cause: error })
    throw error
  }
}
