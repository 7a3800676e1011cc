import { catalogueOf, type Language } from '@m4sh/tools-core/language'
import type { Report, ReportFinding, ReportViews } from '@m4sh/tools-core/reporting'
import type { FindingPlaces } from './finding-places.ts'
import type { PageOptions } from './report-html/page.ts'
import { historyView } from './history-view.ts'
import { contractCsv } from './report-csv.ts'
import { localization } from './language/index.ts'
import { renderText, type TextPlaces } from './report-text.ts'
import type { CallRow, ContractResult, Finding } from './result.ts'
import { RULES } from './rules/registry.ts'
import { notedRows, summaryRows } from './summary-rows.ts'

export interface ViewOptions extends PageOptions, Pick<TextPlaces, 'verbose'> {
  /** Of text and HTML; all else is read by programs, and English. */
  language: Language
  /** Folders below it are shown relative to it on a terminal. Absolute. */
  cwd: string
  places: FindingPlaces
}

/** The contract checker's report in every format. */
export function contractViews({
  cwd,
  language,
  verbose = false,
  places,
  ...page
}: ViewOptions): ReportViews<ContractResult> {
  const t = localization(language)
  const english = localization('en')
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
    summary: ({ result }) => [...summaryRows(english, result), ...notedRows(result)],
    text: (report, style) => `${renderText(t, report, style, { cwd, sourceRoots: page.sourceRoots ?? [], verbose })}\n`,
    csv: ({ result }) => contractCsv(result),
    history: catalogueOf((each) => historyView(localization(each))),
    html: async (report: Report<ContractResult>) =>
      (await import('./report-html.ts')).renderReportHtml(t, report, page),
  }
}

function toReportFindings(result: ContractResult, places: FindingPlaces): ReportFinding[] {
  const { findings, calls, operations, schemas } = result
  const callById = new Map(calls.map((call) => [call.id, call]))
  const lines = new Map(operations.map(({ schema, method, path, line }) => [`${schema} ${method} ${path}`, line]))
  return findings.map((finding) => {
    const { rule: ruleId, severity, message, fingerprint, known, fails } = finding
    const call = finding.call === null ? undefined : callById.get(finding.call)
    const location = call === undefined ? placeInSchema(finding, lines, schemas, places) : placeOfCall(call, places)
    return { ruleId, severity, message, location, fingerprint, known, fails }
  })
}

function placeOfCall({ frontend, file, line, column }: CallRow, places: FindingPlaces): ReportFinding['location'] {
  return { file: places.ofFrontend(frontend, file), line, column }
}

/** An endpoint that nobody calls is a matter of its schema; that of a server is in no repository. */
function placeInSchema(
  { schema, operation }: Finding,
  lines: ReadonlyMap<string, number | null>,
  schemas: ContractResult['schemas'],
  places: FindingPlaces,
): ReportFinding['location'] {
  const file = schema === null ? undefined : schemas[schema]?.file
  if (file === null || file === undefined) return null
  return { file: places.ofSchema(file), line: lines.get(`${schema} ${operation}`) ?? 1, column: 1 }
}
