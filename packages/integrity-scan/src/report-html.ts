import { readFileSync } from 'node:fs'
import { renderReportPage, renderTemplate, reportPage } from '@m4sh/tools-core/reporting/html'
import type { ScanLocalization } from './language/index.ts'
import { toPage } from './report-html/page.ts'
import type { ScanReport } from './report-words.ts'

/** `templates/` lies beside `src/` and beside `dist/`. */
const templates = new URL('../templates/', import.meta.url)

/** The report as one HTML file that needs nothing else: readable without scripts, sortable with them. */
export function renderReportHtml(t: ScanLocalization, report: ScanReport): string {
  const { parts, ...page } = toPage(t, report)
  const sections = parts.map(({ checks, ...section }) =>
    checks === null
      ? section
      : { ...section, markup: renderTemplate(new URL('checks.ejs', templates), checks, t.language) },
  )
  const styles = readFileSync(new URL('report.css', templates), 'utf8')
  return renderReportPage(reportPage(t, { ...page, sections }), { report, styles })
}
