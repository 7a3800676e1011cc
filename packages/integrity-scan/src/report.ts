import { catalogueOf } from '@m4sh/tools-core/language'
import type { ReportCheck, ReportViews, RuleInfo } from '@m4sh/tools-core/reporting'
import { historyView } from './history-view.ts'
import { localization, type ScanLocalization } from './language/index.ts'
import { samplesCsv } from './report-csv.ts'
import { findingsOf } from './report-findings.ts'
import { renderText } from './report-text.ts'
import type { ScanReport } from './report-words.ts'
import type { CheckResult, ScanResult } from './result.ts'
import { summaryRows } from './summary-rows.ts'

export interface ViewOptions {
  /** What the text and the page speak. */
  readonly t: ScanLocalization
  /** The terminal gets rows, statements, and all that was not checked. */
  readonly verbose: boolean
  /** Those of the report: which there are is known only after the scan. */
  readonly checks: readonly CheckResult[]
}

/** The scan's report in every format. What programs read is in English. */
export function integrityViews({ t, checks, verbose }: ViewOptions): ReportViews<ScanResult> {
  const english = localization('en')
  return {
    rules: checks.map(toRule),
    findings: findingsOf,
    checks: toChecks,
    summary: (report) => summaryRows(english, report),
    text: (report, style) => renderText(t, report, style, { verbose }),
    csv: ({ result }) => samplesCsv(result),
    history: catalogueOf((each) => historyView(localization(each))),
    html: async (report) => (await import('./report-html.ts')).renderReportHtml(t, report),
  }
}

function toRule({ docs, explanation, id, severity, title }: CheckResult): RuleInfo {
  return { id, title, description: explanation, severity, helpUrl: docs }
}

function toChecks(report: ScanReport): ReportCheck[] {
  const findings = findingsOf(report)
  return report.result.checks.map(({ id, reason, severity, status }) => ({
    id,
    // Titles say what is wrong: "passed" beside one would mean the opposite.
    title: id,
    outcome: status,
    reason,
    severity,
    findings: findings.filter(({ ruleId }) => ruleId === id),
  }))
}
