import { ms, padEnd, type Paint, type Report, share, type TextStyle } from '@m4sh/tools-core/reporting'
import { measurementText } from '@m4sh/tools-core/reporting/measurement-text'
import type { PercentileChange, ShareChange } from '@m4sh/tools-core/stats/compare-samples'
import { changeReason, oneBaseline } from './change-reason.ts'
import { graphLines } from './graph.ts'
import type { ChatResult } from './result.ts'
import { summaryRows } from './summary-rows.ts'

/**
 * The report for a terminal.
 * @param graph draws the histogram as well
 */
export function renderText(report: Report<ChatResult>, style: TextStyle, graph: boolean): string {
  const { result } = report
  return measurementText(report, style, {
    title: 'Chat latency',
    rows: summaryRows(result),
    labelWidth: 13,
    details: (paint) => [
      ...(graph ? graphLines(result.histogram, style.columns ?? 80) : []),
      ...comparisonLines(result, paint),
    ],
  })
}

const verdictWords = {
  slower: 'slower',
  faster: 'faster',
  more: 'more',
  fewer: 'fewer',
  same: 'no difference shown',
  unknown: 'cannot be judged',
} as const

function comparisonLines({ comparison }: ChatResult, paint: Paint): string[] {
  if (comparison === null) return []
  const { baselines, changes, lost, verdict: is, regressions, runToRun } = comparison
  const messages = baselines.reduce((sum, run) => sum + run.messages, 0)
  const runs = baselines.length === 1 ? baselines[0]?.startedAt : `${baselines.length} runs`
  const tone = is === 'slower' ? 'red' : is === 'unknown' ? 'yellow' : 'green'
  const row = (name: string, text: string) =>
    `  ${regressions.includes(name) ? paint('✗', 'red') : ' '} ${padEnd(name, 5)} ${text}`
  return [
    '',
    `  Against ${messages} messages of ${runs}: ${paint(verdictWords[is], tone)}`,
    ...Object.entries(changes).map(([name, change]) => row(name, changeText(change))),
    row('lost', lostText(lost)),
    ...(runToRun === 'unknown' ? [`    ${oneBaseline}`] : []),
  ]
}

function changeText({
  old,
  new: now,
  difference,
  low,
  high,
  verdict,
  beyond,
  reason,
  needed,
}: PercentileChange): string {
  const time = (value: number | null, isBeyond: boolean) => (isBeyond ? 'beyond the timeout' : ms(value))
  const values = `${time(old, beyond === 'old' || beyond === 'both')} → ${time(now, beyond === 'new' || beyond === 'both')}`
  if (reason !== null) return `${values}  ${verdictWords[verdict]}: ${changeReason(reason, needed)}`
  if (difference === null) return `${values}  ${verdictWords[verdict]}`
  return `${values}  ${signed(difference, ms)} [${limit(low, ms)}, ${limit(high, ms)}]  ${verdictWords[verdict]}`
}

function lostText({ old, new: now, difference, low, high, verdict }: ShareChange): string {
  const values = `${share(old)} → ${share(now)}`
  // Nothing was lost by either, or there is too little to tell.
  if (difference === null || low === null || high === null) return `${values}  ${verdictWords[verdict]}`
  return `${values}  ${signed(difference, share)} [${signed(low, share)}, ${signed(high, share)}]  ${verdictWords[verdict]}`
}

function signed(value: number, textOf: (value: number) => string): string {
  return `${value >= 0 ? '+' : '−'}${textOf(Math.abs(value))}`
}

/** No limit is known of what may be beyond the timeout. */
function limit(value: number | null, textOf: (value: number) => string): string {
  return value === null ? '…' : signed(value, textOf)
}
