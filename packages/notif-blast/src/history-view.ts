import { type HistoryView, plural } from '@m4sh/tools-core/reporting'
import type { BlastResult } from './result.ts'
import { type BlastReport, taskOf } from './summary-rows.ts'

/** How runs of notif-blast are told beside each other. */
export const historyView: HistoryView<BlastResult> = {
  subject: subjectOf,
  target: ({ target: { database, table } }) => [database, table].filter((one) => typeof one === 'string').join(', '),
  trends: [
    {
      title: 'Rows a second',
      unit: 'perSecond',
      better: 'more',
      lines: [{ label: 'rows', path: 'result.rowsPerSecond' }],
    },
    {
      title: 'Batches',
      unit: 'ms',
      better: 'less',
      lines: [
        { label: 'batch p95', path: 'result.batchTime.p95' },
        { label: 'batch p50', path: 'result.batchTime.p50' },
      ],
    },
    {
      title: 'What went wrong',
      unit: 'count',
      better: 'less',
      lines: [
        { label: 'missing', path: 'result.failed' },
        { label: 'lost pushes', path: 'result.push.lost' },
        { label: 'errors', path: 'result.errors.count' },
      ],
    },
    {
      title: 'Push',
      unit: 'ms',
      better: 'less',
      lines: [
        { label: 'push p95', path: 'result.push.latency.p95' },
        { label: 'push p50', path: 'result.push.latency.p50' },
      ],
    },
  ],
}

function subjectOf(report: BlastReport): string {
  const { dryRun, requested, users } = report.result
  const what = {
    write: `${plural(requested, 'row')} for ${plural(users, 'user')}`,
    clear: `rows of ${plural(users, 'user')} taken away`,
    undo: 'rows of a run taken away',
  }[taskOf(report)]
  return dryRun ? `${what} (dry run)` : what
}
