import type { GeneratorFigures } from '../../src/load/generator-watch.ts'
import { Histogram } from '../../src/stats/histogram.ts'

const lag = new Histogram()

/** A minute in which nothing went wrong. */
export const calm: GeneratorFigures = {
  workers: 1,
  wallMs: 60_000,
  cpuSeconds: 6,
  cpuScope: 'thread',
  cpuShare: 0.1,
  runWaitShare: 0,
  stealShare: 0,
  eventLoopLag: lag.summary(),
  eventLoopLagHistogram: lag.toJSON(),
  maxRssBytes: 1e8,
  worst: { cpuShare: 0.1, runWaitShare: 0 },
}
