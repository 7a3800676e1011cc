import { terminalJson } from './escape.ts'
import type { FindingSeverity, Report, ReportFinding, ReportViews } from './report.ts'

const levels: Readonly<Record<FindingSeverity, string>> = { error: 'error', warning: 'warning', info: 'note' }

/** SARIF 2.1.0, as GitHub code scanning and editors read it. Files are relative to the repository (`SRCROOT`). */
export function renderSarif<Result>(report: Report<Result>, views: ReportViews<Result>): string {
  const findings = views.findings(report)
  const hasBaseline = findings.some(({ known }) => known)
  const index = new Map(views.rules.map(({ id }, at) => [id, at]))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            rules: views.rules.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.title },
              fullDescription: { text: rule.description },
              // GitHub shows this beside an alert, and not the address alone.
              help: { text: rule.helpUrl === null ? rule.description : `${rule.description}\n${rule.helpUrl}` },
              defaultConfiguration: { level: levels[rule.severity] },
              ...(rule.helpUrl === null ? {} : { helpUri: rule.helpUrl }),
            })),
          },
        },
        automationDetails: { id: `${report.tool.name}/` },
        originalUriBaseIds: { SRCROOT: { description: { text: 'The top of the repository' } } },
        invocations: [
          {
            executionSuccessful: report.verdict !== 'error',
            startTimeUtc: report.run.startedAt,
            endTimeUtc: report.run.finishedAt,
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => ({
          ...toResult(finding, index.get(finding.ruleId)),
          // All results have these, or none.
          ...(hasBaseline ? baseline(finding) : {}),
        })),
      },
    ],
  }
  return `${terminalJson(log, 2)}\n`
}

/** GitHub refuses a whole log in which one result has no place. */
const nowhere = { file: 'no file', line: 1, column: 1 }

function toResult(finding: ReportFinding, ruleIndex: number | undefined): object {
  const { file, line, column } = finding.location ?? nowhere
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[finding.severity],
    message: { text: finding.message },
    partialFingerprints: { 'finding/v1': finding.fingerprint },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: toUri(file), uriBaseId: 'SRCROOT' },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
  }
}

/** A known finding is accepted: it is no alert. */
function baseline({ known }: ReportFinding): object {
  return known
    ? { baselineState: 'unchanged', suppressions: [{ kind: 'external', status: 'accepted' }] }
    : { baselineState: 'new', suppressions: [] }
}

function toUri(file: string): string {
  // Half of a pair cannot be encoded.
  const whole = file.replace(/\p{Surrogate}/gu, '\uFFFD')
  return whole.split('/').map(encodeURIComponent).join('/')
}
