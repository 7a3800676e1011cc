import { shownFigure } from '../stats/shown-figure.ts'
import { escapeMarkdown } from './escape.ts'
import { placeOf } from './finding-place.ts'
import { isJudged } from './is-judged.ts'
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
/** Of what is only told, such as endpoints that nothing calls: there may be very many. */
const shownNotes = 50

/** A page for a pull request or a step summary: the verdict, the figures, the findings that matter. */
export function renderMarkdown<Result>(report: Report<Result>, views: ReportViews<Result>): string {
  const all = views.findings(report)
  const findings = worthShowing(all)
  const notes = all.filter(isNote)
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
    ...findingTable(findings, shown),
    ...(notes.length > 0 ? [`### Notes (${notes.length})`, ''] : []),
    ...findingTable(notes, shownNotes),
  ].join('\n')
}

const ranks: Readonly<Record<FindingSeverity, number>> = { critical: 0, error: 1, warning: 2, info: 3 }

/** What makes the run fail comes first, then the worst: the table may end before the findings do. */
function worthShowing(findings: readonly ReportFinding[]): ReportFinding[] {
  return findings
    .filter((finding) => finding.fails || (!finding.known && !isNote(finding)))
    .sort((a, b) => Number(b.fails) - Number(a.fails) || ranks[a.severity] - ranks[b.severity])
}

function isNote({ known, fails, severity }: ReportFinding): boolean {
  return severity === 'info' && !known && !fails
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

function thresholds<Result>(report: Report<Result>): string[] {
  const { thresholds: rows } = report
  if (rows.length === 0) return []
  const outcomeOf = isJudged(report) ? (passed: boolean) => (passed ? '✅' : '❌') : () => '⚠️ not judged'
  const cells = rows.map(({ expression, actual, passed }) => [expression, shownFigure(actual), outcomeOf(passed)])
  return [table(['threshold', 'actual', ''], cells)]
}

function findingTable(findings: readonly ReportFinding[], most: number): string[] {
  if (findings.length === 0) return []
  const rows = findings
    .slice(0, most)
    .map((finding) => [markOf(finding), finding.ruleId, placeOf(finding), finding.message])
  const rest = findings.length - rows.length
  return [table(['', 'rule', 'where', 'what'], rows), ...(rest > 0 ? [`… and ${rest} more.`, ''] : [])]
}

function markOf(finding: ReportFinding): string {
  if (finding.fails) return '❌'
  return isNote(finding) ? 'ℹ️' : '⚠️'
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`
  return `${[line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n')}\n`
}
