import type { HistoryView } from '@m4sh/tools-core/reporting'
import type { ScanLocalization } from './language/index.ts'
import type { ScanReport } from './report-words.ts'
import type { ScanResult } from './result.ts'

/** How scans are told beside each other. */
export function historyView(t: ScanLocalization): HistoryView<ScanResult> {
  const words = t.messages.history
  return {
    subject: (report) => subjectOf(t, report),
    // A scan is what has broken rows: rows that are brought back are looked at by the next.
    isMeasured: ({ result: { undo } }) => undo === null,
    target: ({ target: { database } }) => (typeof database === 'string' ? database : ''),
    // What a repair has mended is no longer broken.
    trends: [
      {
        title: words.brokenRows,
        unit: 'count',
        better: 'less',
        lines: [
          { label: words.critical, path: 'result.now.summary.critical' },
          { label: words.warning, path: 'result.now.summary.warning' },
          { label: words.info, path: 'result.now.summary.info' },
        ],
      },
      {
        title: words.sinceEarlier,
        unit: 'count',
        better: 'less',
        lines: [{ label: words.new, path: 'result.summary.new' }],
      },
      {
        title: words.notMade,
        unit: 'count',
        better: 'less',
        lines: [
          { label: words.failedToRun, path: 'result.summary.error' },
          { label: words.skipped, path: 'result.summary.skipped' },
        ],
      },
      {
        title: words.time,
        unit: 'ms',
        better: 'less',
        lines: [{ label: words.checks, path: 'result.snapshot.checksMs' }],
      },
    ],
  }
}

function subjectOf({ messages: { history } }: ScanLocalization, { result }: ScanReport): string {
  const { fix, summary, tables, undo } = result
  if (undo !== null) return history.undone(undo.dryRun)
  const rows = tables.reduce((sum, table) => sum + (table.rows ?? 0), 0)
  const scanned = history.scanned(summary.checks, rows)
  return fix === null ? scanned : history.repaired(scanned, fix.dryRun)
}
