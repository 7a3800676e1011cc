import type { HistoryView } from '@m4sh/tools-core/reporting'
import type { BlastLocalization } from './language/index.ts'
import type { BlastResult } from './result.ts'
import { type BlastReport, taskOf } from './summary-rows.ts'

/** How runs of notif-blast are told beside each other. */
export function historyView(t: BlastLocalization): HistoryView<BlastResult> {
  const words = t.messages.history
  return {
    subject: (report) => subjectOf(t, report),
    isMeasured: (report) => taskOf(report) === 'write' && !report.result.dryRun,
    // The table is not known yet where the database cannot be reached. What is pushed takes its time with the platform: a
    // line of its own.
    target: ({ options, target: { database } }) =>
      typeof database === 'string' ? words.target(database, options['push'] === true) : '',
    trends: [
      {
        title: words.rowsPerSecond,
        unit: 'perSecond',
        better: 'more',
        lines: [{ label: words.rows, path: 'result.rowsPerSecond' }],
      },
      {
        title: words.batches,
        unit: 'ms',
        better: 'less',
        lines: [
          { label: words.batch('p95'), path: 'result.batchTime.p95' },
          { label: words.batch('p50'), path: 'result.batchTime.p50' },
        ],
      },
      {
        title: words.faults,
        unit: 'count',
        better: 'less',
        lines: [
          { label: words.missing, path: 'result.failed' },
          { label: words.lostPushes, path: 'result.push.lost' },
          { label: words.errors, path: 'result.errors.count' },
        ],
      },
      {
        title: words.pushes,
        unit: 'ms',
        better: 'less',
        lines: [
          { label: words.push('p95'), path: 'result.push.latency.p95' },
          { label: words.push('p50'), path: 'result.push.latency.p50' },
        ],
      },
    ],
  }
}

function subjectOf({ messages: { history } }: BlastLocalization, report: BlastReport): string {
  const { dryRun, requested, users } = report.result
  const subject = {
    write: history.subject.write(requested, users),
    clear: history.subject.clear(users),
    undo: history.subject.undo,
  }[taskOf(report)]
  return dryRun ? history.dryRun(subject) : subject
}
