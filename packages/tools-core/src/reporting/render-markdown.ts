import { escapeMarkdown } from './escape.ts'
import type { Report, ReportFinding, ReportViews, Verdict } from './report.ts'

const verdicts: Readonly<Record<Verdict, string>> = {
  pass: '✅ pass',
  fail: '❌ fail',
  invalid: '⚠️ invalid: the figures are not trustworthy',
  error: '💥 error: the job could not be done',
}

/** Findings shown; a summary is read by people, the rest stands in the other formats. */
const shown = 100

/** A page for a pull request or a step summary: the verdict, the figures, the findings that matter. */
export function renderMarkdown<Result>(report: Report<Result>, views: ReportViews<Result>): string {
  const fresh = views.findings(report).filter(({ known }) => !known)
  // Errors first: the table may end before the warnings do.
  const findings = (['error', 'warning'] as const).flatMap((wanted) =>
    fresh.filter(({ severity }) => severity === wanted),
  )
  return [
    `## ${escapeMarkdown(report.tool.name)}: ${verdicts[report.verdict]}`,
    '',
    table(
      ['', ''],
      views.summary(report).map(([label, value]) => [label, String(value)]),
    ),
    ...thresholds(report),
    ...report.warnings.map((warning) => `> ⚠️ ${escapeMarkdown(warning)}\n`),
    ...(findings.length > 0 ? [findingTable(findings)] : []),
    ...(findings.length > shown ? [`… and ${findings.length - shown} more.`, ''] : []),
  ].join('\n')
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
      .map(({ severity, ruleId, location, message }) => [
        severity === 'error' ? '❌' : '⚠️',
        ruleId,
        location ? `${location.file}:${location.line}` : '',
        message,
      ]),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`
  return `${[line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n')}\n`
}
