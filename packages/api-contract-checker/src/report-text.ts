import { isAbsolute, join, relative } from 'node:path'
import {
  escapeTerminal,
  padEnd,
  type Paint,
  painter,
  shownFigure,
  textWidth,
  wrapLine,
  type Report,
  type TextStyle,
} from '@m4sh/tools-core/reporting'
import type { CallRow, ContractResult, Finding } from './result.ts'
import { ruleIds } from './rules/rule-ids.ts'
import { summaryRows } from './summary-rows.ts'

/** Findings of one rule shown on a terminal; the rest stands in the report. */
const shownPerRule = 20

/** Columns; a terminal that says less does not mean it. */
const narrowest = 40

/** Entries of the baseline that are gone, likewise. */
const shownStale = 5

export interface TextPlaces {
  /** Paths are shown from here, so that they can be opened. Absolute. */
  cwd: string
  /** Absolute folder that the `file`s of each frontend are relative to. */
  sourceRoots: readonly string[]
  /** What `--verbose` says beside it need not be asked for. */
  verbose?: boolean
}

/**
 * The report for a terminal. What makes the run fail has a cross in front; the rest is worth knowing.
 */
export function renderText(report: Report<ContractResult>, style: TextStyle, places: TextPlaces): string {
  const { cwd, sourceRoots } = places
  const paint = painter(style)
  const fileOf = ({ frontend, file }: CallRow) => pathFrom(cwd, join(sourceRoots[frontend] ?? '', file))
  const calls = new Map(report.result.calls.map((call) => [call.id, `${fileOf(call)}:${call.line}`]))
  return [
    `${paint('API contract', 'bold')}  ${verdictMark(report, paint)}`,
    paint(hanging(escapeTerminal(subjectLine(report.result, cwd)), 2, style), 'dim'),
    '',
    ...summaryRows(report.result).map(([label, value]) => `  ${padEnd(label, 16)} ${value}`),
    ...skippedLines(report.result, style, places, paint),
    '',
    ...byGravity(report.result.findings).flatMap((rule) =>
      ruleBlock(rule, report.result.findings, calls, paint, style),
    ),
    ...report.thresholds.map(
      ({ expression, actual, passed }) =>
        `  ${passed ? paint('✔', 'green') : paint('✘', 'red')} ${escapeTerminal(expression)} (${shownFigure(actual)})`,
    ),
    ...baselineLines(report.result, style.whole ? Infinity : shownStale),
  ].join('\n')
}

/** Words that do not fit go on below those before them. */
function hanging(text: string, indent: number, { columns }: TextStyle): string {
  const width = columns === undefined ? undefined : Math.max(columns, narrowest) - indent
  const blanks = ' '.repeat(indent)
  return wrapLine(text, width, textWidth)
    .map((line) => blanks + line)
    .join('\n')
}

/** Calls in files that were not read are missing, which no figure says. */
function skippedLines(
  { frontends }: ContractResult,
  { whole }: TextStyle,
  { verbose }: TextPlaces,
  paint: Paint,
): string[] {
  const skipped = frontends.flatMap((frontend) => frontend.skipped)
  if (skipped.length === 0) return []
  const listed = skipped.map(({ file, reason }) => `    ${escapeTerminal(file)}: ${escapeTerminal(reason)}`)
  const note = whole === true || verbose === true ? '' : ' (--verbose lists them)'
  return [
    `  ${padEnd('Skipped files', 16)} ${paint(`${skipped.length}${note}`, 'yellow')}`,
    ...(whole === true ? listed : []),
  ]
}

function verdictMark({ verdict, run }: Report<ContractResult>, paint: Paint): string {
  return verdict === 'pass' ? paint('✔ pass', 'green') : paint(`✘ ${run.interrupted ? 'interrupted' : verdict}`, 'red')
}

function subjectLine({ frontends, schemas }: ContractResult, cwd: string): string {
  const sources = schemas.map(({ title, version, source }) => `${title} ${version} (${source})`.trimStart())
  const roots = frontends.map(({ root }) => shownPath(root, cwd))
  return `${roots.join(', ') || 'no frontend was read'} ↔ ${sources.join(', ') || 'no schema was read'}`
}

function pathFrom(cwd: string, path: string): string {
  // Without the folder that it is named from, a file's name is all there is.
  return isAbsolute(path) ? relative(cwd, path) : path
}

function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, path)
  return below === '' || below.startsWith('..') ? path : below
}

/** Rules whose findings make the run fail come first. */
function byGravity(findings: readonly Finding[]): readonly string[] {
  const failing = new Set<string>(findings.filter(({ fails }) => fails).map(({ rule }) => rule))
  return [...ruleIds.filter((id) => failing.has(id)), ...ruleIds.filter((id) => !failing.has(id))]
}

function ruleBlock(
  rule: string,
  findings: readonly Finding[],
  places: ReadonlyMap<string, string>,
  paint: Paint,
  style: TextStyle,
): string[] {
  const most = style.whole ? Infinity : shownPerRule
  const own = findings.filter((finding) => finding.rule === rule && !finding.known)
  const failing = own.filter(({ fails }) => fails)
  const others = own.filter(({ fails }) => !fails)
  if (own.length === 0) return []
  // Unused endpoints are worth knowing, not worth a screen of their own.
  if (most < Infinity && failing.length === 0 && own.every(({ severity }) => severity === 'info'))
    return [`  ${paint('·', 'blue')} ${rule}: ${own.length} (see the report)`, '']
  const rest = own.length - most
  return [
    `${paint(`  ${rule}`, failing.length > 0 ? 'red' : 'yellow')} ${paint(`(${own.length})`, 'dim')}`,
    ...[...failing, ...others].slice(0, most).map((finding) => findingLine(finding, places, paint, style)),
    ...(rest > 0 ? [paint(`    … and ${rest} more in the report`, 'dim')] : []),
    '',
  ]
}

function findingLine(
  { message, call, fails }: Finding,
  places: ReadonlyMap<string, string>,
  paint: Paint,
  style: TextStyle,
): string {
  const place = call === null ? undefined : places.get(call)
  const mark = fails ? paint('✘', 'red') : paint('·', 'yellow')
  const said = hanging(escapeTerminal(message), 6, style)
  return `    ${mark} ${place === undefined ? said.trimStart() : `${paint(escapeTerminal(place), 'dim')}\n${said}`}`
}

function baselineLines({ baseline }: ContractResult, most: number): string[] {
  if (!baseline) return []
  const { known, fresh, stale } = baseline
  const gone = stale.length > 0 ? `, ${stale.length} gone (--update-baseline takes them out)` : ''
  return [
    `  Baseline: ${known} known, ${fresh} new${gone}`,
    ...stale.slice(0, most).map(({ description }) => `    gone: ${escapeTerminal(description)}`),
  ]
}
