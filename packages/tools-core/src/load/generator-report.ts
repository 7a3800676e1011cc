import { inMicroseconds, type Summary } from '../stats/summary.ts'
import { judgeGenerator } from './generator-verdict.ts'
import type { GeneratorFigures } from './generator-watch.ts'

/** How the machine that made the load did, as a report holds it. Milliseconds, shares of 1, bytes. */
export interface GeneratorReport {
  /** Due → really sent: the generator's own lateness. */
  sendLag: Summary
  eventLoopLag: Summary
  cpuSeconds: number
  /** Of the busiest thread, where there are several. */
  cpuShare: number
  runWaitShare: number | null
  stealShare: number | null
  maxRssBytes: number
  /** The least latency that this process can measure. */
  floor: { p50: number | null; p99: number | null }
  level: 'ok' | 'warn' | 'invalid'
  reasons: string[]
}

/** What was asked of the generator, beside what it came to. */
export interface GeneratorLoad {
  readonly sendLag: Summary
  /** The latency that the report stands for. */
  readonly headline: Summary
  /** How many sends were due, and how many of them were made. */
  readonly offered: number
  readonly achieved: number
  /** How many failed because this machine had no room for another connection. */
  readonly outOfRoom?: number
  readonly floor: GeneratorReport['floor']
}

/** The figures of a generator and the verdict on it. */
export function reportGenerator(
  figures: GeneratorFigures,
  { sendLag, headline, offered, achieved, outOfRoom = 0, floor }: GeneratorLoad,
): GeneratorReport {
  const { level, reasons } = judgeGenerator(figures, {
    sendLagP99Ms: sendLag.p99,
    headlineP99Ms: headline.p99,
    offered,
    achieved,
    outOfRoom,
  })
  const { eventLoopLag, cpuSeconds, cpuShare, runWaitShare, stealShare, maxRssBytes } = figures
  return {
    sendLag: inMicroseconds(sendLag),
    eventLoopLag: inMicroseconds(eventLoopLag),
    cpuSeconds,
    cpuShare,
    runWaitShare,
    stealShare,
    maxRssBytes,
    floor: { p50: floor.p50, p99: floor.p99 },
    level,
    reasons: reasons.map(({ says }) => says),
  }
}
