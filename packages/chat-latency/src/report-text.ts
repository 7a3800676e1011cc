import { padEnd, type Paint, type Report, type TextStyle } from '@m4sh/tools-core/reporting'
import { measurementText, passMark } from '@m4sh/tools-core/reporting/measurement-text'
import type { PercentileChange, ShareChange } from '@m4sh/tools-core/stats/compare-samples'
import { graphLines } from './graph.ts'
import type { ChatLocalization } from './language/index.ts'
import type { ChatResult } from './result.ts'
import { summaryRows } from './summary-rows.ts'

/**
 * The report for a terminal.
 * @param graph draws the histogram as well
 */
export function renderText(t: ChatLocalization, report: Report<ChatResult>, style: TextStyle, graph: boolean): string {
  const { result } = report
  return measurementText(t, report, style, {
    title: t.messages.title,
    rows: summaryRows(t, result),
    labelWidth: 13,
    details: (paint) => [
      ...(graph ? graphLines(t, result.histogram, style.columns ?? 80) : []),
      ...comparisonLines(t, result, paint),
    ],
  })
}

function comparisonLines(t: ChatLocalization, { comparison }: ChatResult, paint: Paint): string[] {
  if (comparison === null) return []
  const { oneBaseline, text: texts } = t.messages
  const { baselines, changes, lost, verdict: is, regressions, runToRun } = comparison
  const messages = baselines.reduce((sum, run) => sum + run.messages, 0)
  const [{ startedAt } = { startedAt: '' }] = baselines
  const runs = baselines.length === 1 ? startedAt : texts.runs(baselines.length)
  const tone = is === 'slower' ? 'red' : is === 'unknown' ? 'yellow' : 'green'
  const labelWidth = Math.max(texts.lostRow.length, 5)
  const row = (figure: string, text: string, label = figure) =>
    `  ${regressions.includes(figure) ? passMark(false, paint) : ' '} ${padEnd(label, labelWidth)} ${text}`
  return [
    '',
    `  ${texts.against(messages, runs)}: ${paint(texts.comparisonVerdicts[is], tone)}`,
    ...Object.entries(changes).map(([name, change]) => row(name, changeText(t, change))),
    row('lost', lostText(t, lost), texts.lostRow),
    ...(runToRun === 'unknown' ? [`    ${oneBaseline}`] : []),
  ]
}

function changeText(
  t: ChatLocalization,
  { old, new: now, difference, low, high, verdict, beyond, reason, needed }: PercentileChange,
): string {
  const {
    beyondTimeout,
    changeReasons,
    text: { comparisonVerdicts },
  } = t.messages
  const time = (value: number | null, isBeyond: boolean) => (isBeyond ? beyondTimeout : t.ms(value))
  const values = `${time(old, beyond === 'old' || beyond === 'both')} → ${time(now, beyond === 'new' || beyond === 'both')}`
  if (reason !== null) return `${values}  ${comparisonVerdicts[verdict]}: ${changeReasons[reason](needed)}`
  if (difference === null) return `${values}  ${comparisonVerdicts[verdict]}`
  return `${values}  ${signed(difference, t.ms)} [${limit(low, t.ms)}, ${limit(high, t.ms)}]  ${comparisonVerdicts[verdict]}`
}

function lostText(t: ChatLocalization, { old, new: now, difference, low, high, verdict }: ShareChange): string {
  const { share } = t
  const { comparisonVerdicts } = t.messages.text
  const values = `${share(old)} → ${share(now)}`
  // Nothing was lost by either, or there is too little to tell.
  if (difference === null || low === null || high === null) return `${values}  ${comparisonVerdicts[verdict]}`
  return `${values}  ${signed(difference, share)} [${signed(low, share)}, ${signed(high, share)}]  ${comparisonVerdicts[verdict]}`
}

/** What rounds to nothing has no sign. */
function signed(value: number, textOf: (value: number) => string): string {
  const text = textOf(Math.abs(value))
  return text === textOf(0) || !/[1-9]/.test(text) ? text : `${value >= 0 ? '+' : '−'}${text}`
}

/** No limit is known of what may be beyond the timeout. */
function limit(value: number | null, textOf: (value: number) => string): string {
  return value === null ? '…' : signed(value, textOf)
}
