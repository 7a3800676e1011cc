import { ms, padEnd, type Paint, type Report, type TextStyle } from '@m4sh/tools-core/reporting'
import { measurementText } from '@m4sh/tools-core/reporting/measurement-text'
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
  same: 'no difference shown',
} as const

function comparisonLines({ comparison }: ChatResult, paint: Paint): string[] {
  if (comparison === null) return []
  const { baseline, changes, verdict: is, regressions } = comparison
  return [
    '',
    `  Against ${baseline.messages} messages of ${baseline.startedAt}: ${paint(verdictWords[is], is === 'slower' ? 'red' : 'green')}`,
    ...Object.entries(changes).map(([name, { old, new: now, difference, low, high, verdict: one }]) => {
      const mark = regressions.includes(name) ? paint('✗', 'red') : ' '
      const sign = difference >= 0 ? '+' : '−'
      return `  ${mark} ${padEnd(name, 5)} ${ms(old)} → ${ms(now)}  ${sign}${ms(Math.abs(difference))} [${signed(low)}, ${signed(high)}]  ${verdictWords[one]}`
    }),
  ]
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : '−'}${ms(Math.abs(value))}`
}
