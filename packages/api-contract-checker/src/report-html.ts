import type { Report } from '@m4sh/tools-core/reporting'
import { renderHtmlPage } from '@m4sh/tools-core/reporting/html-page'
import type { ContractLocalization } from './language/index.ts'
import type { PageOptions } from './report-html/page.ts'
import { toParts } from './report-html/parts.ts'
import type { ContractResult } from './result.ts'

export type { PageOptions }
export { DEFAULT_SOURCE_LINK, isSourceLink } from './report-html/source-link.ts'

/** The report as one HTML file that needs nothing else: readable without scripts, searchable with them. */
export function renderReportHtml(
  t: ContractLocalization,
  report: Report<ContractResult>,
  options: PageOptions = {},
): string {
  return renderHtmlPage(toParts(t, report, options))
}
