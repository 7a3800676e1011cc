import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { pageScript, pageStyles, renderTemplate } from '@m4sh/tools-core/reporting/html'
import { renderHtmlPage } from '@m4sh/tools-core/reporting/html-page'
import { toPage } from './report-html/page.ts'
import type { ScanReport } from './report-words.ts'

/** `templates/` lies beside `src/` and beside `dist/`. */
const templates = new URL('../templates/', import.meta.url)

/** The report as one HTML file that needs nothing else: readable without scripts, sortable with them. */
export function renderReportHtml(report: ScanReport): string {
  const page = toPage(report)
  return renderHtmlPage({
    title: `${page.title}: ${page.verdict.word}`,
    bodyHtml: renderTemplate(new URL('report.ejs', templates), page),
    css: `${pageStyles()}\n${readFileSync(new URL('report.css', templates), 'utf8')}`,
    script: pageScript(coreScript()),
    data: { charts: [] },
  })
}

/** The script that all reports share: its tables sort, and scroll by the keyboard. */
function coreScript(): URL {
  const core = createRequire(import.meta.url).resolve('@m4sh/tools-core/package.json')
  return new URL('templates/report.js', pathToFileURL(core))
}
