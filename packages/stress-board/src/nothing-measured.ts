import { GeneratorWatch } from '@m4sh/tools-core/load'
import { histogramNames, type RawHistogramName, type RawResult } from './engine/raw-result.ts'
import { Recorder } from './engine/recorder.ts'
import type { StressResult } from './result.ts'
import { toResult } from './to-result.ts'

/** The result of a run in which no client came. */
export function nothingMeasured(budgetMs: number): StressResult {
  return toResult(emptyRaw(), { budgetMs, workers: 0, planId: '', floor: { p50: null, p99: null } })
}

/** What a thread brings home that has done nothing. */
export function emptyRaw(): RawResult {
  const recorder = new Recorder()
  const watch = new GeneratorWatch()
  watch.start()
  return {
    counts: {
      ...recorder.counts,
      expected: 0,
      received: 0,
      lost: 0,
      duplicated: 0,
      outOfOrder: 0,
      late: 0,
      cutOff: 0,
    },
    errors: {},
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every name is there
    histograms: Object.fromEntries(histogramNames.map((name) => [name, recorder[name].toJSON()])) as Record<
      RawHistogramName,
      RawResult['histograms']['latency']
    >,
    ledger: { total: 0, entries: [] },
    convergence: { checked: 0, unchecked: 0, left: 0, diverged: [], perceivedClients: 0, wrongAtEnd: 0 },
    rooms: [],
    seconds: [],
    generator: watch.stop(),
    clients: 0,
    activeMs: 0,
    ends: {},
    interrupted: false,
  }
}
