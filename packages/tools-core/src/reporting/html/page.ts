import type { Language, Localization } from '../../language/index.ts'
import { renderHtmlPage } from '../html-page.ts'
import type { Report } from '../report.ts'
import { withVisibleText } from '../visible-text.ts'
import type { Bar } from './bar.ts'
import type { Chart } from './chart.ts'
import type { Figure } from './figure.ts'
import type { Filter } from './filter.ts'
import { packedJson } from './packed-json.ts'
import { pageWords, type PageWords } from './page-words.ts'
import type { Section } from './section.ts'
import type { Table } from './table.ts'
import { coreTemplate, pageStyles, renderTemplate, reportScript } from './templates.ts'
import type { VerdictView } from './verdict.ts'

/** All that a report shows, ready to print. */
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
  /** Shares of a whole, below the tiles: the picture of a report that has no course over time. */
  readonly bars: readonly Bar[]
  /** Narrows all tables that have it as theirs. */
  readonly filter: Filter | null
  readonly sections: readonly Section[]
  readonly data: PageData
}

/** What the scripts of every page work with. */
export interface PageData {
  readonly charts: readonly Chart[]
  readonly words: PageWords
}

/** What a report's scripts work with besides. */
export interface ReportPageData extends PageData {
  /** The report itself, to be copied from: JSON, deflated, as base64; `null` where it is too large to be carried along. */
  readonly report: string | null
  /** Of each part, what of the report it shows. */
  readonly paths: Readonly<Record<string, readonly string[]>>
}

/** A page of these parts, in which characters that nobody sees are shown: a name may be made so that it reads as another. */
export function reportPage(
  { language }: Localization,
  {
    bars = [],
    filter = null,
    ...parts
  }: Omit<ReportPage, 'data' | 'bars' | 'filter' | 'language'> & Partial<Pick<ReportPage, 'bars' | 'filter'>>,
): ReportPage {
  const charts = parts.sections.flatMap((section) => section.charts)
  return withVisibleText({ ...parts, bars, filter, language, data: { charts, words: pageWords[language] } })
}

export interface PageExtras {
  /** What the page shows, so that it can be copied from there; nothing is copied without it. */
  readonly report?: unknown
  /** Of the tool's own markup. */
  readonly styles?: string
  /** The tool's own script, which comes last, and what it works with: it finds that as `pageData.own`. */
  readonly script?: URL
  readonly own?: unknown
  /** What has made the page. */
  readonly generator?: string
}

/** One HTML file that needs nothing else: readable without scripts, drawn, sortable and searchable with them. */
export function renderReportPage(
  page: ReportPage,
  { generator, own, report, script, styles }: PageExtras = {},
): string {
  const data: ReportPageData = {
    ...page.data,
    report: report === undefined ? null : packedJson(report),
    paths: Object.fromEntries(page.sections.map(({ id, paths }) => [id, paths])),
    ...(own !== undefined && { own }),
  }
  return renderHtmlPage({
    title: `${page.title}: ${page.verdict.word}`,
    language: page.language,
    bodyHtml: renderTemplate(coreTemplate('report.ejs'), page, page.language),
    css: styles === undefined ? pageStyles() : `${pageStyles()}\n${styles}`,
    script: reportScript(script),
    data,
    ...(generator !== undefined && { generator }),
  })
}

/** `2026-11-26 05:59:02 UTC, 60.5 s` */
export function runText(t: Localization, { startedAt, durationMs }: Report<unknown>['run']): string {
  return `${startedAt.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*Z$/, '$1 $2 UTC')}, ${t.ms(durationMs)}`
}
