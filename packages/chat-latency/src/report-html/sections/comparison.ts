import { ms, plural } from '@m4sh/tools-core/reporting'
import {
  type Cell,
  type Interval,
  IntervalScale,
  numbers,
  type Row,
  type Section,
  section,
  type Table,
  table,
  timeCell,
  words,
} from '@m4sh/tools-core/reporting/html'
import type { ChatResult, Comparison } from '../../result.ts'
import { changeWords } from '../comparison-words.ts'

type Change = Comparison['changes'][string]

/** @param allowed share by which a percentile may be slower, where one was given */
export function comparisonSection({ comparison }: ChatResult, allowed: unknown): Section | null {
  if (comparison === null) return null
  const { baseline, changes } = comparison
  const none = Object.keys(changes).length === 0
  return section({
    id: 'comparison',
    title: 'Against the baseline',
    intro: `${plural(baseline.messages, 'message')} of an earlier run, ${baseline.file}, which began ${baseline.startedAt}. A change says nothing of its cause: another machine or another load changes figures too.`,
    remarks: none ? ['One of the runs has too few messages to compare any percentile.'] : [],
    tables: none ? [] : [changeTable(comparison, typeof allowed === 'number' ? allowed : null)],
  })
}

function changeTable({ changes, regressions }: Comparison, allowed: number | null): Table {
  const scale = new IntervalScale(
    Object.values(changes)
      .map(relative)
      .filter((one) => one !== null),
    allowed,
  )
  return table({
    id: 'comparison-table',
    caption: captionOf(scale, allowed),
    isSortable: false,
    columns: [
      words('Percentile'),
      ...['Baseline', 'This run', 'Difference'].map(numbers),
      words('Change, and where it lies with 95 % confidence'),
      words('Verdict'),
    ],
    rows: Object.entries(changes).map(([name, change]) => rowOf(name, change, { scale, regressions })),
  })
}

function captionOf({ from, to }: IntervalScale, allowed: number | null): string {
  const limit = allowed === null ? '' : `, the dashed one the ${percent(allowed)} that are allowed`
  return `The dot is the change, the bar its 95 % confidence interval, by bootstrap; the upright line is no change${limit}. The picture reaches from ${signedPercent(from)} to ${signedPercent(to)}.`
}

function rowOf(
  name: string,
  change: Change,
  { scale, regressions }: { readonly scale: IntervalScale; readonly regressions: readonly string[] },
): Row {
  const { word, tone } = changeWords(change.verdict, regressions.includes(name))
  return {
    cells: [
      { text: name },
      timeCell(change.old),
      timeCell(change.new),
      { text: signedMs(change.difference), sort: change.difference },
      { ...changeCell(change, scale), tone },
      { text: word, tone, ...(regressions.includes(name) && { note: 'by more than is allowed' }) },
    ],
  }
}

function changeCell(change: Change, scale: IntervalScale): Cell {
  const interval = relative(change)
  // A share of nothing is none.
  if (interval === null) return { text: `${signedMs(change.low)} to ${signedMs(change.high)}` }
  const { low, high, value } = interval
  return {
    text: `${signedPercent(value)}, from ${signedPercent(low)} to ${signedPercent(high)}`,
    interval: scale.marks(interval),
  }
}

/** Shares of the old value, so that a median and a tail compare. */
function relative({ old, low, high, difference }: Change): Interval | null {
  return old > 0 ? { low: low / old, high: high / old, value: difference / old } : null
}

function percent(value: number): string {
  return `${Number((value * 100).toFixed(1))} %`
}

function signedPercent(value: number): string {
  return signed(value, percent)
}

function signedMs(value: number): string {
  return signed(value, ms)
}

/** `+3.2 %`, `−0.4 ms`; what rounds to nothing has no sign. */
function signed(value: number, textOf: (value: number) => string): string {
  const text = textOf(Math.abs(value))
  return /[1-9]/.test(text) ? `${value > 0 ? '+' : '−'}${text}` : text
}
