import { sayCore } from '../language/messages/phrases.ts'
import type { GeneratorFigures } from './generator-watch.ts'

/** What a generator was asked to do, and how it did. */
export interface GeneratedLoad {
  /** The 99th percentile of due → sent, in milliseconds; `null` if nothing had a time at which it was due. */
  readonly sendLagP99Ms: number | null
  /** The 99th percentile of the latency that the report stands for, in milliseconds; `null` if nothing was measured. */
  readonly headlineP99Ms: number | null
  /** How many sends were due in the measured time. A count, not a rate. */
  readonly offered: number
  /** How many of them were sent in that time. */
  readonly achieved: number
  /** How many failed because this machine had no room for another connection; 0 if left out. */
  readonly outOfRoom?: number
}

export interface GeneratorReason {
  readonly level: 'warn' | 'invalid'
  readonly what: 'send-lateness' | 'achieved-rate' | 'out-of-room' | 'event-loop' | 'cpu' | 'run-wait' | 'steal'
  /** Milliseconds for `send-lateness` and `event-loop`, a count for `out-of-room`, else a share from 0 to 1. */
  readonly actual: number
  /** What was passed, in the unit of `actual`. */
  readonly limit: number
  /** The figure, what it means and what to do: sentences for the report. */
  readonly says: string
}

export interface GeneratorVerdict {
  /** `invalid`: the figures of the run say more about the generator than about what it measured. */
  readonly level: 'ok' | 'warn' | 'invalid'
  /** In the order: what it did to the sends, then why. */
  readonly reasons: readonly GeneratorReason[]
}

/**
 * Judges whether a load generator was itself the problem. A figure that stands exactly at its limit is still within it.
 *
 * | what | warn | invalid |
 * |---|---|---|
 * | send lateness p99, of the headline p99 | > 5 %, and > 2 ms | > 25 %, and > 5 ms |
 * | sends achieved, of those offered | < 99 % | < 95 % |
 * | sends for which this machine had no room | | > 0 |
 * | event-loop lag p99, of the headline p99 | > 5 %, and > 2 ms | > 25 %, and > 5 ms |
 * | CPU share of the worst thread | > 70 % | > 90 % |
 * | run-wait of the worst thread | > 5 % | > 15 % |
 * | steal of the machine | > 2 % | > 10 % |
 *
 * The floors of 2 and 5 ms stand because a schedule with ticks of 1 ms is late by that much on an idle machine.
 * A single missing send is never told: the end of the run cuts it off.
 *
 * The event-loop lag tells what the lateness of sends cannot: whoever waits for an answer before sending (a closed model)
 * sends in time, and stamps the answer late.
 *
 * With fewer than 20 sends, or in less than a second, one late send is the whole p99: lateness and sends are then held
 * against the limits of `invalid` only, and warn. In less than a second lag and shares of time are those of the start-up, and
 * are not judged, so that only a machine without room makes so short a run invalid. What is `null` is not judged either.
 *
 * The CPU share of a whole process (`cpuScope`) is more than that of its thread: alone it warns at most, and says nothing of
 * one among several threads.
 */
export function judgeGenerator(figures: GeneratorFigures, load: GeneratedLoad): GeneratorVerdict {
  const reasons = [
    judgeLateness(figures, load),
    judgeAchieved(figures, load),
    judgeRoom(load),
    ...(figures.wallMs < shortestRunMs
      ? []
      : [judgeEventLoop(figures, load), judgeCpu(figures), judgeRunWait(figures), judgeSteal(figures)]),
  ].filter((reason) => reason !== null)
  return { level: reasons.find(({ level }) => level === 'invalid')?.level ?? reasons[0]?.level ?? 'ok', reasons }
}

interface Limits {
  readonly warn: number
  readonly invalid: number
}

const limits = {
  latenessShare: { warn: 0.05, invalid: 0.25 },
  latenessFloorMs: { warn: 2, invalid: 5 },
  achieved: { warn: 0.99, invalid: 0.95 },
  cpu: { warn: 0.7, invalid: 0.9 },
  runWait: { warn: 0.05, invalid: 0.15 },
  steal: { warn: 0.02, invalid: 0.1 },
} as const satisfies Record<string, Limits>

const shortestRunMs = 1000
const fewestSends = 20

function judgeLateness(figures: GeneratorFigures, load: GeneratedLoad): GeneratorReason | null {
  const { sendLagP99Ms: actual, headlineP99Ms: headline } = load
  if (actual === null || headline === null) return null
  const breach = breachOf(actual, latenessLimits(headline), isShortRun(figures, load))
  if (!breach) return null
  return {
    ...breach,
    what: 'send-lateness',
    actual,
    says: sayCore(
      "At p99, sends left {#lag} ms after they were due, against a reported p99 of {#p99} ms: {@part} of the latency is the generator's own. {@advice}",
      { lag: shown(actual), p99: shown(headline), part: partOf(breach), advice },
    ),
  }
}

function judgeAchieved(figures: GeneratorFigures, load: GeneratedLoad): GeneratorReason | null {
  const { offered, achieved } = load
  if (offered - achieved <= 1) return null
  const actual = achieved / offered
  const breach = breachOf(actual, limits.achieved, isShortRun(figures, load), (share, limit) => share < limit)
  if (!breach) return null
  return {
    ...breach,
    what: 'achieved-rate',
    actual,
    says: sayCore(
      'Of {#due} sends that were due, {#made} were made ({#percent} %): the load was lighter than the one that was asked for. {@advice}',
      { due: offered, made: achieved, percent: percent(actual), advice },
    ),
  }
}

/** @param headline milliseconds */
function latenessLimits(headline: number): Limits {
  const limitOf = (level: keyof Limits) =>
    Math.max(limits.latenessFloorMs[level], limits.latenessShare[level] * headline)
  return { warn: limitOf('warn'), invalid: limitOf('invalid') }
}

function judgeRoom({ outOfRoom = 0 }: GeneratedLoad): GeneratorReason | null {
  if (outOfRoom === 0) return null
  return {
    level: 'invalid',
    limit: 0,
    what: 'out-of-room',
    actual: outOfRoom,
    says:
      outOfRoom === 1
        ? sayCore(
            '1 send failed since this machine had no room for another connection: that is no failure of what was measured. Raise the limit of open files ("ulimit -n 65536"), or send less at once.',
          )
        : sayCore(
            '{#count} sends failed since this machine had no room for another connection: that is no failure of what was measured. Raise the limit of open files ("ulimit -n 65536"), or send less at once.',
            { count: outOfRoom },
          ),
  }
}

function judgeEventLoop(
  { eventLoopLag: { p99: actual } }: GeneratorFigures,
  load: GeneratedLoad,
): GeneratorReason | null {
  const { headlineP99Ms: headline } = load
  if (actual === null || headline === null) return null
  const breach = breachOf(actual, latenessLimits(headline))
  if (!breach) return null
  return {
    ...breach,
    what: 'event-loop',
    actual,
    says: sayCore(
      'At p99, the generator looked {#lag} ms late at what had come, against a reported p99 of {#p99} ms: {@part} of the latency is its own. {@advice}',
      { lag: shown(actual), p99: shown(headline), part: partOf(breach), advice },
    ),
  }
}

function judgeCpu({ cpuScope, cpuShare: actual, workers, worst }: GeneratorFigures): GeneratorReason | null {
  if (cpuScope === 'process' && workers > 1) return null
  const breach = breachOf(actual, limits.cpu)
  if (!breach) return null
  const who = cpuScope === 'process' ? 'process' : workers > 1 ? 'busiest thread' : 'thread'
  const peak =
    worst.cpuShare > actual ? sayCore(', {#percent} % in its worst second', { percent: percent(worst.cpuShare) }) : ''
  return {
    ...breach,
    level: cpuScope === 'process' ? 'warn' : breach.level,
    what: 'cpu',
    actual,
    says: sayCore(
      "The generator's {@who} used {#percent} % of a CPU{@peak}: answers had to wait for it, and their latency is too high. {@advice}",
      { who: sayCore(who), percent: percent(actual), peak, advice },
    ),
  }
}

function judgeRunWait({ runWaitShare: actual, worst }: GeneratorFigures): GeneratorReason | null {
  const breach = actual === null ? null : breachOf(actual, limits.runWait)
  if (actual === null || !breach) return null
  const worstShare = worst.runWaitShare ?? 0
  const peak =
    worstShare > actual ? sayCore(', {#percent} % in the worst second', { percent: percent(worstShare) }) : ''
  return {
    ...breach,
    what: 'run-wait',
    actual,
    says: sayCore(
      'For {#percent} % of the time the system kept the generator waiting for a CPU{@peak}: what happened meanwhile was stamped late, the p99 above all. Use a machine of its own; of workers, where there are any, fewer than it has CPUs.',
      { percent: percent(actual), peak },
    ),
  }
}

function judgeSteal({ stealShare: actual }: GeneratorFigures): GeneratorReason | null {
  const breach = actual === null ? null : breachOf(actual, limits.steal)
  if (actual === null || !breach) return null
  return {
    ...breach,
    what: 'steal',
    actual,
    says: sayCore(
      'The host of this virtual machine gave {#percent} % of its CPU time to others (steal): latencies are too high by pauses that nothing inside can see. Use a machine whose CPUs are its own.',
      { percent: percent(actual) },
    ),
  }
}

const advice = sayCore(
  'Give it less to do at once, share it among workers where there are any, or use a machine of its own.',
)

function partOf({ level }: Breach): string {
  return sayCore(level === 'warn' ? 'a part' : 'a large part')
}

function isShortRun({ wallMs }: GeneratorFigures, { offered }: GeneratedLoad): boolean {
  return wallMs < shortestRunMs || offered < fewestSends
}

type Breach = Pick<GeneratorReason, 'level' | 'limit'>

/** @param isShort what would make a longer run invalid is a warning, and nothing else is */
function breachOf(
  actual: number,
  { warn, invalid }: Limits,
  isShort = false,
  isBeyond = (figure: number, limit: number) => figure > limit,
): Breach | null {
  if (isBeyond(actual, invalid)) return { level: isShort ? 'warn' : 'invalid', limit: invalid }
  return !isShort && isBeyond(actual, warn) ? { level: 'warn', limit: warn } : null
}

function percent(share: number): number {
  return shown(share * 100)
}

/** Three digits say enough of what differs from run to run. */
function shown(figure: number): number {
  return Number(figure.toPrecision(3))
}
