import { readFileSync } from 'node:fs'
import type { Report } from '@m4sh/tools-core/reporting'
import { renderReportPage, renderTemplate } from '@m4sh/tools-core/reporting/html'
import type { ContractLocalization } from './language/index.ts'
import { chipsOf, callersText, endpointOf, pathPieces, placeOf, slashFix } from './report-html/cells.ts'
import { type ContractData, type PageOptions, toPage } from './report-html/page.ts'
import type { Row } from './report-html/rows.ts'
import type { ContractTable } from './report-html/tables.ts'
import type { ContractResult } from './result.ts'

export type { PageOptions }
export { DEFAULT_SOURCE_LINK, isSourceLink } from './report-html/source-link.ts'

/** `templates/` lies beside `src/` and beside `dist/`. */
const templates = new URL('../templates/', import.meta.url)

/** The report as one HTML file that needs nothing else: readable without scripts, searchable with them. */
export function renderReportHtml(
  t: ContractLocalization,
  report: Report<ContractResult>,
  options: PageOptions = {},
): string {
  const { page, data } = toPage(t, report, options, (table, own) => renderRows(t, table, own))
  return renderReportPage(page, {
    report,
    styles: readFileSync(new URL('contract.css', templates), 'utf8'),
    script: new URL('contract.js', templates),
    own: data,
  })
}

function renderRows(
  t: ContractLocalization,
  { columns, rows }: ContractTable,
  { docs, files, words }: ContractData,
): string {
  const values = {
    columns,
    rows,
    contract: words,
    callersText: (row: Row) => callersText(t, row),
    chipsOf: (row: Row) => chipsOf(t, row),
    endpointOf,
    pathPieces,
    slashFix: (row: Row) => slashFix(t, row),
    docsOf: (rule: string) => docs[rule],
    placeOf: (row: Row) => placeOf(row, files),
  }
  return renderTemplate(new URL('rows.ejs', templates), values, t.language)
}
