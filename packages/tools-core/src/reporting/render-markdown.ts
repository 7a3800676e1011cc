import { escapeMarkdown } from './escape.ts'
import { placeOf } from './finding-place.ts'
import type { FindingSeverity, Report, ReportCheck, ReportFinding, ReportViews, Verdict } from './report.ts'

const verdicts: Readonly<Record<Verdict, string>> = {
  pass: '✅ pass',
  fail: '❌ fail',
  invalid: '⚠️ invalid: the figures are not trustworthy',
  error: '💥 error: the job could not be done',
}

const stopped = '🛑 interrupted: only a part of the job was done'

/** Findings shown; a summary is read by people, the rest stands in the other formats. */
const shown = 100

/** A page for a pull request or a step summary: the verdict, the figures, the findings that matter. */
export function renderMarkdown<Result>(report: Report<Result>, views: ReportViews<Result>): string {
  const findings = worthShowing(views.findings(report))
  return [
    `## ${escapeMarkdown(report.tool.name)}: ${report.run.interrupted ? stopped : verdicts[report.verdict]}`,
    '',
    table(
      ['', ''],
      views.summary(report).map(([label, value]) => [label, String(value)]),
    ),
    ...thresholds(report),
    ...report.warnings.map((warning) => `> ⚠️ ${escapeMarkdown(warning)}\n`),
    ...missingChecks(views.checks?.(report) ?? []),
    ...(findings.length > 0 ? [findingTable(findings)] : []),
    ...(findings.length > shown ? [`… and ${findings.length - shown} more.`, ''] : []),
  ].join('\n')
}

const ranks: Readonly<Record<FindingSeverity, number>> = { critical: 0, error: 1, warning: 2, info: 3 }

/** What makes the run fail comes first, then the worst: the table may end before the findings do. */
function worthShowing(findings: readonly ReportFinding[]): ReportFinding[] {
  return findings
    .filter(({ known, fails, severity }) => fails || (!known && severity !== 'info'))
    .sort((a, b) => Number(b.fails) - Number(a.fails) || ranks[a.severity] - ranks[b.severity])
}

/** Checks that were not made: that nothing was found by them says nothing. */
function missingChecks(checks: readonly ReportCheck[]): string[] {
  const missing = checks.filter(({ outcome }) => outcome === 'error' || outcome === 'skipped')
  if (missing.length === 0) return []
  const rows = missing.map(({ title, outcome, reason }) => [
    outcome === 'error' ? '💥 error' : '⏭️ skipped',
    title,
    reason ?? '',
  ])
  return [table(['', 'check', 'why it was not made'], rows)]
}

function thresholds<Result>({ thresholds: rows }: Report<Result>): string[] {
  if (rows.length === 0) return []
  const cells = rows.map(({ expression, actual, passed }) => [
    expression,
    actual === null ? 'unknown' : String(actual),
    passed ? '✅' : '❌',
  ])
  return [table(['threshold', 'actual', ''], cells)]
}

function findingTable(findings: readonly ReportFinding[]): string {
  return table(
    ['', 'rule', 'where', 'what'],
    findings
      .slice(0, shown)
      .map((finding) => [finding.fails ? '❌' : '⚠️', finding.ruleId, placeOf(finding), finding.message]),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`
  return `${[line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n')}\n`
}
