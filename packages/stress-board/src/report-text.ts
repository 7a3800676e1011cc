import { padEnd, type Report, shownFigure, type TextStyle, textWidth, wrapLine } from '@m4sh/tools-core/reporting'
import type { StressResult } from './result.ts'
import { summaryRows } from './summary-rows.ts'

/** Diverged clients shown on a terminal; the rest stands in the report. */
const shownClients = 10

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
    ...summaryRows(result).map(([label, value]) => `  ${padEnd(label, 14)} ${value}`),
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

/** What does not fit goes on below, further in. */
function broken(line: string, { columns }: TextStyle): string[] {
  if (columns === undefined) return [line]
  const [first = '', ...more] = wrapLine(line, Math.max(40, columns) - 4, textWidth)
  return [first, ...more.map((rest) => `    ${rest}`)]
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
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(1)).padStart(9)
  return [
    '',
    `  Capacity: ${found}`,
    `  ${'clients'.padStart(8)} ${'held'.padEnd(7)} ${'received/s'.padStart(11)} ${'p50 ms'.padStart(9)} ${'p95 ms'.padStart(9)} ${'p99 ms'.padStart(9)} ${'lost'.padStart(6)} ${'diverged'.padStart(9)} ${'CPU'.padStart(6)}`,
    ...capacity.steps.map(
      (step) =>
        `  ${String(step.clients).padStart(8)} ${(step.valid ? (step.held ? 'yes' : 'no') : 'invalid').padEnd(7)} ${String(Math.round(step.receivedPerSecond)).padStart(11)} ${figure(step.p50)} ${figure(step.p95)} ${figure(step.p99)} ${String(step.lost).padStart(6)} ${String(step.diverged).padStart(9)} ${`${Math.round(step.cpuShare * 100)} %`.padStart(6)}`,
    ),
  ]
}

function comparisonLines({ comparison }: StressResult): string[] {
  if (comparison === null) return []
  const rows = Object.entries(comparison.figures).map(([figure, { old, new: now, ratio }]) => {
    const change = ratio === null ? '' : `  ${ratio >= 1 ? '+' : '−'}${Math.abs((ratio - 1) * 100).toFixed(1)} %`
    return `    ${figure.padEnd(28)} ${shownFigure(old).padStart(10)} → ${shownFigure(now).padStart(10)}${change}`
  })
  return ['', `  Against the run of ${comparison.baseline.startedAt}`, ...rows]
}
