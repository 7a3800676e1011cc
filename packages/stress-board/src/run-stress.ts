import {
  askAboutForeign,
  describeSource,
  type ExitCode,
  ignoredOptions,
  type RunContext,
  steadyProgress,
  UsageError,
} from '@m4sh/tools-core/cli'
import { connectionAddress } from '@m4sh/tools-core/connections/websocket'
import { languageOf } from '@m4sh/tools-core/language'
import { exitCodeOf, plural, startReport, type Verdict } from '@m4sh/tools-core/reporting'
import { orDeliverFailure } from '@m4sh/tools-core/reporting/deliver-failure'
import { checkThresholds, type Threshold } from '@m4sh/tools-core/stats/thresholds'
import { type Baseline, compareWith, findBaseline } from './compare-runs.ts'
import type { Config } from './config.ts'
import { findCapacity } from './find-capacity.ts'
import { findIdentities } from './find-identities.ts'
import type { flags } from './flags.ts'
import { ignoredRules } from './ignored-options.ts'
import type { LivePage } from './live/live-page.ts'
import type { Progress } from './live-seconds.ts'
import { judgeRun } from './judge-run.ts'
import { localization, type StressLocalization } from './language/index.ts'
import { say } from './language/phrases.ts'
import { nothingMeasured } from './nothing-measured.ts'
import { mostClients } from './plan/stages.ts'
import { stressViews } from './report.ts'
import { RunLog } from './run-log.ts'
import type { StressResult } from './result.ts'
import { makeTag, stressBoard, type StressDeps, type StressRun } from './stress-board.ts'
import { figuresOf, missedEarly, readStressThresholds } from './thresholds.ts'
import { destinationsOf, plainFields, writeStressReports } from './write-stress-reports.ts'

export type Context = RunContext<
  typeof flags,
  { action: { describe: string }; reports: { describe: string; list: true } }
>

/** Where there is no terminal, a line of progress comes so often. Seconds. */
const plainLineEvery = 10

/** Runs the load once (or as often as the search for the capacity needs), writes the reports. */
export async function runStress(context: Context, config: Config): Promise<ExitCode> {
  const { sources, log } = context
  const thresholds = readStressThresholds(config.thresholds, describeSource(sources.threshold))
  const limits = readStressThresholds(config.capacity, describeSource(sources.findCapacity))
  checkKnowable(thresholds, config)
  for (const text of ignoredOptions(ignoredRules, context.flags, sources)) log.warn(text)
  // Before the load: a report that cannot be written is worth no minute of it.
  destinationsOf(context)
  const { baseline, missing } = await findBaseline(config.baselineFile)
  // Before the load: the name may be mistyped.
  for (const text of missing) log.warn(text)
  const load = `the load of ${plural(mostClients(config.stages), 'client')}`
  await askAboutForeign(
    context,
    [config.url],
    (address) => `Put ${load} on ${address}?`,
    'Only load what is yours to load.',
  )
  const t = localization(languageOf(context.flags.lang, context.host.env))
  const live = await openLivePage(t, context, config)
  try {
    return await runAndReport(t, context, config, { thresholds, limits, baseline, missing, live })
  } finally {
    await live?.stop()
  }
}

/** @throws {UsageError} for a figure that this run will not have */
export function checkKnowable(
  thresholds: readonly Threshold[],
  { baselineFile, capacity }: Pick<Config, 'baselineFile' | 'capacity'>,
): void {
  for (const { expression, keys } of thresholds) {
    const [section] = keys
    const missing =
      section === 'comparison' && baselineFile === null
        ? '--baseline'
        : section === 'capacity' && capacity.length === 0
          ? '--find-capacity'
          : null
    if (missing !== null)
      throw new UsageError(`--threshold ${JSON.stringify(expression)}: there is no ${section} without ${missing}`, {
        hint: `Give ${missing} as well, or leave the threshold out.`,
      })
  }
}

interface RunParts {
  readonly thresholds: readonly Threshold[]
  readonly limits: readonly Threshold[]
  readonly baseline: Baseline | null
  /** What to say of a baseline that is not there. */
  readonly missing: readonly string[]
  readonly live: LivePage | null
}

async function runAndReport(
  t: StressLocalization,
  context: Context,
  config: Config,
  parts: RunParts,
): Promise<ExitCode> {
  const { host, secrets, tool, flags: values } = context
  const { thresholds, baseline, missing, live } = parts
  const draft = startReport({
    tool,
    target: { url: config.url, host: connectionAddress(config.url), lessons: shownLessons(config.lessons) },
    options: { ...values, lesson: undefined, lessons: shownLessons(config.lessons) },
    secrets,
    seed: config.seed,
    shard: config.shard,
    plainFields,
    host,
  })
  const run = await orDeliverFailure(async () => await measure(context, config, parts), {
    draft,
    nothing: () => nothingMeasured(config.budgetMs),
    views: stressViews(t),
    destinations: destinationsOf(context),
    comparedWith: config.baselineFile === null ? [] : [config.baselineFile],
    done: 'Measured',
    context,
  })
  const result = baseline === null ? run.result : { ...run.result, comparison: compareWith(run.result, baseline) }
  const judged = judgeRun(result, thresholds, config)
  const { interrupted, records } = run
  const warnings = [...run.warnings, ...missing, ...(baseline?.warnings ?? [])]
  const report = draft.finish({
    result,
    thresholds: judged.thresholds,
    verdict: run.missed ? worse(judged.verdict) : judged.verdict,
    warnings,
    interrupted,
  })
  await writeStressReports(t, context, report, async () => await records?.write())
  if (live) live.finish((await import('./report-html.ts')).renderReportHtml(t, report))
  return exitCodeOf(report)
}

async function openLivePage(t: StressLocalization, { log }: Context, config: Config): Promise<LivePage | null> {
  const { lessons, livePort, stages, url } = config
  if (livePort === null) return null
  const { startLivePage } = await import('./live/live-page.ts')
  const subject = t.messages.live.subject(
    mostClients(stages),
    lessons.length,
    shownLessons(lessons),
    connectionAddress(url),
  )
  const live = await startLivePage(t, livePort, { subject })
  log.info(`Live: ${live.url}`)
  return live
}

async function measure(
  context: Context,
  config: Config,
  { thresholds, limits, live }: Pick<RunParts, 'thresholds' | 'limits' | 'live'>,
): Promise<StressRun & { readonly missed: boolean; readonly records: RunLog | null }> {
  const { host, log, signal, secrets } = context
  const identities = await findIdentities(config, host.clock.now(), signal)
  for (const { token } of identities) secrets.add(token)
  log.detail(describeLoad(config, identities.length))
  const early = new AbortController()
  /** Of the thresholds that end a run early. */
  const missed: string[] = []
  const records = config.operationLog === null ? null : new RunLog(config.operationLog)
  const tell = progressTeller(context)
  const deps: StressDeps = {
    cpus: host.machine.cpus,
    tag: makeTag(host.uuid()),
    identities,
    waitUntil: async (at, stop) => {
      const waitMs = at.getTime() - host.clock.now().getTime()
      if (waitMs < 0) log.warn(`--start-at was ${Math.ceil(-waitMs / 1000)} s ago: this part begins late.`)
      else log.info(`Waiting until ${at.toISOString()}.`)
      await host.clock.sleep(Math.max(0, waitMs), stop)
    },
    onSecond: (progress) => {
      tell(progress)
      live?.tell(progress)
      const expression = missedEarly(thresholds, progress)
      if (expression === null || early.signal.aborted) return
      missed.push(expression)
      early.abort()
    },
    ...(records && {
      onOperation: (operation) => records.addOperation(operation),
      onImpairment: (impairment) => records.addImpairment(impairment),
    }),
  }
  try {
    const stop = AbortSignal.any([signal, early.signal])
    const run =
      limits.length > 0
        ? await findCapacity(config, { ...deps, judge: (result) => holds(result, limits), log }, stop)
        : await stressBoard(config, deps, stop)
    return {
      ...run,
      records,
      missed: missed.length > 0,
      interrupted: signal.aborted,
      warnings: [
        ...missed.map((expression) => say('Ended early: {expression} was missed.', { expression })),
        ...run.warnings,
      ],
    }
  } finally {
    log.progress.clear()
  }
}

function describeLoad({ stages, lessons, url }: Config, users: number): string {
  const who = users === 0 ? 'without a token' : `as ${plural(users, 'user')} in turns`
  const where = `${plural(lessons.length, 'board')} at ${connectionAddress(url)}`
  return `${plural(mostClients(stages), 'client')} at most, ${who}, on ${where}.`
}

/** A run that a threshold has ended early has not passed, whatever its figures came to then. */
function worse(verdict: Verdict): Verdict {
  return verdict === 'pass' ? 'fail' : verdict
}

function holds(result: StressResult, limits: readonly Threshold[]): boolean {
  return checkThresholds(limits, figuresOf(result)).every(({ passed }) => passed)
}

function progressTeller(context: Context): (progress: Progress) => void {
  const show = steadyProgress(context, plainLineEvery)
  return ({ point, latency, errors }) => {
    const figure = (value: number | null) => (value === null ? '–' : `${value.toFixed(1)} ms`)
    show(
      [
        `${Math.round(point.t / 1000)} s`,
        `${point.connected} clients`,
        `${point.sent} sent/s`,
        `${point.received} received/s`,
        `p95 ${figure(point.p95)} (${figure(latency.p95)} in all)`,
        errors === 1 ? '1 error' : `${errors} errors`,
      ].join('  '),
    )
  }
}

function shownLessons(lessons: readonly string[]): string {
  const [first = '', ...others] = lessons
  const last = others.at(-1)
  const isRange = last !== undefined && Number(last) - Number(first) === others.length
  return isRange ? `${first}..${last}` : lessons.join(',')
}
