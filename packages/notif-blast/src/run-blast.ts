import {
  confirm,
  describeSource,
  ignoredOptions,
  type ExitCode,
  type RunContext,
  steadyProgress,
  UsageError,
} from '@m4sh/tools-core/cli'
import { type DatabaseAddress, findDatabaseAddress, isLoopbackHost } from '@m4sh/tools-core/connections/postgres'
import { connectionAddress } from '@m4sh/tools-core/connections/websocket'
import { exitCodeOf, startReport, type Verdict } from '@m4sh/tools-core/reporting'
import { deliverReport } from '@m4sh/tools-core/reporting/deliver-report'
import { checkThresholds } from '@m4sh/tools-core/stats/thresholds'
import { blastNotifications } from './blast-notifications.ts'
import type { BlastPlan, BlastProgress, BlastRun } from './blast-run.ts'
import { ignoredRules } from './ignored-options.ts'
import type { Config } from './config.ts'
import { destinationsOf, plainFields } from './destinations.ts'
import type { flags } from './flags.ts'
import { progressLine } from './progress-line.ts'
import { blastViews, toFindings } from './report.ts'
import { makeRunKey, type RunKey } from './rows/run-id.ts'
import { readRunFile, type RunFile } from './runs/run-file.ts'
import { readBlastThresholds } from './thresholds.ts'

export type Context = RunContext<typeof flags>

/** Where there is no terminal, one of so many lines of progress is said. */
const plainLineEvery = 50
/** Lines of progress are no closer together. Milliseconds. */
const progressEveryMs = 100

/** Of a run that was pushed, where nothing is said now. */
const usualPush = { via: 'auto', concurrency: 16, queue: 10_000, listen: false, listenTimeoutMs: 10_000 } as const

/** What a run that is gone on with has said of its rows. */
const settledKeys = [
  'user',
  'allUsers',
  'count',
  'perUser',
  'type',
  'locale',
  'payload',
  'readRatio',
  'spread',
  'seed',
  'delay',
  'rate',
  'clear',
  'method',
  'batchSize',
] as const satisfies readonly (keyof typeof flags)[]

/** Writes notifications, or takes them away, and the reports of it. */
export async function runBlast(context: Context, given: Config): Promise<ExitCode> {
  const { host, sources, secrets, signal, tool, flags: values, log } = context
  for (const text of ignoredOptions(ignoredRules, values, sources)) log.warn(text)
  const thresholds = readBlastThresholds(given.thresholds, describeSource(sources.threshold), given)
  const destinations = destinationsOf(context)
  const address = findDatabaseAddress(values.databaseUrl, host.env)
  for (const secret of address.secrets) secrets.add(secret)
  const { config, key, resumed } = await settle(context, given)
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
  const run = await blastNotifications(
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
  await deliverReport(report, blastViews(), destinations, context)
  return exitCodeOf(report)
}

/** What a run that is gone on with has said stands in the report in place of defaults. */
function effectiveOptions({ recipients, rows, writing }: Config, resumed: RunFile | null): Record<string, unknown> {
  if (resumed === null) return {}
  return {
    user: recipients.named ?? [],
    allUsers: recipients.named === null,
    count: recipients.count,
    perUser: recipients.named === null && recipients.isPerUser,
    type: rows.types,
    locale: rows.locales,
    payload: rows.payloadFile,
    readRatio: rows.readRatio,
    spread: rows.spreadMs,
    seed: rows.seed,
    delay: rows.intervalMs,
    method: writing.method,
    batchSize: writing.batchSize,
  }
}

/** With what a run that is gone on with has said of itself. */
async function settle(
  { host, sources }: Context,
  config: Config,
): Promise<{ readonly config: Config; readonly key: RunKey; readonly resumed: RunFile | null }> {
  const { task } = config
  if (task.kind === 'blast') return { config, key: makeRunKey(host.clock.now(), host.uuid()), resumed: null }
  if (task.kind === 'undo') return { config, key: task.run, resumed: null }
  const given = settledKeys.find((name) => sources[name].kind === 'flag')
  if (given)
    throw new UsageError(`${describeSource(sources[given])} came with --resume`, {
      hint: 'The run has said itself what its rows are: leave it out.',
    })
  const resumed = await readRunFile(config.runs.folder, task.run)
  const { recipients, rows, method, batchSize, pushedVia } = resumed
  const writing = { ...config.writing, method, batchSize }
  const push = pushedVia === null ? config.push : { ...(config.push ?? usualPush), via: pushedVia }
  return { config: { ...config, recipients, rows, writing, push, clears: false }, key: task.run, resumed }
}

/** Says what is going to happen, and asks where that is not for this tool to decide. */
async function agree(context: Context, config: Config, address: DatabaseAddress, plan: BlastPlan): Promise<void> {
  const { log } = context
  const lines = planLines(config, address, plan)
  for (const line of lines) log.info(line)
  if (config.isDryRun) return
  const { platform, push } = config
  const foreign = push === null ? undefined : [platform.apiUrl, platform.url].find((url) => !isLoopbackUrl(url))
  const [question = ''] = [
    ...(plan.removes > 0
      ? [`Remove ${counted(plan.removes, 'notification')} from ${plan.table} of ${address.name}?`]
      : []),
    ...(address.isLoopback ? [] : [`${lines[0] ?? ''} Go on?`]),
    ...(foreign === undefined ? [] : [`Push ${counted(plan.rows, 'notification')} by ${connectionAddress(foreign)}?`]),
  ]
  if (question === '' || (await confirm(context, question))) return
  throw new UsageError('Nothing was changed.', { hint: 'Agree in advance with --yes.' })
}

/** By its looks. */
function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname.replaceAll(/^\[|\]$/g, ''))
}

export function planLines(
  { isDryRun, task, clears, push }: Config,
  { name }: Pick<DatabaseAddress, 'name'>,
  { users, rows, present, removes, table }: BlastPlan,
): readonly string[] {
  const would = isDryRun ? 'Would ' : ''
  const word = (verb: string): string => (isDryRun ? verb.toLowerCase() : `${verb}s`)
  const lines: string[] = []
  if (task.kind === 'undo' || clears)
    lines.push(`${would}${word('Remove')} ${counted(removes, 'notification')} from ${table} of ${name}.`)
  if (task.kind !== 'undo' && (rows > 0 || !clears)) {
    const already = present > 0 ? `, ${counted(present, 'row')} of which are there` : ''
    lines.push(
      `${would}${word('Write')} ${counted(rows, 'notification')} for ${counted(users, 'user')} into ${table} of ${name}${already}.`,
    )
  }
  if (push && isDryRun && rows > 0)
    lines.push(push.via === 'auto' ? 'Would push them, by what the platform has.' : `Would push them by ${push.via}.`)
  return lines
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`
}

function progressTeller(context: Context): (progress: BlastProgress) => void {
  const say = steadyProgress(context, plainLineEvery)
  let saidAt = -Infinity
  return (progress) => {
    const now = performance.now()
    if (now - saidAt < progressEveryMs && progress.done < progress.total) return
    saidAt = now
    say(progressLine(progress))
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
  return [failure.hint === undefined ? failure.message : `${failure.message} ${failure.hint}`, ...warnings]
}
