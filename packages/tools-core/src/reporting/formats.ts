import type { Format } from './format-names.ts'
import { jsonPieces } from './json-pieces.ts'
import type { Report, ReportViews, TextStyle } from './report.ts'

/** A report in one format, in pieces: it may be larger than memory. */
export type Renderer = <Result>(
  report: Report<Result>,
  views: ReportViews<Result>,
  style: TextStyle,
) => AsyncIterable<string>

/** One entry a format; each is loaded when it is asked for. */
const renderers: Readonly<Record<Format, Renderer>> = {
  async *text(report, views, style) {
    yield `${views.text(report, style).trimEnd()}\n`
  },
  async *json(report) {
    yield* jsonPieces(report)
    yield '\n'
  },
  async *html(report, views) {
    yield await views.html(report)
  },
  async *csv(report, views) {
    const { csvPieces } = await import('./render-csv.ts')
    yield* csvPieces(views.csv(report))
  },
  async *junit(report, views) {
    const { renderJunit } = await import('./render-junit.ts')
    yield renderJunit(report, views)
  },
  async *sarif(report, views) {
    const { renderSarif } = await import('./render-sarif.ts')
    yield renderSarif(report, views)
  },
  async *markdown(report, views) {
    const { renderMarkdown } = await import('./render-markdown.ts')
    yield renderMarkdown(report, views)
  },
}

export function render<Result>(
  format: Format,
  report: Report<Result>,
  views: ReportViews<Result>,
  style: TextStyle,
): AsyncIterable<string> {
  return renderers[format](report, views, style)
}
