import type { Report } from '@m4sh/tools-core/reporting'
import { emptySummary, summarize } from '@m4sh/tools-core/stats/summary'
import { type Baseline, compareWith } from '../../src/compare-runs.ts'
import { histogramOf } from '../../src/histogram-bars.ts'
import type { ChatResult, Comparison } from '../../src/result.ts'

type ChatReport = Report<ChatResult>

/** A run of 400 messages that found nothing wrong; `change` makes another one of it. */
export function sampleReport(change: (report: ChatReport) => void = () => {}): ChatReport {
  const report: ChatReport = {
    schemaVersion: 1,
    tool: { name: 'chat-latency', version: '1.2.3' },
    run: {
      id: '1c65ea61-bf66-4731-bf09-b967bd8ab27d',
      startedAt: '2026-11-26T05:59:02.880Z',
      finishedAt: '2026-11-26T05:59:43.380Z',
      durationMs: 40_500,
      interrupted: false,
      seed: 42,
      shard: null,
      environment: { node: 'v20.20.2', platform: 'linux-x64', cpus: 8 },
    },
    target: { apiUrl: 'http://127.0.0.1:8000/api', url: 'ws://127.0.0.1:8000/ws/', lessons: [1] },
    options: { lesson: [1], messages: 400, closed: false, failOnRegression: null, onSaturation: 'fail' },
    thresholds: [],
    verdict: 'pass',
    warnings: [],
    result: sampleResult(),
  }
  change(report)
  return report
}

/** Slower than last time, with messages that were lost and thresholds that were missed. */
export function slowReport(): ChatReport {
  return sampleReport((report) => {
    const { result } = report
    report.verdict = 'fail'
    report.warnings = ['1 socket ended: the server went away (1001).']
    report.options['failOnRegression'] = 0.1
    report.thresholds = [
      { expression: 'latency.p95<20ms', actual: result.latency.p95, passed: false },
      { expression: 'messages.lost==0', actual: 12, passed: false },
      { expression: 'generator.cpuShare<50%', actual: 0.11, passed: true },
      { expression: 'errors.byKind.socket-lost==0', actual: null, passed: false },
    ]
    Object.assign(result.messages, { sent: 414, lost: 12, failed: 2, duplicated: 3, outOfOrder: 1, rateLimited: 4 })
    result.errors = { count: 3, byKind: { 'socket-lost': 1, 'http-429': 2 } }
    result.connections.reconnects = 1
    result.comparison = comparedWith(
      result,
      latencies(400).map((latency) => latency / 1.4),
    )
  })
}

/** Against an earlier run of these latencies, of which 10 % more are allowed. */
export function comparedWith(result: ChatResult, old: readonly number[]): Comparison {
  const baseline: Baseline = {
    file: 'reports/last-week.json',
    startedAt: '2026-11-19T05:59:02.880Z',
    messages: old.length,
    latencies: old,
    options: {},
    warnings: [],
  }
  return compareWith(result, [baseline], { seed: 42, allowed: 0.1 })
}

/** The machine of the load was the problem. */
export function invalidReport(): ChatReport {
  return sampleReport((report) => {
    const { generator } = report.result
    generator.level = 'invalid'
    generator.reasons = [
      "The generator's thread used 97 % of a CPU: answers had to wait for it, and their latency is too high. Give it less to do at once, share it among workers where there are any, or use a machine of its own.",
    ]
    report.verdict = 'invalid'
    report.warnings = [...generator.reasons]
    report.thresholds = [{ expression: 'latency.p95<20ms', actual: 12.5, passed: false }]
  })
}

/** Nothing ever arrived. */
export function emptyReport(): ChatReport {
  return sampleReport((report) => {
    const { result } = report
    report.verdict = 'error'
    report.warnings = ['1 message still under way when the run was stopped: not received.']
    for (const name of Object.keys(result.messages)) Object.assign(result.messages, { [name]: 0 })
    Object.assign(result.messages, { sent: 20, lost: 20 })
    const { phases } = result
    for (const name of Object.keys(phases)) Object.assign(phases, { [name]: emptySummary })
    Object.assign(result, { latency: emptySummary, histogram: [], samples: { at: [], latency: [], undelivered: [] } })
    Object.assign(result.generator, { sendLag: emptySummary, turnWait: emptySummary, eventLoopLag: emptySummary })
    Object.assign(result.generator, { floor: { p50: null, p99: null }, runWaitShare: null, stealShare: null })
  })
}

/** So many; a tail of stragglers is as long as a tenth of them. */
export function latencies(count: number): number[] {
  return Array.from({ length: count }, (_, at) => 6 + (at % 37) / 8 + (at % 10 === 0 ? (at % 90) * 1.5 : 0))
}

function sampleResult(): ChatResult {
  const latency = latencies(400)
  const part = (share: number) => summarize(latency.map((time) => Number((time * share).toFixed(3))))
  return {
    messages: {
      sent: 400,
      acknowledged: 400,
      received: 400,
      lost: 0,
      recovered: 0,
      duplicated: 0,
      outOfOrder: 0,
      late: 0,
      failed: 0,
      rateLimited: 0,
      warmup: 5,
      deleted: 0,
    },
    latency: summarize(latency),
    phases: { clientQueue: part(0.04), acknowledge: part(0.7), deliver: part(0.96), echo: part(0.9) },
    histogram: histogramOf(latency),
    totalTimeMs: 40_100,
    errors: { count: 0, byKind: {} },
    connections: { reconnects: 0, brokenOff: 0 },
    generator: {
      sendLag: part(0.04),
      turnWait: part(0.01),
      eventLoopLag: part(0.02),
      cpuSeconds: 1.61,
      cpuShare: 0.11,
      runWaitShare: 0.004,
      stealShare: 0,
      maxRssBytes: 93_036_416,
      floor: { p50: 0.055, p99: 0.204 },
      level: 'ok',
      reasons: [],
    },
    samples: { at: latency.map((_, at) => at * 100), latency, undelivered: [] },
    comparison: null,
  }
}
