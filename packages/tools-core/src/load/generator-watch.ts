import type { Clock } from '../host/host.ts'
import { systemClock } from '../host/system-clock.ts'
import { Histogram, type HistogramJson } from '../stats/histogram.ts'
import type { Summary } from '../stats/summary.ts'
import { EventLoopLag } from './event-loop-lag.ts'
import {
  type MachineTimes,
  openThreadMeter,
  readMachineTimes,
  type ThreadMeter,
  type ThreadTimes,
} from './thread-times.ts'

/** Shares of the wall time, from 0 to 1. */
export interface ThreadShares {
  /** On a CPU; more than 1 only for a process of several threads. */
  readonly cpuShare: number
  /** Ready to run, and kept off the CPU by the system; `null` where the system does not say. */
  readonly runWaitShare: number | null
}

/** How one or several load-generating threads fared. Plain data, for other threads, processes and reports. */
export interface GeneratorFigures extends ThreadShares {
  /** How many threads these figures are of. Shares are those of the worst of them. */
  readonly workers: number
  /** How long they were watched; the longest of several. */
  readonly wallMs: number
  /** CPU time of all threads together; with `cpuScope: 'process'`, of the process that used most. */
  readonly cpuSeconds: number
  /** `process` where the system knows no single threads: the CPU figures are then those of the whole process. */
  readonly cpuScope: 'thread' | 'process'
  /** Of the CPU time of the whole machine, what its host gave to others; `null` where the system does not say. */
  readonly stealShare: number | null
  /** Milliseconds by which things were done after they were due, asked every 10 ms. */
  readonly eventLoopLag: Summary
  /** What `eventLoopLag` sums up, for merging. */
  readonly eventLoopLagHistogram: HistogramJson
  /** The most memory the process ever held. */
  readonly maxRssBytes: number
  /** The highest of each share in one sample, about a second. */
  readonly worst: ThreadShares
}

/** What the watch looks at; this process if left out. */
export interface GeneratorWatchOptions {
  readonly clock?: Pick<Clock, 'monotonic' | 'schedule'>
  /** Where the system tells its times: `/proc`. */
  readonly procFolder?: string
}

/** A piece that is shorter says more of the kernel's clock tick than of the thread. */
const shortestSampleMs = 500

/** Watches the thread that it is used in, for one run. */
export class GeneratorWatch {
  readonly #clock: Pick<Clock, 'monotonic' | 'schedule'>
  readonly #procFolder: string
  #run: WatchedRun | null = null

  constructor({ clock = systemClock, procFolder = '/proc' }: GeneratorWatchOptions = {}) {
    this.#clock = clock
    this.#procFolder = procFolder
  }

  /** Begins anew, if it was begun before. */
  start(): void {
    this.#run?.lag.stop()
    this.#run?.meter.close()
    const meter = openThreadMeter(this.#procFolder)
    const first = this.#read(meter)
    const machine = readMachineTimes(this.#procFolder)
    this.#run = { meter, machine, first, last: first, worst: null, lag: new EventLoopLag(this.#clock) }
  }

  /** To be called about once a second, in the watched thread. Less than half a second after the last it does nothing. */
  sample(): void {
    if (this.#run) closeSample(this.#run, this.#read(this.#run.meter))
  }

  /** @throws if it was not started */
  stop(): GeneratorFigures {
    const run = this.#run
    if (!run) throw new Error('the watch was not started')
    this.#run = null
    const end = this.#read(run.meter)
    run.meter.close()
    run.lag.stop()
    closeSample(run, end)
    return figuresOf(run, end, readMachineTimes(this.#procFolder))
  }

  #read(meter: ThreadMeter): Reading {
    return { ...meter.read(), atMs: this.#clock.monotonic() }
  }
}

interface Reading extends ThreadTimes {
  readonly atMs: number
}

interface WatchedRun {
  readonly meter: ThreadMeter
  readonly machine: MachineTimes | null
  readonly lag: EventLoopLag
  readonly first: Reading
  /** Where the last sample ended. */
  last: Reading
  worst: ThreadShares | null
}

function closeSample(run: WatchedRun, end: Reading): void {
  if (end.atMs - run.last.atMs < shortestSampleMs) return
  const shares = sharesBetween(run, run.last, end)
  run.worst = run.worst ? worstShares([run.worst, shares]) : shares
  run.last = end
}

function figuresOf(run: WatchedRun, end: Reading, machine: MachineTimes | null): GeneratorFigures {
  const shares = sharesBetween(run, run.first, end)
  return {
    workers: 1,
    wallMs: end.atMs - run.first.atMs,
    cpuSeconds: (end.cpuMs - run.first.cpuMs) / 1000,
    cpuScope: run.meter.scope,
    ...shares,
    stealShare: stealBetween(run.machine, machine),
    eventLoopLag: run.lag.histogram.summary(),
    eventLoopLagHistogram: run.lag.histogram.toJSON(),
    maxRssBytes: process.resourceUsage().maxRSS * 1024,
    worst: run.worst ?? shares,
  }
}

function sharesBetween({ meter }: WatchedRun, from: Reading, to: Reading): ThreadShares {
  const wallMs = to.atMs - from.atMs
  const shareOf = (ms: number) => (wallMs > 0 ? ms / wallMs : 0)
  const cpuShare = shareOf(to.cpuMs - from.cpuMs)
  return {
    // The kernel brings its account of who is running up to date only now and then: it can be off by a tick.
    cpuShare: meter.scope === 'thread' ? Math.min(1, cpuShare) : cpuShare,
    runWaitShare: from.waitMs === null || to.waitMs === null ? null : Math.min(1, shareOf(to.waitMs - from.waitMs)),
  }
}

function stealBetween(from: MachineTimes | null, to: MachineTimes | null): number | null {
  // Less than one tick has gone by, or the counters are made up.
  if (!from || !to || to.total <= from.total) return null
  return Math.max(0, to.steal - from.steal) / (to.total - from.total)
}

/**
 * The figures of several threads as those of one generator: CPU times of threads are added up, lag histograms are merged,
 * of all else it is the worst. What only some could tell is told of them. Combined figures can be combined again.
 * @throws {RangeError} for none
 */
export function combineGenerators(list: readonly GeneratorFigures[]): GeneratorFigures {
  if (list.length === 0) throw new RangeError('no generators to combine')
  const lag = new Histogram()
  for (const { eventLoopLagHistogram } of list) lag.merge(Histogram.fromJSON(eventLoopLagHistogram))
  return {
    workers: sumOf(list.map(({ workers }) => workers)),
    wallMs: Math.max(...list.map(({ wallMs }) => wallMs)),
    cpuSeconds: cpuSecondsOf(list),
    cpuScope: list.some(({ cpuScope }) => cpuScope === 'process') ? 'process' : 'thread',
    ...worstShares(list),
    stealShare: worstOf(list.map(({ stealShare }) => stealShare)),
    eventLoopLag: lag.summary(),
    eventLoopLagHistogram: lag.toJSON(),
    maxRssBytes: Math.max(...list.map(({ maxRssBytes }) => maxRssBytes)),
    worst: worstShares(list.map(({ worst }) => worst)),
  }
}

function cpuSecondsOf(list: readonly GeneratorFigures[]): number {
  const seconds = list.map((one) => one.cpuSeconds)
  // Each thread of a process that knows no single threads has told the time of all of them.
  return list.some(({ cpuScope }) => cpuScope === 'process') ? Math.max(...seconds) : sumOf(seconds)
}

function worstShares(list: readonly ThreadShares[]): ThreadShares {
  return {
    cpuShare: Math.max(...list.map(({ cpuShare }) => cpuShare)),
    runWaitShare: worstOf(list.map(({ runWaitShare }) => runWaitShare)),
  }
}

function worstOf(shares: readonly (number | null)[]): number | null {
  const known = shares.filter((share) => share !== null)
  return known.length > 0 ? Math.max(...known) : null
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
