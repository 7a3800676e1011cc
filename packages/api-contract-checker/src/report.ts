import { relative } from 'node:path'
import {
  escapeTerminal,
  padEnd,
  type Report,
  type ReportFinding,
  type ReportViews,
  type TextStyle,
} from '@m4sh/tools-core/reporting'
import type { PageOptions } from './report-html/page.ts'
import type { CallRow, ContractResult, Finding } from './result.ts'
import { RULES } from './rules/registry.ts'

/** Findings of one rule shown on a terminal; the rest stands in the report. */
const shownPerRule = 20

export interface ViewOptions extends PageOptions {
  /** Folders below it are shown relative to it on a terminal. Absolute. */
  cwd: string
}

/** The contract checker's report in every format. */
export function contractViews({ cwd, ...page }: ViewOptions): ReportViews<ContractResult> {
  return {
    rules: RULES.map(({ id, title, severity, docs }) => ({
      id,
      title,
      description: title,
      // Of a rule whose findings differ in severity, the worst.
      severity: typeof severity === 'string' ? severity : 'error',
      helpUrl: docs,
    })),
    findings: (report) => report.result.findings.map((finding) => toReportFinding(finding, callsOf(report))),
    summary: ({ result }) => summaryRows(result),
    text: (report, style) => renderText(report, style, cwd),
    csv: ({ result }) => ({ columns: csvColumns, rows: result.calls.map(csvRow) }),
    html: async (report) => (await import('./report-html.ts')).renderReportHtml(report, page),
  }
}

function callsOf({ result }: Report<ContractResult>): Map<string, CallRow> {
  let known = callMaps.get(result)
  if (!known) {
    known = new Map(result.calls.map((call) => [call.id, call]))
    callMaps.set(result, known)
  }
  return known
}

const callMaps = new WeakMap<ContractResult, Map<string, CallRow>>()

function toReportFinding(finding: Finding, calls: ReadonlyMap<string, CallRow>): ReportFinding {
  const call = finding.call === null ? undefined : calls.get(finding.call)
  return {
    ruleId: finding.rule,
    severity: finding.severity,
    message: finding.message,
    location: call ? { file: call.file, line: call.line, column: call.column } : null,
    fingerprint: finding.fingerprint,
    known: finding.known,
  }
}

function summaryRows({ summary }: ContractResult): [string, string | number][] {
  const percent = (value: number | null): string => (value === null ? '' : ` (${value.toFixed(1)} %)`)
  return [
    ['Calls', summary.calls],
    ['Matched', `${summary.matched}${percent(summary.matchedPercent)}`],
    ['Frontend only', summary.frontendOnly],
    ['Method mismatch', summary.methodMismatch],
    ['Trailing slash', summary.trailingSlash],
    ['Unresolved', summary.unresolved],
    ['External', summary.external],
    ['Ignored', summary.ignored],
    ['In unused code', summary.uncalled],
    ['Endpoints', summary.operations],
    ['Used', `${summary.operationsMatched}${percent(summary.usedPercent)}`],
    ['Backend only', summary.backendOnly],
  ]
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 } as const

type Paint = (text: string, color: keyof typeof codes) => string

function painter({ color }: TextStyle): Paint {
  return (text, name) =>
    color ? `\u001B[${codes[name]}m${text}\u001B[${name === 'bold' || name === 'dim' ? 22 : 39}m` : text
}

function renderText(report: Report<ContractResult>, style: TextStyle, cwd: string): string {
  const paint = painter(style)
  const calls = callsOf(report)
  const mark =
    report.verdict === 'pass'
      ? paint('✔ pass', 'green')
      : paint(`✘ ${report.run.interrupted ? 'interrupted' : report.verdict}`, 'red')
  return [
    `${paint('API contract', 'bold')}  ${mark}`,
    paint(`  ${escapeTerminal(subjectLine(report.result, cwd))}`, 'dim'),
    '',
    ...summaryRows(report.result).map(([label, value]) => `  ${padEnd(label, 16)} ${value}`),
    '',
    ...RULES.flatMap(({ id }) => ruleBlock(id, report.result.findings, calls, paint)),
    ...report.thresholds.map(
      ({ expression, actual, passed }) =>
        `  ${passed ? paint('✔', 'green') : paint('✘', 'red')} ${escapeTerminal(expression)} (${actual ?? 'unknown'})`,
    ),
    ...baselineLines(report.result),
  ].join('\n')
}

function subjectLine({ frontends, schemas }: ContractResult, cwd: string): string {
  const sources = schemas.map(({ title, version, source }) => `${title} ${version} (${source})`.trimStart())
  const roots = frontends.map(({ root }) => shownPath(root, cwd))
  return `${roots.join(', ')} ↔ ${sources.join(', ')}`
}

function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, path)
  return below === '' || below.startsWith('..') ? path : below
}

function ruleBlock(
  rule: string,
  findings: readonly Finding[],
  calls: ReadonlyMap<string, CallRow>,
  paint: Paint,
): string[] {
  const own = findings.filter((finding) => finding.rule === rule && !finding.known)
  const [first] = own
  if (!first) return []
  // Unused endpoints are worth knowing, not worth a screen of their own.
  if (first.severity === 'info') return [`  ${paint('·', 'blue')} ${rule}: ${own.length} (see the report)`]
  const color = first.severity === 'error' ? 'red' : 'yellow'
  const rest = own.length - shownPerRule
  return [
    `${paint(`  ${rule}`, color)} ${paint(`(${own.length})`, 'dim')}`,
    ...own.slice(0, shownPerRule).map((finding) => findingLine(finding, calls, paint)),
    ...(rest > 0 ? [paint(`    … and ${rest} more in the report`, 'dim')] : []),
    '',
  ]
}

function findingLine({ message, call }: Finding, calls: ReadonlyMap<string, CallRow>, paint: Paint): string {
  const row = call === null ? undefined : calls.get(call)
  const place = row ? paint(`${escapeTerminal(row.file)}:${row.line}`, 'dim') : ''
  return `    ${place}${place ? '\n      ' : ''}${escapeTerminal(message)}`
}

function baselineLines({ baseline }: ContractResult): string[] {
  if (!baseline) return []
  return [
    `  Baseline: ${baseline.known} known, ${baseline.fresh} new${baseline.stale.length > 0 ? `, ${baseline.stale.length} gone (--update-baseline takes them out)` : ''}`,
    ...baseline.stale.slice(0, 5).map(({ description }) => `    gone: ${escapeTerminal(description)}`),
  ]
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
