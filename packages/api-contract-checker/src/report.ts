import type { Report, ReportFinding, ReportViews } from '@m4sh/tools-core/reporting'
import type { FindingPlaces } from './finding-places.ts'
import type { PageOptions } from './report-html/page.ts'
import { renderText } from './report-text.ts'
import type { CallRow, ContractResult, Finding } from './result.ts'
import { RULES } from './rules/registry.ts'
import { notedRows, summaryRows } from './summary-rows.ts'

export interface ViewOptions extends PageOptions {
  /** Folders below it are shown relative to it on a terminal. Absolute. */
  cwd: string
  places: FindingPlaces
}

/** The contract checker's report in every format. */
export function contractViews({ cwd, places, ...page }: ViewOptions): ReportViews<ContractResult> {
  return {
    rules: RULES.map(({ id, title, severity, docs }) => ({
      id,
      title,
      description: title,
      // Of a rule whose findings differ in severity, the worst.
      severity: typeof severity === 'string' ? severity : 'error',
      helpUrl: docs,
    })),
    findings: ({ result }) => toReportFindings(result, places),
    summary: ({ result }) => [...summaryRows(result), ...notedRows(result)],
    text: (report, style) => renderText(report, style, { cwd, sourceRoots: page.sourceRoots ?? [] }),
    csv: ({ result }) => ({ columns: csvColumns, rows: result.calls.map(csvRow) }),
    html: async (report: Report<ContractResult>) => (await import('./report-html.ts')).renderReportHtml(report, page),
  }
}

function toReportFindings({ findings, calls, schemas }: ContractResult, places: FindingPlaces): ReportFinding[] {
  const callById = new Map(calls.map((call) => [call.id, call]))
  return findings.map((finding) => {
    const { rule: ruleId, severity, message, fingerprint, known, fails } = finding
    const call = finding.call === null ? undefined : callById.get(finding.call)
    const location = call === undefined ? placeInSchema(finding, schemas, places) : placeOfCall(call, places)
    return { ruleId, severity, message, location, fingerprint, known, fails }
  })
}

function placeOfCall({ frontend, file, line, column }: CallRow, places: FindingPlaces): ReportFinding['location'] {
  return { file: places.ofFrontend(frontend, file), line, column }
}

/** An endpoint that nobody calls is a matter of its schema. Where in it is not known; that of a server is in no repository. */
function placeInSchema(
  { schema }: Finding,
  schemas: ContractResult['schemas'],
  places: FindingPlaces,
): ReportFinding['location'] {
  const file = schema === null ? undefined : schemas[schema]?.file
  return file === null || file === undefined ? null : { file: places.ofSchema(file), line: 1, column: 1 }
}

const csvColumns = [
  'id',
  'status',
  'method',
  'path',
  'operation',
  'suggestion',
  'file',
  'line',
  'column',
  'client',
  'uncalled',
  'reason',
] as const

function csvRow(call: CallRow): unknown[] {
  return csvColumns.map((column) => call[column])
}
