import type { ReportViews } from '@m4sh/tools-core/reporting'
import { rules, toFindings } from './report-findings.ts'
import { renderText } from './report-text.ts'
import type { StressResult } from './result.ts'
import { summaryRows } from './summary-rows.ts'

/** The report of stress-board in every format. */
export function stressViews(): ReportViews<StressResult> {
  return {
    rules,
    findings: ({ result }) => toFindings(result),
    summary: ({ result }) => summaryRows(result),
    text: (report, style) => renderText(report, style),
    csv: ({ result }) => ({
      columns: ['t', 'sent', 'received', 'errors', 'connected', 'p50', 'p95', 'p99'],
      rows: result.timeline.map(({ t, sent, received, errors, connected, p50, p95, p99 }) => [
        t,
        sent,
        received,
        errors,
        connected,
        p50,
        p95,
        p99,
      ]),
    }),
    html: async (report) => (await import('./report-html.ts')).renderReportHtml(report),
  }
}
