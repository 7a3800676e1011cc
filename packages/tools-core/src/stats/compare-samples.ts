import type { Random } from '../values/random.ts'
import { type Answer, judgeDifferences, type Question } from './judge-differences.ts'
import { nearestRank } from './nearest-rank.ts'
import {
  missingDifference,
  percentileDifference,
  Rearrangements,
  shareMissing,
  stretch,
  type Stretched,
  stretchesPerRun,
} from './stretches.ts'

/** How one percentile changed from earlier runs to another. Milliseconds, or whatever the samples are. */
export interface PercentileChange {
  /** Of all earlier runs together. `null` where it lies among samples that never came, or where there is none. */
  readonly old: number | null
  readonly new: number | null
  /** new − old. */
  readonly difference: number | null
  /** new ÷ old; `null` where the old one is 0. */
  readonly ratio: number | null
  /** The difference lies between these, those of all figures together with 95 % confidence; `null` where no limit is known. */
  readonly low: number | null
  readonly high: number | null
  /** `same`: no difference is shown, which is not to say that there is none. `unknown`: it cannot be judged. */
  readonly verdict: 'slower' | 'faster' | 'same' | 'unknown'
  /** Which lies among samples that never came, and so beyond all that did. */
  readonly beyond: 'old' | 'new' | 'both' | null
  /** Why it cannot be judged. */
  readonly reason: UnknownReason | null
  /** So many samples must each run have, those that never came included. */
  readonly needed: number
}

/**
 * `too-few`: a run has fewer samples than are needed. `never-came`: in both it lies among samples that never came.
 * `spread`: it does so in one of several earlier runs, so that nobody can tell how far those lie apart.
 */
export type UnknownReason = 'too-few' | 'never-came' | 'spread'

/** How the share of samples that never came has changed; from 0 to 1. */
export interface ShareChange {
  readonly old: number | null
  readonly new: number | null
  readonly difference: number | null
  readonly low: number | null
  readonly high: number | null
  readonly verdict: 'more' | 'fewer' | 'same' | 'unknown'
}

/** How two sets of samples differ, percentile by percentile. */
export interface SamplesComparison {
  /** By percentile: `p95`. */
  readonly changes: Readonly<Record<string, PercentileChange>>
  readonly missing: ShareChange
}

/** How sure a comparison is to be, and what it draws from. */
export interface CompareOptions {
  readonly random: Random
  /** Percentiles to compare. 50, 90, 95 and 99 if left out. */
  readonly percentiles?: readonly number[]
  /** How many runs are drawn to see what luck can do. 999 if left out. */
  readonly drawings?: number
}

/** A run's samples in due order. One that never came is `Infinity`. */
export type RunSamples = readonly number[]

/** With fewer samples beyond it a percentile says nothing of the run, only of its luck. */
const leastBeyond = 5

/**
 * Compares a run with one or more earlier ones, percentile by percentile, and by the share of samples that never came.
 *
 * Latencies hang together: a busy second makes all its messages slow. So no single sample is a witness. Each run is cut in
 * due order into ten stretches, which change places between the runs: what luck can do is seen in the runs that come of
 * it ({@link Rearrangements}). That holds as long as what hangs together is no longer than a stretch or so. An interval has
 * all differences that are not refused: the old samples are shifted by them, and tested again. All figures share one error
 * of 5 % (Holm).
 *
 * Runs differ, too, though nothing was changed: by what else the machine does, by what is in its caches. Nothing inside
 * of one run tells of that. One earlier run leaves it out; several widen the intervals by how far they lie apart.
 */
export function compareSamples(
  earlier: readonly RunSamples[],
  now: RunSamples,
  { random, percentiles = [50, 90, 95, 99], drawings = 999 }: CompareOptions,
): SamplesComparison {
  const runs: Runs = { earlier, old: stretch(earlier), new: stretch([now]) }
  const least = Math.min(...[...earlier, now].map(({ length }) => length))
  const drafts = percentiles.map((percent) => draftOf(runs, percent, least))
  const share = least < stretchesPerRun ? null : shareQuestion(runs)
  const questions = [...drafts.flatMap(({ question }) => question ?? []), ...(share ? [share] : [])]
  const all = (earlier.length + 1) * stretchesPerRun
  const answers = judgeDifferences(
    questions,
    new Rearrangements(all, stretchesPerRun, { count: drawings, random }),
  ).values()
  const next = () => answers.next().value ?? null
  return {
    changes: Object.fromEntries(drafts.map((draft) => [draft.name, changeOf(draft, draft.question && next())])),
    missing: shareChange(runs, share && next(), least),
  }
}

/** So many samples must a run have for a percentile to be compared. */
export function samplesNeeded(percent: number): number {
  let count = stretchesPerRun
  while (count - nearestRank(percent, count) < leastBeyond) count++
  return count
}

interface Runs {
  readonly earlier: readonly RunSamples[]
  readonly old: Stretched
  readonly new: Stretched
}

/** What is known of a percentile before it is judged. */
interface Draft extends Pick<PercentileChange, 'needed' | 'reason'> {
  readonly name: string
  /** `Infinity` among samples that never came, `NaN` without samples. */
  readonly old: number
  readonly new: number
  readonly question: Question | null
}

function draftOf(runs: Runs, percent: number, least: number): Draft {
  const needed = samplesNeeded(percent)
  const [old, now] = [percentile(runs.old.sorted, percent), percentile(runs.new.sorted, percent)]
  const known = { name: nameOf(percent), old, new: now, needed }
  const each = runs.earlier.map((run) => percentile(Float64Array.from(run).sort(), percent))
  if (least < needed) return { ...known, reason: 'too-few', question: null }
  if (old === Infinity && now === Infinity) return { ...known, reason: 'never-came', question: null }
  if (each.length > 1 && each.includes(Infinity)) return { ...known, reason: 'spread', question: null }
  const differenceAt = (shift: number) => percentileDifference(runs.old, runs.new, percent, shift)
  return { ...known, reason: null, question: { old, new: now, each, differenceAt, span: spanOf(runs) } }
}

function changeOf({ old, new: now, needed, reason }: Draft, answer: Answer | null): PercentileChange {
  const shown = { above: 'slower', below: 'faster' } as const
  return {
    old: finite(old),
    new: finite(now),
    difference: finite(now - old),
    ratio: finite(now / old),
    low: finite(answer?.low),
    high: finite(answer?.high),
    verdict: answer === null ? 'unknown' : answer.shown === null ? 'same' : shown[answer.shown],
    beyond: old === Infinity ? (now === Infinity ? 'both' : 'old') : now === Infinity ? 'new' : null,
    reason,
    needed,
  }
}

/** Nothing that never came is nothing to ask about. */
function shareQuestion(runs: Runs): Question | null {
  const [old, now] = [shareMissing(runs.old.sorted), shareMissing(runs.new.sorted)]
  if (old === 0 && now === 0) return null
  return {
    old,
    new: now,
    each: runs.earlier.map((run) => shareMissing(Float64Array.from(run))),
    differenceAt: (shift) => missingDifference(runs.old, runs.new, shift),
    span: 1,
  }
}

function shareChange({ old: earlier, new: run }: Runs, answer: Answer | null, least: number): ShareChange {
  const [old, now] = [shareMissing(earlier.sorted), shareMissing(run.sorted)]
  const isNone = old === 0 && now === 0 && least >= stretchesPerRun
  const shown = { above: 'more', below: 'fewer' } as const
  return {
    old: finite(old),
    new: finite(now),
    difference: finite(now - old),
    // No share leaves 0 to 1.
    low: answer === null ? null : Math.max(-1, answer.low),
    high: answer === null ? null : Math.min(1, answer.high),
    verdict: answer !== null ? (answer.shown === null ? 'same' : shown[answer.shown]) : isNone ? 'same' : 'unknown',
  }
}

function percentile(sorted: Float64Array, percent: number): number {
  return sorted.length === 0 ? Number.NaN : (sorted[nearestRank(percent, sorted.length) - 1] ?? Number.NaN)
}

/** From the least to the greatest of all that came, and a little more. */
function spanOf({ old, new: now }: Runs): number {
  const came = [old, now].flatMap(({ sorted }) => {
    const known = sorted.filter((sample) => sample !== Infinity)
    return [known[0] ?? 0, known.at(-1) ?? 0]
  })
  return Math.max(...came) - Math.min(...came) + 1
}

/** `p95`, `p999`. */
function nameOf(percent: number): string {
  return `p${String(percent).replace('.', '')}`
}

/** What is infinite or no number is unknown. */
function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value
}
