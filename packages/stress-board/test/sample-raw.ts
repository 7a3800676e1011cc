import type { GeneratorFigures } from '@m4sh/tools-core/load'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import type { RawResult } from '../src/engine/raw-result.ts'
import { histogramNames } from '../src/engine/raw-result.ts'
import { Recorder, type SecondSample } from '../src/engine/recorder.ts'

export const idleGenerator: GeneratorFigures = {
  workers: 1,
  wallMs: 10_000,
  cpuSeconds: 1,
  cpuScope: 'thread',
  cpuShare: 0.1,
  runWaitShare: 0.01,
  stealShare: 0,
  eventLoopLag: new Histogram().summary(),
  eventLoopLagHistogram: new Histogram().toJSON(),
  maxRssBytes: 1e8,
  worst: { cpuShare: 0.1, runWaitShare: 0.01 },
}

/** What a thread brings home that recorded this. */
export function rawOf(recorder: Recorder = new Recorder(), change: Partial<RawResult> = {}): RawResult {
  const none = { expected: 0, received: 0, lost: 0, duplicated: 0, outOfOrder: 0, late: 0, cutOff: 0 }
  return {
    counts: { ...recorder.counts, ...none },
    errors: Object.fromEntries(recorder.errors),
    histograms: Object.fromEntries(
      histogramNames.map((name) => [name, recorder[name].toJSON()]),
    ) as RawResult['histograms'],
    ledger: { total: recorder.ledgerTotal, entries: recorder.ledger },
    convergence: { checked: 0, unchecked: 0, left: 0, gone: 0, diverged: [], perceivedClients: 0, wrongAtEnd: 0 },
    rooms: [],
    seconds: [],
    generator: idleGenerator,
    clients: 0,
    activeMs: 10_000,
    ends: {},
    interrupted: false,
    ...change,
  }
}

export function secondOf(t: number, change: Partial<SecondSample> = {}): SecondSample {
  return { t, sent: 0, received: 0, errors: 0, connected: 0, latency: emptyLatency, ...change }
}

const emptyLatency = new Histogram({ subBucketBits: 7 }).toJSON()
