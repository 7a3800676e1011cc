import { UsageError } from '@m4sh/tools-core/errors'
import { type EarlierReport, findBaselines, readReport } from '@m4sh/tools-core/reporting'
import { compareSamples, type PercentileChange } from '@m4sh/tools-core/stats/compare-samples'
import { isRecord } from '@m4sh/tools-core/values'
import { Random } from '@m4sh/tools-core/values/random'
import { say } from './language/phrases.ts'
import type { ChatResult, Comparison } from './result.ts'

/** An earlier report, as far as it is needed. */
export interface Baseline {
  readonly file: string
  readonly startedAt: string
  /** Messages that it delivered. */
  readonly messages: number
  /** Latencies in due order; `Infinity` for a message that never came. */
  readonly latencies: readonly number[]
  readonly options: Readonly<Record<string, unknown>>
  /** What a reader has to know of it. */
  readonly warnings: readonly string[]
}

/**
 * Those that are there, and what to say of the others.
 * @throws {UsageError} as {@link readBaseline}
 */
export async function readBaselines(
  files: readonly string[],
  takesUntrusted: boolean,
): Promise<{ readonly baselines: readonly Baseline[]; readonly missing: readonly string[] }> {
  const { there, missing } = findBaselines(files)
  return { baselines: await Promise.all(there.map(async (file) => await readBaseline(file, takesUntrusted))), missing }
}

/**
 * @param takesUntrusted also takes a run that could not be trusted, with a warning
 * @throws {UsageError} for a file that holds no report of this tool, or one whose figures say nothing
 */
export async function readBaseline(file: string, takesUntrusted: boolean): Promise<Baseline> {
  const earlier = await readReport({
    file,
    tool: 'chat-latency',
    given: `--baseline ${file}`,
    hint: 'Give a JSON report that chat-latency wrote.',
  })
  const { startedAt, run, report } = earlier
  const warnings = [
    ...trustOf(file, report['verdict'], takesUntrusted),
    ...(run['interrupted'] === true
      ? [say('The baseline {file} was interrupted: it may tell of its first messages only.', { file })]
      : []),
  ]
  const { options } = report
  return {
    file,
    startedAt,
    ...latenciesOf(earlier),
    options: isRecord(options) ? options : {},
    warnings,
  }
}

/** @throws {UsageError} for a run that could not be trusted, unless that is taken */
function trustOf(file: string, verdict: unknown, takesUntrusted: boolean): string[] {
  if (verdict !== 'invalid' && verdict !== 'error') return []
  const why = verdict === 'invalid' ? 'the machine was too slow to measure it' : 'it could not do its job'
  if (takesUntrusted)
    return [
      verdict === 'invalid'
        ? say('The baseline {file} is not to be trusted: the machine was too slow to measure it.', { file })
        : say('The baseline {file} is not to be trusted: it could not do its job.', { file }),
    ]
  throw new UsageError(`--baseline ${file}: its verdict is "${verdict}": ${why}`, {
    hint: 'Measure the baseline again, or compare all the same with --on-saturation warn.',
  })
}

function latenciesOf({ result, refuse }: EarlierReport): Pick<Baseline, 'messages' | 'latencies'> {
  const { samples, messages } = result
  const { latency, at, undelivered }: Readonly<Record<string, unknown>> = isRecord(samples) ? samples : {}
  if (!isNumbers(latency)) return refuse('it is no report of chat-latency')
  const due = isNumbers(at) && at.length === latency.length ? at : latency.map((_, place) => place)
  // Where a report does not tell when, all of them together: the least that they can be a witness of.
  const lost = neverCame(messages)
  if (lost > mostLost) return refuse(`${lost} of its messages never came; no run writes as many`)
  const never = isNumbers(undelivered) ? undelivered : Array.from({ length: lost }, () => Infinity)
  return { messages: latency.length, latencies: inDueOrder({ at: due, latency, undelivered: never }) }
}

/** More than a run writes. */
const mostLost = 10_000_000

function neverCame(messages: unknown): number {
  const counts = isRecord(messages) ? [messages['lost'], messages['recovered'], messages['failed']] : []
  return counts.reduce<number>(
    (sum, count) => sum + (typeof count === 'number' && count > 0 ? Math.floor(count) : 0),
    0,
  )
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(Number.isFinite)
}

interface Samples {
  readonly at: readonly number[]
  readonly latency: readonly number[]
  readonly undelivered: readonly number[]
}

/** A message that did not come took longer than any that did. */
function inDueOrder({ at, latency, undelivered }: Samples): number[] {
  const came = latency.map((ms, place) => ({ at: at[place] ?? 0, ms }))
  const all = [...came, ...undelivered.map((due) => ({ at: due, ms: Infinity }))]
  return all.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ ms }) => ms)
}

/** @param allowed share by which a figure may be worse; `null` for any */
export function compareWith(
  { samples }: Pick<ChatResult, 'samples'>,
  baselines: readonly [Baseline, ...Baseline[]],
  { seed, allowed }: { readonly seed: number; readonly allowed: number | null },
): Comparison {
  const { changes, missing: lost } = compareSamples(
    baselines.map(({ latencies }) => latencies),
    inDueOrder(samples),
    { random: new Random(seed) },
  )
  const runOf = ({ file, startedAt, messages }: Baseline) => ({ file, startedAt, messages })
  const isWorse = lost.verdict === 'more' && isMore(lost.difference, lost.old, allowed)
  return {
    baseline: runOf(baselines[0]),
    baselines: baselines.map(runOf),
    runToRun: baselines.length > 1 ? 'measured' : 'unknown',
    changes,
    lost,
    verdict: verdictOf({ changes, lost }),
    allowed,
    regressions: [
      ...Object.entries(changes).flatMap(([name, change]) => (isRegression(change, allowed) ? [name] : [])),
      ...(isWorse ? ['lost'] : []),
    ],
  }
}

/** A difference that luck explains is no regression, however large; nor is one that is shown, but small. */
function isRegression({ verdict, difference, old }: PercentileChange, allowed: number | null): boolean {
  return verdict === 'slower' && isMore(difference, old, allowed)
}

/** What is beyond the timeout is more than any share. */
function isMore(difference: number | null, old: number | null, allowed: number | null): boolean {
  return allowed !== null && (difference === null || difference > allowed * (old ?? 0))
}

/** Slower where anything is: a faster median makes up neither for a worse tail nor for messages that never come. */
function verdictOf({ changes, lost }: Pick<Comparison, 'changes' | 'lost'>): Comparison['verdict'] {
  const verdicts = Object.values(changes).map(({ verdict }) => verdict)
  if (lost.verdict === 'more' || verdicts.includes('slower')) return 'slower'
  if (verdicts.every((verdict) => verdict === 'unknown')) return 'unknown'
  return lost.verdict === 'fewer' || verdicts.includes('faster') ? 'faster' : 'same'
}

/** Whether --fail-on-regression fails the run. Where nothing can be judged, nothing has passed. */
export function failsRegression(
  comparison: Comparison | null,
  allowed: number | null = comparison?.allowed ?? null,
): boolean {
  if (allowed === null) return false
  if (comparison === null) return true
  return comparison.regressions.length > 0 || comparison.verdict === 'unknown'
}
