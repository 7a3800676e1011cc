import { wordOf } from '@m4sh/tools-core/language'
import type { Paint, Report, TextStyle } from '@m4sh/tools-core/reporting'
import { measurementText, passMark } from '@m4sh/tools-core/reporting/measurement-text'
import { changeText } from './change-text.ts'
import type { StressLocalization } from './language/index.ts'
import type { CapacityStep, StressResult } from './result.ts'
import { summaryRows } from './summary-rows.ts'

/** Diverged clients shown on a terminal; the rest stands in the report. */
const shownClients = 10

/** As wide as the labels in English; those of another language may be longer. */
const leastLabelWidth = 14

/** The report for a terminal. */
export function renderText(t: StressLocalization, report: Report<StressResult>, style: TextStyle): string {
  const { result } = report
  const rows = summaryRows(t, result)
  return measurementText(t, report, style, {
    title: t.messages.headline.title,
    rows,
    labelWidth: Math.max(leastLabelWidth, ...rows.map(([label]) => label.length)),
    details: (paint) => [
      ...divergedLines(t, result, paint),
      ...capacityLines(t, result),
      ...comparisonLines(t, result),
    ],
  })
}

function divergedLines(t: StressLocalization, { convergence: { diverged } }: StressResult, paint: Paint): string[] {
  if (diverged.length === 0) return []
  const texts = t.messages.text
  const { causeWords } = t.messages.sections.convergence
  const rest = diverged.length - shownClients
  const lines = diverged
    .slice(0, shownClients)
    .map(({ client, lesson, missing, extra, cause }) =>
      texts.divergedClient(client, lesson, missing, extra, wordOf(causeWords, cause)),
    )
  return [
    '',
    ...lines.map((line) => `  ${passMark(false, paint)} ${line}`),
    ...(rest > 0 ? [`    … ${texts.moreDiverged(rest)}`] : []),
  ]
}

function capacityLines(t: StressLocalization, { capacity }: StressResult): string[] {
  if (capacity === null) return []
  const texts = t.messages.text
  const { clients, held, received, time, lost, diverged, cpu } = texts.steps
  const head = [clients, held, received, time('p50'), time('p95'), time('p99'), lost, diverged, cpu]
  const lines = [head, ...capacity.steps.map((step) => cellsOf(t, step))]
  return ['', `  ${texts.capacity(capacity.clients, capacity.isLimit)}`, ...tableLines(lines)]
}

function cellsOf(t: StressLocalization, step: CapacityStep): string[] {
  const { clients, held, valid, receivedPerSecond, p50, p95, p99, lost, diverged, cpuShare } = step
  const { stepHeld, stepInvalid, stepMissed } = t.messages.text
  return [
    String(clients),
    valid ? (held ? stepHeld : stepMissed) : stepInvalid,
    String(Math.round(receivedPerSecond)),
    ...[p50, p95, p99].map((figure) => (figure === null ? '–' : t.fixed(figure, 1))),
    String(lost),
    String(diverged),
    `${Math.round(cpuShare * 100)} %`,
  ]
}

/** Of columns that fit into 80 characters, unless figures are very large. */
const leastWidths = [7, 7, 10, 8, 8, 8, 6, 8, 5]

function tableLines(lines: readonly (readonly string[])[]): string[] {
  const widths = leastWidths.map((least, at) => Math.max(least, lines[0]?.[at]?.length ?? 0))
  return lines.map((cells) => {
    const padded = cells.map((cell, at) => (at === 1 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
    return `  ${padded.join(' ')}`
  })
}

function comparisonLines(t: StressLocalization, { comparison }: StressResult): string[] {
  if (comparison === null) return []
  const figureText = (value: number | null) => (value === null ? t.core.unknown : t.figure(value)).padStart(10)
  const rows = Object.entries(comparison.figures).map(([figure, { old, new: now, ratio }]) => {
    return `    ${figure.padEnd(28)} ${figureText(old)} → ${figureText(now)}  ${changeText(t, ratio)}`
  })
  const { limits } = t.messages.sections.comparison
  return ['', `  ${t.messages.text.against(comparison.baseline.startedAt)}`, ...rows, `    ${limits}`]
}
