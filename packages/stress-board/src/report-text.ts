import { type Paint, type Report, shownFigure, type TextStyle } from '@m4sh/tools-core/reporting'
import { measurementText } from '@m4sh/tools-core/reporting/measurement-text'
import { comparisonLimits } from './compare-runs.ts'
import type { CapacityStep, StressResult } from './result.ts'
import { summaryRows } from './summary-rows.ts'

/** Diverged clients shown on a terminal; the rest stands in the report. */
const shownClients = 10

/** The report for a terminal. */
export function renderText(report: Report<StressResult>, style: TextStyle): string {
  const { result } = report
  return measurementText(report, style, {
    title: 'Whiteboard under load',
    rows: summaryRows(result),
    labelWidth: 14,
    details: (paint) => [...divergedLines(result, paint), ...capacityLines(result), ...comparisonLines(result)],
  })
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
  return ['', `  Against the run of ${comparison.baseline.startedAt}`, ...rows, `    ${comparisonLimits}`]
}
