import { type HistoryView, plural, whole } from '@m4sh/tools-core/reporting'
import type { ScanReport } from './report-words.ts'
import type { ScanResult } from './result.ts'

/** How scans are told beside each other. */
export const historyView: HistoryView<ScanResult> = {
  subject: subjectOf,
  target: ({ target: { database } }) => (typeof database === 'string' ? database : ''),
  trends: [
    {
      title: 'Broken rows',
      unit: 'count',
      better: 'less',
      lines: [
        { label: 'critical', path: 'result.summary.critical' },
        { label: 'warning', path: 'result.summary.warning' },
        { label: 'info', path: 'result.summary.info' },
      ],
    },
    {
      title: 'Since the earlier report',
      unit: 'count',
      better: 'less',
      lines: [{ label: 'new', path: 'result.summary.new' }],
    },
    {
      title: 'Checks not made',
      unit: 'count',
      better: 'less',
      lines: [
        { label: 'failed to run', path: 'result.summary.error' },
        { label: 'skipped', path: 'result.summary.skipped' },
      ],
    },
    {
      title: 'Time of the checks',
      unit: 'ms',
      better: 'less',
      lines: [{ label: 'checks', path: 'result.snapshot.checksMs' }],
    },
  ],
}

function subjectOf({ result: { fix, summary, tables, undo } }: ScanReport): string {
  if (undo !== null) return undo.dryRun ? 'a repair taken back (dry run)' : 'a repair taken back'
  const rows = tables.reduce((sum, table) => sum + (table.rows ?? 0), 0)
  const repair = fix === null ? '' : fix.dryRun ? ', with a repair (dry run)' : ', with a repair'
  return `${plural(summary.checks, 'check')} of ${whole(rows)} rows${repair}`
}
