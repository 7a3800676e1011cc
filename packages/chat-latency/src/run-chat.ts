import {
  askAboutForeign,
  describeSource,
  type ExitCode,
  ignoredOptions,
  type RunContext,
  steadyProgress,
} from '@m4sh/tools-core/cli'
import { connectionAddress } from '@m4sh/tools-core/connections/websocket'
import { languageOf } from '@m4sh/tools-core/language'
import { exitCodeOf, plural, type ReportViews, startReport } from '@m4sh/tools-core/reporting'
import { orDeliverFailure } from '@m4sh/tools-core/reporting/deliver-failure'
import { deliverReport } from '@m4sh/tools-core/reporting/deliver-report'
import { summarize } from '@m4sh/tools-core/stats/summary'
import { compareWith, readBaselines } from './compare-runs.ts'
import { comparisonWarnings, noComparisonWarnings } from './comparison-warnings.ts'
import type { Config } from './config.ts'
import type { flags } from './flags.ts'
import { destinationsOf } from './destinations.ts'
import { ignoredRules } from './ignored-options.ts'
import { judgeRun } from './judge-run.ts'
import { type ChatProgress, type ChatRun, makeTag, measureChatLatency } from './measure-chat-latency.ts'
import { nothingMeasured } from './nothing-measured.ts'
import { findPeople, type People } from './people/find-people.ts'
import { chatViews } from './report.ts'
import type { ChatResult } from './result.ts'
import { checkKnowable, readChatThresholds } from './thresholds.ts'

export type Context = RunContext<typeof flags>

/** Where there is no terminal, a line of progress comes so often. Seconds. */
const plainLineEvery = 10

/** Measures once, writes the samples and the reports. */
export async function runChat(context: Context, config: Config): Promise<ExitCode> {
  const { host, sources, secrets, signal, tool, flags: values, log } = context
  const thresholds = readChatThresholds(config.thresholds, describeSource(sources.threshold))
  checkKnowable(thresholds, config)
  for (const text of ignoredOptions(ignoredRules, values, sources)) log.warn(text)
  const { baselines, missing } = await readBaselines(config.baselineFiles, !config.failsOnSaturation)
  // Before the load: the name may be mistyped.
  for (const text of missing) log.warn(text)
  const destinations = destinationsOf(context)
  const written = messagesOf(config)
  await askAboutForeign(
    context,
    [config.apiUrl, config.url],
    (address) => `Write ${written} to ${address}?`,
    'Only write in lessons that are yours to test.',
  )
  const draft = startReport({
    tool,
    target: { apiUrl: config.apiUrl, url: config.url, lessons: config.lessons },
    options: values,
    secrets,
    seed: config.seed,
    plainFields: ['level'],
    host,
  })
  const viewsOf = (run: Pick<ChatRun, 'records' | 'origin'>): ReportViews<ChatResult> =>
    chatViews(run, values.graph, secrets, languageOf(values.lang, host.env))
  const run = await orDeliverFailure(async () => await measure(context, config), {
    draft,
    nothing: nothingMeasured,
    views: viewsOf({ records: [], origin: { monotonicMs: 0, wall: host.clock.now() } }),
    destinations,
    comparedWith: config.baselineFiles,
    done: 'Measured',
    context,
  })
  const { seed, allowedRegression: allowed } = config
  const [first, ...others] = baselines
  const comparison = first === undefined ? null : compareWith(run.result, [first, ...others], { seed, allowed })
  const result = { ...run.result, comparison }
  const report = draft.finish({
    result,
    ...judgeRun(result, thresholds, config),
    warnings: [
      ...run.warnings,
      ...missing,
      ...(comparison === null ? noComparisonWarnings(allowed) : comparisonWarnings(comparison, baselines, values)),
    ],
    interrupted: signal.aborted,
  })
  await deliverReport(report, viewsOf(run), destinations, context)
  return exitCodeOf(report)
}

async function measure(context: Context, config: Config): Promise<ChatRun> {
  const { host, secrets, signal, log } = context
  const people = await findPeople(config, signal)
  for (const { token } of [people.sender, people.receiver]) secrets.add(token)
  log.detail(describePeople(people, config))
  const tag = makeTag(host.uuid())
  const run = await measureChatLatency(config, { people, tag, onSecond: progressTeller(context) }, signal)
  log.progress.clear()
  return run
}

function describePeople({ sender, receiver }: People, { lessons, pairs, url }: Config): string {
  const reads = receiver === sender ? 'and reads on a second socket' : `and user ${receiver.userId} reads`
  const where = `lesson ${lessons.join(', ')} at ${connectionAddress(url)}`
  return `User ${sender.userId} writes, ${reads}: ${plural(pairs, 'conversation')} in ${where}.`
}

/** The warm-up included. In the closed model a duration bounds their number, and the platform decides. */
function messagesOf({
  messages,
  warmup,
  pairs,
  model,
  durationMs,
}: Pick<Config, 'messages' | 'warmup' | 'pairs' | 'model' | 'durationMs'>): string {
  const all = plural((messages + warmup) * pairs, 'message')
  return model === 'closed' && durationMs !== null ? `up to ${all}` : all
}

function progressTeller(context: Context): (progress: ChatProgress) => void {
  const say = steadyProgress(context, plainLineEvery)
  return ({ seconds, sent, received, errors, latencies }) => {
    const { p50, p95 } = summarize(latencies)
    const figure = (value: number | null) => (value === null ? '–' : `${value.toFixed(1)} ms`)
    say(
      `${seconds} s  ${sent} sent  ${received} received  p50 ${figure(p50)}  p95 ${figure(p95)}  ${errors === 1 ? '1 error' : `${errors} errors`}`,
    )
  }
}
