import { escapeXml } from './escape.ts'
import type { Report, ReportFinding, ReportViews } from './report.ts'

/**
 * JUnit XML as Jenkins, GitLab and GitHub actions read it: a suite for each rule, a failed test for each finding that
 * fails the run, a skipped one for what is only told or already known, and one passed test for a rule without findings.
 */
export function renderJunit<Result>(report: Report<Result>, views: ReportViews<Result>): string {
  const findings = views.findings(report)
  const suites = views.rules.map(({ id }) =>
    suite(
      id,
      findings.filter(({ ruleId }) => ruleId === id),
      report,
    ),
  )
  const failures = findings.filter(isFailure).length
  const tests = suites.reduce((sum, { tests: count }) => sum + count, 0)
  const attributes = `name="${escapeXml(report.tool.name)}" tests="${tests}" failures="${failures}" errors="0" time="${seconds(report)}"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}>\n${suites.map(({ xml }) => xml).join('')}</testsuites>\n`
}

function suite<Result>(
  rule: string,
  findings: readonly ReportFinding[],
  report: Report<Result>,
): { xml: string; tests: number } {
  const cases = findings.length > 0 ? findings.map((finding) => testCase(rule, finding)) : [passed(rule)]
  const failures = findings.filter(isFailure).length
  const skipped = findings.length - failures
  const attributes = [
    `name="${escapeXml(rule)}"`,
    `tests="${cases.length}"`,
    `failures="${failures}"`,
    'errors="0"',
    `skipped="${skipped}"`,
    `time="0"`,
    `timestamp="${escapeXml(report.run.startedAt.slice(0, 19))}"`,
  ]
  return { xml: `  <testsuite ${attributes.join(' ')}>\n${cases.join('')}  </testsuite>\n`, tests: cases.length }
}

function passed(rule: string): string {
  return `    <testcase name="${escapeXml(rule)}" classname="${escapeXml(rule)}" time="0"/>\n`
}

function testCase(rule: string, finding: ReportFinding): string {
  const { location, message, severity } = finding
  const place = location ? `${location.file}:${location.line}` : ''
  const file = location ? ` file="${escapeXml(location.file)}" line="${location.line}"` : ''
  const name = `${message}${place ? ` (${place})` : ''}`
  const body = isFailure(finding)
    ? `<failure message="${escapeXml(message)}" type="${escapeXml(severity)}">${escapeXml(`${place}\n${message}`.trim())}</failure>`
    : `<skipped message="${escapeXml(finding.known ? 'known to the baseline' : severity)}"/>`
  return `    <testcase name="${escapeXml(name)}" classname="${escapeXml(rule)}" time="0"${file}>\n      ${body}\n    </testcase>\n`
}

function isFailure({ severity, known }: ReportFinding): boolean {
  return severity === 'error' && !known
}

function seconds<Result>(report: Report<Result>): string {
  return (report.run.durationMs / 1000).toFixed(3)
}
