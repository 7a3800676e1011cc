import type { Report } from '@m4sh/tools-core/reporting'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { emptySummary } from '@m4sh/tools-core/stats/summary'
import type { LedgerEntry, LedgerKind, StressResult, TimelinePoint } from '../../src/result.ts'

type StressReport = Report<StressResult>

/** A run of 30 clients in three rooms that found nothing wrong; `change` makes another one of it. */
export function sampleReport(change: (report: StressReport) => void = () => {}): StressReport {
  const report: StressReport = {
    schemaVersion: 1,
    tool: { name: 'stress-board', version: '1.2.3' },
    run: {
      id: '1c65ea61-bf66-4731-bf09-b967bd8ab27d',
      startedAt: '2026-11-26T05:59:02.880Z',
      finishedAt: '2026-11-26T06:00:03.380Z',
      durationMs: 60_500,
      interrupted: false,
      seed: 42,
      shard: null,
      environment: { node: 'v20.20.2', platform: 'linux-x64', cpus: 8 },
    },
    target: { url: 'ws://127.0.0.1:8000/ws/', host: '127.0.0.1:8000', lessons: '1..3' },
    options: { clients: 30, duration: 60_000, packetLoss: 0.05, chaos: true, quiet: false, onSaturation: 'fail' },
    thresholds: [],
    verdict: 'pass',
    warnings: [],
    result: sampleResult(),
  }
  change(report)
  return report
}

/** Two clients ended with another picture, and deliveries went wrong in every way. */
export function divergedReport(): StressReport {
  return sampleReport((report) => {
    const { convergence, errors, ledger, messages, rooms } = report.result
    report.verdict = 'fail'
    report.thresholds = [
      { expression: 'latency.p95<200ms', actual: 1804.287, passed: false },
      { expression: 'messages.delivered>80%', actual: 0.8444, passed: true },
      { expression: 'errors.byKind.socket-lost==0', actual: null, passed: false },
    ]
    convergence.converged = 28
    convergence.unchecked = 1
    convergence.diverged = [
      {
        client: 7,
        lesson: '1',
        missing: 24,
        extra: 0,
        cause: 'lost',
        strokes: Array.from({ length: 20 }, (_, at) => ({
          id: `a1-3-${at}`,
          is: 'missing' as const,
          cause: 'lost' as const,
        })),
      },
      {
        client: 12,
        lesson: '2',
        missing: 0,
        extra: 1,
        cause: 'race',
        strokes: [{ id: 'a1-9-4', is: 'extra', cause: 'race' }],
      },
    ]
    ledger.entries = ledgerEntries({ lost: 40, duplicate: 6, 'out-of-order': 12, foreign: 2, late: 3 })
    ledger.total = 5063
    Object.assign(messages, {
      lost: 5040,
      duplicated: 6,
      outOfOrder: 12,
      foreign: 2,
      late: 3,
      received: 27_360,
      delivered: 27_360 / 32_400,
    })
    errors.byKind = { 'socket-lost': 3, 'handshake-401': 11 }
    errors.count = 14
    for (const room of rooms) Object.assign(room, { lost: 1680, diverged: 1 })
  })
}

/** Seconds on which the machine of the load was the problem. */
export function invalidReport(): StressReport {
  return sampleReport((report) => {
    const { generator } = report.result
    generator.level = 'invalid'
    generator.cpuShare = 0.97
    generator.reasons = [
      'The generator’s thread used 97 % of a CPU: answers had to wait for it, and their latency is too high. Use fewer clients.',
    ]
    report.verdict = 'invalid'
    report.warnings = [...generator.reasons]
    report.thresholds = [{ expression: 'latency.p95<200ms', actual: 104.2, passed: false }]
  })
}

/** Nobody ever came in. */
export function emptyReport(): StressReport {
  return sampleReport((report) => {
    const { result } = report
    report.verdict = 'error'
    report.warnings = ['30 of 30 clients were never connected.']
    Object.assign(result.clients, { connected: 0, failed: 30, connect: emptySummary, resync: emptySummary })
    for (const name of Object.keys(result.messages)) Object.assign(result.messages, { [name]: 0 })
    result.messages.delivered = null
    result.latency = emptySummary
    result.transit = emptySummary
    Object.assign(result.fanOut, { first: emptySummary, median: emptySummary, last: emptySummary, withinBudget: null })
    Object.assign(result.snapshot, { requested: 0, count: 0, delay: emptySummary, bytes: emptySummary })
    Object.assign(result.convergence, {
      checked: 0,
      converged: 0,
      perceived: { clients: 0, wrongAtEnd: 0, staleTime: emptySummary },
    })
    result.errors = { count: 30, byKind: { 'handshake-401': 30 } }
    result.rooms = []
    result.timeline = []
    const none = new Histogram().toJSON()
    result.histograms = { latency: none, transit: none, sendLag: none }
  })
}

/** A search for the capacity, beside an earlier run. */
export function comparedReport(): StressReport {
  return sampleReport(({ result }) => {
    const step = { valid: true, lost: 0, diverged: 0 }
    result.capacity = {
      clients: 24,
      isLimit: false,
      steps: [
        { ...step, clients: 6, held: true, receivedPerSecond: 24, p50: 2.1, p95: 8.4, p99: 12, cpuShare: 0.04 },
        { ...step, clients: 12, held: true, receivedPerSecond: 92, p50: 2.4, p95: 11, p99: 40, cpuShare: 0.07 },
        { ...step, clients: 24, held: true, receivedPerSecond: 380, p50: 4.4, p95: 51, p99: 180, cpuShare: 0.2 },
        { ...step, clients: 36, held: false, receivedPerSecond: 700, p50: 14, p95: 310, p99: 900, cpuShare: 0.5 },
        {
          ...step,
          clients: 48,
          held: false,
          valid: false,
          receivedPerSecond: 900,
          p50: 80,
          p95: 1900,
          p99: 4100,
          cpuShare: 0.96,
        },
      ],
    }
    result.comparison = {
      baseline: { file: 'reports/last-week.json', startedAt: '2026-11-19T05:59:02.880Z' },
      figures: {
        'latency.p95': { old: 80, new: 104.2, ratio: 1.3025 },
        'throughput.receivedPerSecond': { old: 800, new: 760, ratio: 0.95 },
        'messages.lost': { old: 0, new: 0, ratio: null },
        'transit.p95': { old: 4, new: 4, ratio: 1 },
        'errors.count': { old: 1, new: 12, ratio: 12 },
      },
    }
  })
}

/** So many entries of each kind, those of all kinds mixed. */
export function ledgerEntries(counts: Partial<Record<LedgerKind, number>>): LedgerEntry[] {
  const all = Object.entries(counts).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, at): LedgerEntry => ({
      kind: kind as LedgerKind,
      lesson: String((at % 3) + 1),
      receiver: at % 30,
      sender: kind === 'foreign' ? null : (at + 7) % 30,
      sequence: kind === 'foreign' ? null : at * 3,
    })),
  )
  return all.toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0))
}

export function timelinePoint(second: number, change: Partial<TimelinePoint> = {}): TimelinePoint {
  const wave = 1 + 0.3 * Math.sin(second / 5)
  return {
    t: second * 1000,
    sent: Math.round(60 * wave),
    received: Math.round(540 * wave),
    errors: 0,
    connected: 30,
    p50: 3 * wave,
    p95: 80 * wave,
    p99: 600 * wave,
    ...change,
  }
}

function sampleResult(): StressResult {
  const latency = histogramOf(4000, (at) => 2 + (at % 40) / 10 + (at % 10 === 0 ? at / 4 : 0))
  const transit = histogramOf(4000, (at) => 1 + (at % 20) / 10)
  const sendLag = histogramOf(1000, (at) => 0.2 + (at % 10) / 10)
  const some = histogramOf(100, (at) => 5 + at).summary()
  return {
    clients: { requested: 30, connected: 30, failed: 0, gone: 0, reconnects: 4, connect: some, resync: some },
    messages: {
      sent: 3600,
      received: 32_400,
      expected: 32_400,
      delivered: 1,
      dropped: 180,
      delayed: 400,
      reordered: 0,
      copied: 0,
      unsent: 2,
      cutOff: 0,
      lost: 0,
      duplicated: 0,
      outOfOrder: 0,
      late: 0,
      foreign: 0,
      bytesSent: 4_000_000,
      bytesReceived: 36_000_000,
      offered: 3602,
      achieved: 3602,
    },
    throughput: {
      sentPerSecond: 60,
      receivedPerSecond: 540,
      bytesSentPerSecond: 66_000,
      bytesReceivedPerSecond: 600_000,
    },
    latency: latency.summary(),
    transit: transit.summary(),
    fanOut: { first: some, median: some, last: some, budgetMs: 200, withinBudget: 0.981, incomplete: 0 },
    snapshot: {
      requested: 90,
      count: 90,
      timedOut: 0,
      delay: some,
      bytes: histogramOf(90, (at) => 200_000 + at * 1000).summary(),
    },
    convergence: {
      checked: 30,
      converged: 30,
      unchecked: 0,
      left: 0,
      diverged: [],
      perceived: { clients: 12, wrongAtEnd: 1, staleTime: some },
    },
    errors: { count: 0, byKind: {} },
    generator: {
      sendLag: sendLag.summary(),
      eventLoopLag: sendLag.summary(),
      cpuSeconds: 6.61,
      cpuShare: 0.11,
      runWaitShare: 0.004,
      stealShare: 0,
      maxRssBytes: 143_036_416,
      workers: 1,
      floor: { p50: 0.055, p99: 0.204 },
      level: 'ok',
      reasons: [],
    },
    ledger: { total: 0, entries: [] },
    rooms: ['1', '2', '10'].map((lesson, at) => ({
      lesson,
      clients: 10,
      sent: 1200 + at,
      received: 10_800,
      lost: 0,
      duplicated: 0,
      outOfOrder: 0,
      late: 0,
      diverged: 0,
      strokes: 900 - at,
    })),
    timeline: Array.from({ length: 60 }, (_, at) => timelinePoint(at + 1)),
    histograms: { latency: latency.toJSON(), transit: transit.toJSON(), sendLag: sendLag.toJSON() },
    comparison: null,
    capacity: null,
    part: null,
  }
}

function histogramOf(count: number, sampleAt: (at: number) => number): Histogram {
  const histogram = new Histogram()
  for (let at = 0; at < count; at++) histogram.record(sampleAt(at))
  return histogram
}
