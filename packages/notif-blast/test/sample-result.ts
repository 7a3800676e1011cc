import type { Report } from '@m4sh/tools-core/reporting'
import { emptySummary, summarize } from '@m4sh/tools-core/stats/summary'
import type { BlastResult, PushResult, TimelineRow } from '../src/result.ts'

type BlastReport = Report<BlastResult>

export const runId = '019ac3b1-2f40-7c21-9a55-0242ac120002'

/** A million rows that are all in; `change` makes another run of it. */
export function sampleReport(change: (report: BlastReport) => void = () => {}): BlastReport {
  const report: BlastReport = {
    schemaVersion: 1,
    tool: { name: 'notif-blast', version: '1.2.3' },
    run: {
      id: '1c65ea61-bf66-4731-bf09-b967bd8ab27d',
      startedAt: '2026-11-26T05:59:02.880Z',
      finishedAt: '2026-11-26T05:59:17.030Z',
      durationMs: 14_150,
      interrupted: false,
      seed: 42,
      shard: null,
      environment: { node: 'v20.20.2', platform: 'linux-x64', cpus: 2 },
    },
    target: { database: 'm4sh@127.0.0.1:5432/m4sh', table: 'notifications_notification' },
    options: { allUsers: true, count: 1_000_000, method: 'copy', connections: 2, push: false, seed: 42 },
    thresholds: [],
    verdict: 'pass',
    warnings: [],
    result: sampleResult(),
  }
  change(report)
  return report
}

/** The database was gone for good in the middle of it. */
export function failedReport(): BlastReport {
  return sampleReport((report) => {
    const { result } = report
    report.verdict = 'error'
    report.warnings = ['The connection to the database was lost, and did not come back within 60 s.']
    report.thresholds = [
      { expression: 'rowsPerSecond>10000', actual: 81_300.8, passed: true },
      { expression: 'batchTime.p95<100ms', actual: result.batchTime.p95, passed: false },
      { expression: 'failed==0', actual: 600_000, passed: false },
    ]
    Object.assign(result, {
      inserted: 400_000,
      failed: 600_000,
      byType: { 'chat.message': 160_000, 'lesson.reminder': 240_000 },
      batches: 80,
      writingMs: 4920,
      rowsPerSecond: 81_300.8,
      batchTime: summarize(batchTimes(80)),
      database: { rows: null, agrees: null },
      errors: { count: 7, byKind: { 'connection-lost': 6, refused: 1 } },
      timeline: timelineOf(5).map((row) => ({ ...row, errors: row.t === 5000 ? 7 : 0 })),
    })
    result.next.resume = `notif-blast --resume ${runId}`
  })
}

/** All is in, and the database holds less. */
export function disagreeingReport(): BlastReport {
  return sampleReport((report) => {
    report.verdict = 'fail'
    report.result.database = { rows: 999_990, agrees: false }
  })
}

/** A thousand for ten users, over the gateway, with sockets that listened; older ones were cleared before. */
export function pushReport(): BlastReport {
  return sampleReport((report) => {
    const { result } = report
    report.options = { user: ['1', '2', '3'], count: 100, push: true, listen: true, clear: true, delay: 10 }
    report.thresholds = [{ expression: 'push.lost==0', actual: 2, passed: false }]
    report.verdict = 'fail'
    Object.assign(result, {
      users: 10,
      requested: 1000,
      inserted: 1000,
      cleared: 120,
      byType: { 'lesson.reminder': 1000, 'system.update': 0 },
      batches: 1000,
      batchSize: 1,
      method: 'rows',
      copyFormat: null,
      writingMs: 10_012,
      rowsPerSecond: 99.88,
      batchTime: summarize(times(1000, 1.4)),
      push: samplePush(),
      database: { rows: 1000, agrees: true },
      generator: { cpuSeconds: 1.2, maxRssBytes: 98_566_144 },
      timeline: timelineOf(11, 91).map((row) => ({ ...row, batches: row.rows, pushed: row.rows, delivered: 90 })),
    })
  })
}

/** The platform has made the rows as it was asked to push them; nobody listened. */
export function httpReport(): BlastReport {
  return sampleReport((report) => {
    report.options = { user: ['42'], count: 200, push: true }
    Object.assign(report.result, {
      users: 1,
      requested: 200,
      inserted: 200,
      byType: { 'chat.message': 200 },
      batches: 200,
      method: 'http',
      copyFormat: null,
      writingMs: 840,
      rowsPerSecond: 238.1,
      batchTime: summarize(times(200, 56)),
      push: {
        ...samplePush(),
        via: 'http',
        reason: 'POST /api/notifications/internal/ is there, and this token may use it (HTTP 400 to an empty one)',
        pushed: 200,
        failed: 0,
        delivered: null,
        lost: null,
        duplicated: null,
        listeners: 0,
        latency: emptySummary,
        transit: emptySummary,
        acknowledge: summarize(times(200, 55)),
      } satisfies PushResult,
      database: { rows: 200, agrees: true },
      timeline: timelineOf(1, 200).map((row) => ({ ...row, pushed: 200 })),
    })
  })
}

/** What would be written and removed. */
export function dryRunReport(): BlastReport {
  return sampleReport((report) => {
    report.options['dryRun'] = true
    Object.assign(report.result, {
      ...nothingWritten(),
      requested: 1_000_000,
      cleared: 12_000,
      byType: typesOf(1_000_000),
      dryRun: true,
    })
  })
}

/** One run was taken away. */
export function undoReport(): BlastReport {
  return sampleReport((report) => {
    report.options = { undo: runId }
    Object.assign(report.result, {
      ...nothingWritten(),
      users: 0,
      cleared: 1_000_000,
      database: { rows: 0, agrees: true },
    })
  })
}

/** What would be taken away of one run. */
export function dryUndoReport(): BlastReport {
  return sampleReport((report) => {
    report.options = { undo: runId, dryRun: true }
    Object.assign(report.result, {
      ...nothingWritten(),
      users: 0,
      cleared: 1_000_000,
      database: { rows: 1_000_000, agrees: null },
      dryRun: true,
    })
  })
}

/** What three users had was taken away, and nothing written. */
export function clearReport(): BlastReport {
  return sampleReport((report) => {
    report.options = { user: ['1', '2', '3'], clear: true, count: 0 }
    Object.assign(report.result, {
      ...nothingWritten(),
      users: 3,
      cleared: 40,
      database: { rows: 0, agrees: true },
    })
  })
}

/** Ctrl-C after the batch in flight. */
export function interruptedReport(): BlastReport {
  return sampleReport((report) => {
    const { result } = report
    report.run.interrupted = true
    Object.assign(result, {
      inserted: 245_000,
      byType: typesOf(245_000),
      failed: 755_000,
      batches: 49,
      writingMs: 3040,
      rowsPerSecond: 80_592.1,
      batchTime: summarize(batchTimes(49)),
      database: { rows: 245_000, agrees: true },
      timeline: timelineOf(4),
    })
    result.next.resume = `notif-blast --resume ${runId}`
  })
}

/** The rest of a run that was stopped. */
export function resumedReport(): BlastReport {
  return sampleReport((report) => {
    report.options['resume'] = runId
    Object.assign(report.result, {
      inserted: 755_000,
      resumed: 245_000,
      byType: typesOf(755_000),
      batches: 151,
      writingMs: 9360,
      rowsPerSecond: 80_662.4,
      batchTime: summarize(batchTimes(151)),
      timeline: timelineOf(10),
    })
  })
}

/** Rows a second in bursts, as a disk takes them. */
export function timelineOf(seconds: number, rows = 81_000): TimelineRow[] {
  return Array.from({ length: seconds }, (_, at) => {
    const some = Math.round(rows * (1 + ((at * 7) % 5) / 50))
    return { t: (at + 1) * 1000, rows: some, batches: Math.ceil(some / 5000), pushed: 0, delivered: 0, errors: 0 }
  })
}

function nothingWritten(): Partial<BlastResult> {
  return {
    requested: 0,
    inserted: 0,
    byType: {},
    batches: 0,
    writingMs: 0,
    rowsPerSecond: null,
    batchTime: emptySummary,
    database: { rows: null, agrees: null },
    generator: { cpuSeconds: 0.4, maxRssBytes: 81_264_640 },
    timeline: [],
    next: { undo: null, resume: null },
  }
}

function sampleResult(): BlastResult {
  return {
    users: 100_000,
    requested: 1_000_000,
    inserted: 1_000_000,
    byType: typesOf(1_000_000),
    failed: 0,
    resumed: 0,
    cleared: 0,
    batches: 200,
    batchSize: 5000,
    method: 'copy',
    copyFormat: 'binary',
    connections: 2,
    writingMs: 12_400,
    rowsPerSecond: 80_645.2,
    batchTime: summarize(batchTimes(200)),
    push: null,
    marker: runId,
    markerPath: 'notif_blast.run',
    database: { rows: 1_000_000, agrees: true },
    errors: { count: 0, byKind: {} },
    generator: { cpuSeconds: 2.4, maxRssBytes: 106_430_464 },
    timeline: timelineOf(13),
    next: { undo: `notif-blast --undo ${runId}`, resume: null },
    dryRun: false,
  }
}

/** So many rows in the usual mix. */
function typesOf(rows: number): Record<string, number> {
  const percents = {
    'lesson.created': 15,
    'lesson.reminder': 25,
    'lesson.cancelled': 6,
    'chat.message': 40,
    'relation.invite': 4,
    'relation.accepted': 3,
    'system.announcement': 4,
    'system.update': 3,
  }
  return Object.fromEntries(Object.entries(percents).map(([type, percent]) => [type, (rows * percent) / 100]))
}

function samplePush(): PushResult {
  return {
    via: 'ws',
    reason:
      'POST /api/notifications/internal/ is not there (HTTP 404); the gateway at 127.0.0.1:8000 lets this token publish',
    pushed: 997,
    failed: 3,
    delivered: 995,
    lost: 2,
    duplicated: 1,
    listeners: 10,
    latency: summarize(times(995, 9)),
    transit: summarize(times(995, 7)),
    acknowledge: emptySummary,
  }
}

function batchTimes(batches: number): number[] {
  return times(batches, 98)
}

/** So many, with a tail of stragglers. Milliseconds. */
function times(count: number, least: number): number[] {
  return Array.from({ length: count }, (_, at) =>
    Number((least * (1 + (at % 37) / 60 + (at % 20 === 0 ? (at % 90) / 90 : 0))).toFixed(3)),
  )
}

/** All kinds of reports, by what they show. */
export const sampleReports: readonly (readonly [name: string, report: BlastReport])[] = [
  ['finished', sampleReport()],
  ['failed', failedReport()],
  ['disagreeing', disagreeingReport()],
  ['interrupted', interruptedReport()],
  ['resumed', resumedReport()],
  ['pushed and heard', pushReport()],
  ['pushed by POST', httpReport()],
  ['dry run', dryRunReport()],
  ['undo', undoReport()],
  ['dry undo', dryUndoReport()],
  ['clear', clearReport()],
]
