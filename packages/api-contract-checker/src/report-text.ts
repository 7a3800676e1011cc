import { isAbsolute, join, relative } from 'node:path'
import {
  escapeTerminal,
  padEnd,
  type Paint,
  painter,
  textWidth,
  wrapLine,
  type Report,
  type TextStyle,
} from '@m4sh/tools-core/reporting'
import { passMark, thresholdText, verdictText } from '@m4sh/tools-core/reporting/measurement-text'
import type { SkippedFile } from './calls/api-call.ts'
import type { ContractLocalization } from './language/index.ts'
import type { CallRow, ContractResult, Finding } from './result.ts'
import { ruleIds } from './rules/rule-ids.ts'
import { shownTitle } from './shown-title.ts'
import { summaryRows } from './summary-rows.ts'
import { translateWarning } from './translate-warning.ts'

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

/** How everything is said. */
interface Saying {
  t: ContractLocalization
  paint: Paint
  style: TextStyle
}

/**
 * The report for a terminal. What makes the run fail has a cross in front; the rest is worth knowing.
 */
export function renderText(
  t: ContractLocalization,
  report: Report<ContractResult>,
  style: TextStyle,
  places: TextPlaces,
): string {
  const { result, thresholds } = report
  const { cwd, sourceRoots } = places
  const paint = painter(style)
  const said: Saying = { t, paint, style }
  const fileOf = ({ frontend, file }: CallRow) => pathFrom(cwd, join(sourceRoots[frontend] ?? '', file))
  const calls = new Map(result.calls.map((call) => [call.id, `${fileOf(call)}:${call.line}`]))
  return [
    `${paint(t.messages.text.title, 'bold')}  ${verdictText(t, report, paint)}`,
    paint(hanging(escapeTerminal(subjectLine(t, result, cwd)), 2, style), 'dim'),
    '',
    ...figureLines(said, result, places),
    '',
    ...byGravity(result.findings).flatMap((rule) => ruleBlock(said, rule, result.findings, calls)),
    ...thresholds.map((row) => `  ${passMark(row.passed, paint)} ${thresholdText(t, row)}`),
    ...baselineLines(said, result),
    ...(style.whole === true ? warningLines(said, report) : []),
  ].join('\n')
}

/** What stands in a file; on a terminal the log says it as it comes. */
function warningLines({ t, paint, style }: Saying, { result, warnings }: Report<ContractResult>): string[] {
  if (warnings.length === 0) return []
  const lines = warnings.map((warning) => {
    const text = hanging(escapeTerminal(translateWarning(t, result, warning)), 4, style).trimStart()
    return `  ${paint('!', 'yellow')} ${text}`
  })
  return [...lines, '']
}

/** Words that do not fit go on below those before them. */
function hanging(text: string, indent: number, { columns }: TextStyle): string {
  const width = columns === undefined ? undefined : Math.max(columns, narrowest) - indent
  const blanks = ' '.repeat(indent)
  return wrapLine(text, width, textWidth)
    .map((line) => blanks + line)
    .join('\n')
}

function figureLines(said: Saying, result: ContractResult, { verbose = false }: TextPlaces): string[] {
  const { t, style } = said
  const rows = summaryRows(t, result)
  const skipped = result.frontends.flatMap((frontend) => frontend.skipped)
  const labels = [...rows.map(([label]) => label), t.messages.text.skipped]
  const width = Math.max(...labels.map(textWidth)) + 1
  return [
    ...rows.map(([label, value]) => `  ${padEnd(label, width)} ${value}`),
    ...skippedLines(said, skipped, width, style.whole === true || verbose),
  ]
}

/**
 * Calls in files that were not read are missing, which no figure says.
 * @param areListed here or on stderr
 */
function skippedLines(
  { t, paint, style }: Saying,
  skipped: readonly SkippedFile[],
  width: number,
  areListed: boolean,
): string[] {
  if (skipped.length === 0) return []
  const texts = t.messages.text
  const listed = skipped.map(
    ({ file, reason }) => `    ${escapeTerminal(file)}: ${escapeTerminal(t.translate(reason))}`,
  )
  const note = areListed ? '' : ` (${texts.verboseLists})`
  return [
    `  ${padEnd(texts.skipped, width)} ${paint(`${skipped.length}${note}`, 'yellow')}`,
    ...(style.whole === true ? listed : []),
  ]
}

function subjectLine(t: ContractLocalization, { frontends, schemas }: ContractResult, cwd: string): string {
  const { noFrontend, noSchema } = t.messages.text
  const sources = schemas.map((schema) => `${shownTitle(t, schema)} ${schema.version} (${schema.source})`.trimStart())
  const roots = frontends.map(({ root }) => shownPath(root, cwd))
  return `${roots.join(', ') || noFrontend} ↔ ${sources.join(', ') || noSchema}`
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
  said: Saying,
  rule: string,
  findings: readonly Finding[],
  places: ReadonlyMap<string, string>,
): string[] {
  const { t, paint, style } = said
  const texts = t.messages.text
  const most = style.whole ? Infinity : shownPerRule
  const own = findings.filter((finding) => finding.rule === rule && !finding.known)
  const failing = own.filter(({ fails }) => fails)
  const others = own.filter(({ fails }) => !fails)
  if (own.length === 0) return []
  // Unused endpoints are worth knowing, not worth a screen of their own.
  if (most < Infinity && failing.length === 0 && own.every(({ severity }) => severity === 'info'))
    return [`  ${paint('·', 'blue')} ${texts.inReport(rule, own.length)}`, '']
  const rest = own.length - most
  return [
    `${paint(`  ${rule}`, failing.length > 0 ? 'red' : 'yellow')} ${paint(`(${own.length})`, 'dim')}`,
    ...[...failing, ...others].slice(0, most).map((finding) => findingLine(said, finding, places)),
    ...(rest > 0 ? [paint(`    ${texts.more(rest)}`, 'dim')] : []),
    '',
  ]
}

function findingLine(
  { t, paint, style }: Saying,
  { message, call, fails }: Finding,
  places: ReadonlyMap<string, string>,
): string {
  const place = call === null ? undefined : places.get(call)
  const mark = fails ? passMark(false, paint) : paint('·', 'yellow')
  const sentence = hanging(escapeTerminal(t.translate(message)), 6, style)
  return `    ${mark} ${place === undefined ? sentence.trimStart() : `${paint(escapeTerminal(place), 'dim')}\n${sentence}`}`
}

function baselineLines({ t, style }: Saying, { baseline }: ContractResult): string[] {
  if (!baseline) return []
  const texts = t.messages.text
  const { known, fresh, stale } = baseline
  const gone = stale.length > 0 ? `, ${texts.gone(stale.length)}` : ''
  return [
    `  ${texts.baseline(known, fresh)}${gone}`,
    ...stale
      .slice(0, style.whole ? Infinity : shownStale)
      .map(({ description }) => `    ${escapeTerminal(texts.goneEntry(description))}`),
  ]
}
