import { ms, padEnd, type Report, shownFigure, type TextStyle, textWidth, wrapLine } from '@m4sh/tools-core/reporting'
import { graphLines } from './graph.ts'
import type { ChatResult } from './result.ts'
import { summaryRows } from './summary-rows.ts'

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const

/** Narrower ones show longer lines. */
const leastColumns = 40

type Paint = (text: string, color: keyof typeof codes) => string

/**
 * The report for a terminal: the verdict first.
 * @param graph draws the histogram as well
 */
export function renderText(report: Report<ChatResult>, style: TextStyle, graph: boolean): string {
  const paint: Paint = (text, name) =>
    style.color ? `\u001B[${codes[name]}m${text}\u001B[${name === 'bold' || name === 'dim' ? 22 : 39}m` : text
  const { result, thresholds, warnings } = report
  const lines = [
    `${paint('Chat latency', 'bold')}  ${verdict(report, paint)}`,
    '',
    ...summaryRows(result).flatMap((row) => rowLines(row, style)),
    ...(graph ? graphLines(result.histogram, style.columns ?? 80) : []),
    ...comparisonLines(result, paint),
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
  const start = `  ${padEnd(label, 13)} `
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

function verdict({ verdict: is, run }: Report<ChatResult>, paint: Paint): string {
  const stopped = run.interrupted ? ', stopped early' : ''
  if (is === 'pass') return paint(`✓ pass${stopped}`, 'green')
  if (is === 'invalid') return paint(`? invalid: this machine was too slow to measure${stopped}`, 'yellow')
  return paint(`✗ ${is === 'fail' ? 'fail' : 'error'}${stopped}`, 'red')
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
