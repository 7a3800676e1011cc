import { relative } from 'node:path'
import { escapeTerminal, padEnd, type Report, type TextStyle } from '@m4sh/tools-core/reporting'
import type { CallRow, ContractResult, Finding } from './result.ts'
import { ruleIds } from './rules/rule-ids.ts'
import { summaryRows } from './summary-rows.ts'

/** Findings of one rule shown on a terminal; the rest stands in the report. */
const shownPerRule = 20

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 } as const

type Paint = (text: string, color: keyof typeof codes) => string

function painter({ color }: TextStyle): Paint {
  return (text, name) =>
    color ? `\u001B[${codes[name]}m${text}\u001B[${name === 'bold' || name === 'dim' ? 22 : 39}m` : text
}

/**
 * The report for a terminal. What makes the run fail has a cross in front; the rest is worth knowing.
 * @param cwd folders below it are shown relative to it
 */
export function renderText(report: Report<ContractResult>, style: TextStyle, cwd: string): string {
  const paint = painter(style)
  const calls = new Map(report.result.calls.map((call) => [call.id, call]))
  return [
    `${paint('API contract', 'bold')}  ${verdictMark(report, paint)}`,
    paint(`  ${escapeTerminal(subjectLine(report.result, cwd))}`, 'dim'),
    '',
    ...summaryRows(report.result).map(([label, value]) => `  ${padEnd(label, 16)} ${value}`),
    '',
    ...ruleIds.flatMap((rule) => ruleBlock(rule, report.result.findings, calls, paint)),
    ...report.thresholds.map(
      ({ expression, actual, passed }) =>
        `  ${passed ? paint('✔', 'green') : paint('✘', 'red')} ${escapeTerminal(expression)} (${actual ?? 'unknown'})`,
    ),
    ...baselineLines(report.result),
  ].join('\n')
}

function verdictMark({ verdict, run }: Report<ContractResult>, paint: Paint): string {
  return verdict === 'pass' ? paint('✔ pass', 'green') : paint(`✘ ${run.interrupted ? 'interrupted' : verdict}`, 'red')
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
  const failing = own.filter(({ fails }) => fails)
  const others = own.filter(({ fails }) => !fails)
  if (own.length === 0) return []
  // Unused endpoints are worth knowing, not worth a screen of their own.
  if (failing.length === 0 && own.every(({ severity }) => severity === 'info'))
    return [`  ${paint('·', 'blue')} ${rule}: ${own.length} (see the report)`]
  const rest = own.length - shownPerRule
  return [
    `${paint(`  ${rule}`, failing.length > 0 ? 'red' : 'yellow')} ${paint(`(${own.length})`, 'dim')}`,
    ...[...failing, ...others].slice(0, shownPerRule).map((finding) => findingLine(finding, calls, paint)),
    ...(rest > 0 ? [paint(`    … and ${rest} more in the report`, 'dim')] : []),
    '',
  ]
}

function findingLine({ message, call, fails }: Finding, calls: ReadonlyMap<string, CallRow>, paint: Paint): string {
  const row = call === null ? undefined : calls.get(call)
  const mark = fails ? paint('✘', 'red') : paint('·', 'yellow')
  const place = row ? `${paint(`${escapeTerminal(row.file)}:${row.line}`, 'dim')}\n      ` : ''
  return `    ${mark} ${place}${escapeTerminal(message)}`
}

function baselineLines({ baseline }: ContractResult): string[] {
  if (!baseline) return []
  const { known, fresh, stale } = baseline
  const gone = stale.length > 0 ? `, ${stale.length} gone (--update-baseline takes them out)` : ''
  return [
    `  Baseline: ${known} known, ${fresh} new${gone}`,
    ...stale.slice(0, 5).map(({ description }) => `    gone: ${escapeTerminal(description)}`),
  ]
}
