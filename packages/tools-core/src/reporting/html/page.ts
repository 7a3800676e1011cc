import type { Language, Localization } from '../../language/index.ts'
import { renderHtmlPage } from '../html-page.ts'
import type { Report } from '../report.ts'
import { withVisibleText } from '../visible-text.ts'
import type { Chart } from './chart.ts'
import type { Figure } from './figure.ts'
import type { Section } from './section.ts'
import type { Table } from './table.ts'
import { coreTemplate, pageScript, pageStyles, renderTemplate } from './templates.ts'
import type { VerdictView } from './verdict.ts'

/** All that a report with charts shows, ready to print. */
export interface ReportPage {
  readonly language: Language
  readonly title: string
  /** What was tested and when, in one line. */
  readonly subject: string
  readonly verdict: VerdictView
  readonly thresholds: Table | null
  readonly warnings: readonly string[]
  /** What a reader wants first. */
  readonly tiles: readonly Figure[]
  readonly sections: readonly Section[]
  readonly data: PageData
}

/** What the script works with. */
export interface PageData {
  readonly charts: readonly Chart[]
}

/** A page of these parts, in which characters that nobody sees are shown: a name may be made so that it reads as another. */
export function reportPage({ language }: Localization, parts: Omit<ReportPage, 'data' | 'language'>): ReportPage {
  return withVisibleText({ ...parts, language, data: { charts: parts.sections.flatMap(({ charts }) => charts) } })
}

/**
 * One HTML file that needs nothing else: readable without scripts, drawn and sortable with them.
 * @param styles of the tool's own markup
 */
export function renderReportPage(page: ReportPage, styles = ''): string {
  return renderHtmlPage({
    title: `${page.title}: ${page.verdict.word}`,
    language: page.language,
    bodyHtml: renderTemplate(coreTemplate('report.ejs'), page),
    css: styles === '' ? pageStyles() : `${pageStyles()}\n${styles}`,
    script: pageScript(coreTemplate('report.js')),
    data: page.data,
  })
}

/** `2026-11-26 05:59:02 UTC, 60.5 s` */
export function runText(t: Localization, { startedAt, durationMs }: Report<unknown>['run']): string {
  return `${startedAt.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*Z$/, '$1 $2 UTC')}, ${t.ms(durationMs)}`
}
