import { GeneratorWatch } from '@m4sh/tools-core/load'
import type { RawResult } from './engine/raw-result.ts'
import { Recorder } from './engine/recorder.ts'
import { toRawResult } from './engine/to-raw-result.ts'
import type { StressResult } from './result.ts'
import { toResult } from './to-result.ts'

/** The result of a run in which no client came. */
export function nothingMeasured(budgetMs: number): StressResult {
  return toResult(emptyRaw(), { budgetMs, workers: 0, planId: '', floor: { p50: null, p99: null } })
}

/** What a thread brings home that has done nothing. */
export function emptyRaw(): RawResult {
  const watch = new GeneratorWatch()
  watch.start()
  const generator = watch.stop()
  const nothing = { closed: [], rooms: [], seconds: [], ends: new Map(), activeMs: 0, interrupted: false }
  return toRawResult({ recorder: new Recorder(), generator, ...nothing })
}
