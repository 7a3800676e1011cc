import { catalogueOf } from '@m4sh/tools-core/language'
import type { CsvTable, ReportViews } from '@m4sh/tools-core/reporting'
import { localization, type StressLocalization } from './language/index.ts'
import { rules, toFindings } from './report-findings.ts'
import { historyView } from './history-view.ts'
import { renderText } from './report-text.ts'
import type { StressResult } from './result.ts'
import { summaryRows } from './summary-rows.ts'

/** The report of stress-board in every format: text and HTML in the language of their reader, the others in English. */
export function stressViews(t: StressLocalization): ReportViews<StressResult> {
  return {
    rules,
    findings: ({ result }) => toFindings(result),
    summary: ({ result }) => summaryRows(localization('en'), result),
    text: (report, style) => renderText(t, report, style),
    csv: ({ result }) => secondTable(result),
    history: catalogueOf((each) => historyView(localization(each))),
    html: async (report) => (await import('./report-html.ts')).renderReportHtml(t, report),
  }
}

function secondTable({ timeline }: StressResult): CsvTable {
  return {
    columns: ['t', 'sent', 'received', 'errors', 'connected', 'p50', 'p95', 'p99'],
    rows: timeline.map(({ t, sent, received, errors, connected, p50, p95, p99 }) => [
      t,
      sent,
      received,
      errors,
      connected,
      p50,
      p95,
      p99,
    ]),
  }
}
