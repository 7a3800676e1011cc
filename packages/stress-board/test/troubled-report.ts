import type { GeneratorFigures } from '@m4sh/tools-core/load'
import type { Report } from '@m4sh/tools-core/reporting'
import type { RawResult } from '../src/engine/raw-result.ts'
import { Recorder } from '../src/engine/recorder.ts'
import type { StressResult } from '../src/result.ts'
import { toResult } from '../src/to-result.ts'
import { warningsOf } from '../src/warnings.ts'
import { comparedReport, divergedReport } from './report-html/sample-report.ts'
import { idleGenerator, rawOf } from './sample-raw.ts'

const busyGenerator: GeneratorFigures = {
  ...idleGenerator,
  workers: 2,
  cpuShare: 0.95,
  runWaitShare: 0.2,
  stealShare: 0.12,
  worst: { cpuShare: 0.99, runWaitShare: 0.3 },
}

/** A run in which nearly everything went wrong that can, on a machine that was too slow: its report says all that it can. */
export function troubledReport(): Report<StressResult> {
  const raw = troubledRaw()
  const result = toResult(raw, { budgetMs: 200, workers: 2, planId: 'a', floor: { p50: 0.1, p99: 0.4 } })
  const report = divergedReport()
  const { capacity, comparison } = comparedReport().result
  Object.assign(report.result, { capacity, comparison, generator: result.generator })
  Object.assign(report.result.messages, { unsent: 4, cutOff: 3, reordered: 7, copied: 5 })
  Object.assign(report.result.convergence, { unchecked: 2, left: 3 })
  Object.assign(report.result.clients, { connected: 27, failed: 3 })
  Object.assign(report.result.snapshot, { count: 88, timedOut: 2 })
  report.run.interrupted = true
  report.run.shard = { index: 1, total: 2 }
  report.warnings = warningsOf(result, raw)
  return report
}

function troubledRaw(): RawResult {
  const recorder = new Recorder()
  for (let at = 0; at < 100; at++) {
    recorder.arrived(100)
    recorder.sendLag.record(60)
  }
  const raw = rawOf(recorder, {
    clients: 30,
    errors: { WS_RATE_LIMITED: 2, WS_FORBIDDEN: 1 },
    convergence: { checked: 0, unchecked: 2, left: 3, gone: 0, diverged: [], perceivedClients: 0, wrongAtEnd: 0 },
    rooms: divergedReport().result.rooms.map((room) => ({ ...room, clients: 1 })),
    generator: busyGenerator,
  })
  return { ...raw, counts: { ...raw.counts, connected: 27, cutOff: 4, offered: 200, achieved: 100 } }
}
