import type { Localization } from '../language/index.ts'
import { escapeCommands, escapeTerminal } from '../terminal/escape.ts'
import { padEnd, textWidth } from '../terminal/text-width.ts'
import { wrapLine } from '../terminal/wrap.ts'
import { isJudged } from './is-judged.ts'
import { type Paint, painter } from './paint.ts'
import type { ThresholdRow } from '../stats/thresholds.ts'
import type { Report, TextStyle } from './report.ts'

/** Narrower terminals show longer lines. */
const leastColumns = 40

/** What a tool says of its own measurement. */
export interface MeasurementParts {
  readonly title: string
  readonly rows: readonly (readonly [label: string, value: string])[]
  /** Of the widest label. */
  readonly labelWidth: number
  /** What stands between the figures and the thresholds; colours come by `paint` alone. */
  readonly details: (paint: Paint) => readonly string[]
}

/**
 * The report of a tool that measures, for a terminal: the verdict first, then figures, thresholds, warnings. What came from
 * outside, names of errors for instance, is shown and not obeyed.
 */
export function measurementText(
  t: Localization,
  report: Report<unknown>,
  style: TextStyle,
  parts: MeasurementParts,
): string {
  const paint = painter(style)
  const { thresholds, warnings } = report
  const judged = isJudged(report)
  const { title, rows, labelWidth, details } = parts
  const lines = [
    `${paint(title, 'bold')}  ${verdictText(t, report, paint)}`,
    '',
    ...rows.flatMap((row) => rowLines(row, labelWidth, style)),
    ...detailLines(details, style),
    ...(thresholds.length > 0 ? [''] : []),
    ...thresholds.map((row) =>
      judged
        ? `  ${passMark(row.passed, paint)} ${thresholdText(t, row)}`
        : `  ${paint('?', 'yellow')} ${thresholdText(t, row)}, ${t.core.thresholds.notJudged}`,
    ),
    ...(warnings.length > 0 ? [''] : []),
    ...warnings.map((warning) => `  ${paint('!', 'yellow')} ${escapeTerminal(t.translate(warning))}`),
  ]
  return `${lines
    .flatMap((line) => broken(line, style))
    .map(escapeCommands)
    .join('\n')}\n`
}

const marks = { passed: '✓', failed: '✗' } as const

/** Of what passed, and of what did not: the same in all texts. */
export function passMark(passed: boolean, paint: Paint): string {
  return passed ? paint(marks.passed, 'green') : paint(marks.failed, 'red')
}

/** A threshold and what was found, as it stands behind its mark. */
export function thresholdText(t: Localization, { expression, actual }: ThresholdRow): string {
  return `${escapeTerminal(expression)}  (${actual === null ? t.core.unknown : t.figure(actual)})`
}

/** `✓ pass`, as it stands behind the name of the tool. */
export function verdictText(t: Localization, { verdict, run }: Report<unknown>, paint: Paint): string {
  const texts = t.core.textVerdict
  const text = `${texts[verdict]}${run.interrupted ? texts.stopped : ''}`
  if (verdict === 'pass') return paint(`${marks.passed} ${text}`, 'green')
  return verdict === 'invalid' ? paint(`? ${text}`, 'yellow') : paint(`${marks.failed} ${text}`, 'red')
}

/** What `paint` makes, and nothing else that a terminal obeys. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const painted = /(\x1B\[\d{1,2}m)/

/** A text from outside may hold colours as well, which cannot be told from those of `paint`: it is shown without any. */
function detailLines(details: MeasurementParts['details'], style: TextStyle): readonly string[] {
  const plain = details((text) => text)
  if (!style.color || plain.some((line) => line.includes('\u001B'))) return plain.map(escapeTerminal)
  return details(painter(style)).map(escapedAround)
}

function escapedAround(line: string): string {
  const pieces = line.split(painted)
  // Every second one is what stood between.
  return pieces.map((piece, at) => (at % 2 === 0 ? escapeTerminal(piece) : piece)).join('')
}

/** A value that does not fit goes on below itself. */
function rowLines(
  [label, value]: readonly [string, string],
  labelWidth: number,
  { columns }: TextStyle,
): readonly string[] {
  const start = `  ${padEnd(label, labelWidth)} `
  const width = columns === undefined ? undefined : Math.max(leastColumns, columns) - start.length
  const [first = '', ...more] = wrapLine(escapeTerminal(value), width, textWidth)
  return [start + first, ...more.map((rest) => ' '.repeat(start.length) + rest)]
}

/** What does not fit goes on below, further in. */
function broken(line: string, { columns }: TextStyle): readonly string[] {
  if (columns === undefined || textWidth(line) <= columns) return [line]
  const text = line.trimStart()
  const indent = ' '.repeat(line.length - text.length)
  const width = Math.max(leastColumns, columns) - indent.length - 2
  const [first = '', ...more] = wrapLine(text, width, textWidth)
  return [indent + first, ...more.map((rest) => `${indent}  ${rest}`)]
}
