import { terminalJson } from './escape.ts'
import type { Report, ReportViews, TextStyle } from './report.ts'

export const formats = ['text', 'json', 'html', 'csv', 'junit', 'sarif', 'markdown'] as const
export type Format = (typeof formats)[number]

/** File extension → format. */
export const formatOfExtension: Readonly<Record<string, Format>> = {
  txt: 'text',
  log: 'text',
  json: 'json',
  html: 'html',
  htm: 'html',
  csv: 'csv',
  xml: 'junit',
  sarif: 'sarif',
  md: 'markdown',
  markdown: 'markdown',
}

/** A report in one format. */
export type Renderer = <Result>(report: Report<Result>, views: ReportViews<Result>, style: TextStyle) => Promise<string>

/** One line a format; each is loaded when it is asked for. */
const renderers: Readonly<Record<Format, Renderer>> = {
  text: async (report, views, style) => `${views.text(report, style).trimEnd()}\n`,
  json: async (report) => `${terminalJson(report, 2)}\n`,
  html: (report, views) => views.html(report),
  csv: async (report, views) => (await import('./render-csv.ts')).renderCsv(views.csv(report)),
  junit: async (report, views) => (await import('./render-junit.ts')).renderJunit(report, views),
  sarif: async (report, views) => (await import('./render-sarif.ts')).renderSarif(report, views),
  markdown: async (report, views) => (await import('./render-markdown.ts')).renderMarkdown(report, views),
}

export function render<Result>(
  format: Format,
  report: Report<Result>,
  views: ReportViews<Result>,
  style: TextStyle,
): Promise<string> {
  return renderers[format](report, views, style)
}
