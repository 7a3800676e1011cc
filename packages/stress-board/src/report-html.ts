import type { Report } from '@m4sh/tools-core/reporting'
import { renderReportPage } from '@m4sh/tools-core/reporting/html'
import type { StressLocalization } from './language/index.ts'
import { toPage } from './report-html/page.ts'
import type { StressResult } from './result.ts'

/** The report as one HTML file that needs nothing else: readable without scripts, drawn and sortable with them. */
export function renderReportHtml(t: StressLocalization, report: Report<StressResult>): string {
  return renderReportPage(toPage(t, report), { report })
}
