import { encodePercent } from '../values/encode-percent.ts'
import { escapeTerminalJson } from '../terminal/escape.ts'
import { placeOf } from './finding-place.ts'
import type { FindingSeverity, Report, ReportCheck, ReportFinding, ReportViews, RuleInfo } from './report.ts'

const levels: Readonly<Record<FindingSeverity, string>> = {
  critical: 'error',
  error: 'error',
  warning: 'warning',
  info: 'note',
}

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
            rules: views.rules.map(toDescriptor),
          },
        },
        automationDetails: { id: `${report.tool.name}/` },
        originalUriBaseIds: { SRCROOT: { description: { text: 'The top of the repository' } } },
        invocations: [
          {
            executionSuccessful: report.verdict !== 'error',
            startTimeUtc: report.run.startedAt,
            endTimeUtc: report.run.finishedAt,
            ...notifications(views.checks?.(report) ?? []),
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
  return `${escapeTerminalJson(JSON.stringify(log, undefined, 2))}\n`
}

function toDescriptor({ id, title, description, severity, helpUrl }: RuleInfo): object {
  return {
    id,
    shortDescription: { text: title },
    // Where there is no more to say than the title, GitHub shows that.
    ...(description === title ? {} : { fullDescription: { text: description } }),
    // GitHub shows this beside an alert, and not the address alone.
    help: { text: helpUrl === null ? description : `${description}\n${helpUrl}` },
    defaultConfiguration: { level: levels[severity] },
    ...(helpUrl === null ? {} : { helpUri: helpUrl }),
  }
}

/** Checks that were not made: a log without results is not to say that there is nothing to find. */
function notifications(checks: readonly ReportCheck[]): object {
  const missing = checks.filter(({ outcome }) => outcome === 'error' || outcome === 'skipped')
  if (missing.length === 0) return {}
  return {
    toolExecutionNotifications: missing.map(({ id, title, outcome, reason }) => ({
      level: outcome === 'error' ? 'error' : 'warning',
      message: { text: reason === null ? `${title}: ${outcome}` : `${title}: ${outcome}: ${reason}` },
      associatedRule: { id },
    })),
  }
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
        ...logicalLocations(finding),
      },
    ],
  }
}

function logicalLocations({ row }: ReportFinding): object {
  if (!row) return {}
  const { table, key } = row
  const name = key ?? table
  return {
    logicalLocations: [
      { name, fullyQualifiedName: placeOf({ location: null, row }), kind: key === null ? 'table' : 'row' },
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
  return file.split('/').map(encodePercent).join('/')
}
