import type { Report } from '@m4sh/tools-core/reporting'
import { renderHtmlPage } from '@m4sh/tools-core/reporting/html-page'
import { toPage } from './report-html/page.ts'
import { pageScript, pageStyles, renderTemplate } from './report-html/templates.ts'
import type { StressResult } from './result.ts'

/** The report as one HTML file that needs nothing else: readable without scripts, drawn and sortable with them. */
export function renderReportHtml(report: Report<StressResult>): string {
  const page = toPage(report)
  return renderHtmlPage({
    title: `${page.title}: ${page.verdict.word}`,
    bodyHtml: renderTemplate('report.ejs', page),
    css: pageStyles(),
    script: pageScript('report.js'),
    data: page.data,
  })
}
