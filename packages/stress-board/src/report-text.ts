import { padEnd, type Report, shownFigure, type TextStyle, textWidth, wrapLine } from '@m4sh/tools-core/reporting'
import type { CapacityStep, StressResult } from './result.ts'
import { summaryRows } from './summary-rows.ts'

/** Diverged clients shown on a terminal; the rest stands in the report. */
const shownClients = 10

/** Narrower ones show longer lines. */
const leastColumns = 40

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const

type Paint = (text: string, color: keyof typeof codes) => string

/** The report for a terminal: the verdict first. */
export function renderText(report: Report<StressResult>, style: TextStyle): string {
  const paint: Paint = (text, name) =>
    style.color ? `\u001B[${codes[name]}m${text}\u001B[${name === 'bold' || name === 'dim' ? 22 : 39}m` : text
  const { result, thresholds, warnings } = report
  const lines = [
    `${paint('Whiteboard under load', 'bold')}  ${verdict(report, paint)}`,
    '',
    ...summaryRows(result).flatMap((row) => rowLines(row, style)),
    ...divergedLines(result, paint),
    ...capacityLines(result),
    ...comparisonLines(result),
    ...(thresholds.length > 0 ? [''] : []),
    ...thresholds.map(
      ({ expression, actual, passed }) =>
        `  ${passed ? paint('✓', 'green') : paint('✗', 'red')} ${expression}  (${shownFigure(actual)})`,
    ),
    ...(warnings.length > 0 ? [''] : []),
    ...warnings.map((warning) => `  ${paint('!', 'yellow')} ${warning}`),
  ]
  return `${lines.flatMap((line) => broken(line, style)).join('\n')}\n`
}

/** A value that does not fit goes on below itself. */
function rowLines([label, value]: readonly [string, string], { columns }: TextStyle): string[] {
  const start = `  ${padEnd(label, 14)} `
  const width = columns === undefined ? undefined : Math.max(leastColumns, columns) - start.length
  const [first = '', ...more] = wrapLine(value, width, textWidth)
  return [start + first, ...more.map((rest) => ' '.repeat(start.length) + rest)]
}

/** What does not fit goes on below, further in. */
function broken(line: string, { columns }: TextStyle): string[] {
  if (columns === undefined || textWidth(line) <= columns) return [line]
  const text = line.trimStart()
  const indent = ' '.repeat(line.length - text.length)
  const width = Math.max(leastColumns, columns) - indent.length - 2
  const [first = '', ...more] = wrapLine(text, width, textWidth)
  return [indent + first, ...more.map((rest) => `${indent}  ${rest}`)]
}

function verdict({ verdict: is, run }: Report<StressResult>, paint: Paint): string {
  const stopped = run.interrupted ? ', stopped early' : ''
  if (is === 'pass') return paint(`✓ pass${stopped}`, 'green')
  if (is === 'invalid') return paint(`? invalid: this machine was too slow to measure${stopped}`, 'yellow')
  return paint(`✗ ${is === 'fail' ? 'fail' : 'error'}${stopped}`, 'red')
}

function divergedLines({ convergence: { diverged } }: StressResult, paint: Paint): string[] {
  if (diverged.length === 0) return []
  const rest = diverged.length - shownClients
  return [
    '',
    ...diverged
      .slice(0, shownClients)
      .map(
        ({ client, lesson, missing, extra, cause }) =>
          `  ${paint('✗', 'red')} client ${client}, lesson ${lesson}: ${missing} strokes missing, ${extra} too many (${cause})`,
      ),
    ...(rest > 0 ? [`    … ${rest} more in the report`] : []),
  ]
}

function capacityLines({ capacity }: StressResult): string[] {
  if (capacity === null) return []
  const found = capacity.isLimit
    ? `${capacity.clients} clients held it, the most that were tried`
    : `${capacity.clients} clients are the most that held it`
  const head = ['clients', 'held', 'received/s', 'p50 ms', 'p95 ms', 'p99 ms', 'lost', 'diverged', 'CPU']
  return ['', `  Capacity: ${found}`, ...[head, ...capacity.steps.map(cellsOf)].map(tableLine)]
}

function cellsOf(step: CapacityStep): string[] {
  const { clients, held, valid, receivedPerSecond, p50, p95, p99, lost, diverged, cpuShare } = step
  return [
    String(clients),
    valid ? (held ? 'yes' : 'no') : 'invalid',
    String(Math.round(receivedPerSecond)),
    ...[p50, p95, p99].map((figure) => (figure === null ? '–' : figure.toFixed(1))),
    String(lost),
    String(diverged),
    `${Math.round(cpuShare * 100)} %`,
  ]
}

/** Fits into 80 columns. */
function tableLine(cells: readonly string[]): string {
  const widths = [7, 7, 10, 8, 8, 8, 6, 8, 5]
  const padded = cells.map((cell, at) => (at === 1 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
  return `  ${padded.join(' ')}`
}

function comparisonLines({ comparison }: StressResult): string[] {
  if (comparison === null) return []
  const rows = Object.entries(comparison.figures).map(([figure, { old, new: now, ratio }]) => {
    const change = ratio === null ? '' : `  ${ratio >= 1 ? '+' : '−'}${Math.abs((ratio - 1) * 100).toFixed(1)} %`
    return `    ${figure.padEnd(28)} ${shownFigure(old).padStart(10)} → ${shownFigure(now).padStart(10)}${change}`
  })
  return ['', `  Against the run of ${comparison.baseline.startedAt}`, ...rows]
}
