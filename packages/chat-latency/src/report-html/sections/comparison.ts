import { listed, ms, plural, share } from '@m4sh/tools-core/reporting'
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
import { changeReason, oneBaseline } from '../../change-reason.ts'
import { changeWords, lostWords } from '../comparison-words.ts'

type Change = Comparison['changes'][string]

export function comparisonSection({ comparison }: ChatResult): Section | null {
  if (comparison === null) return null
  const { baselines, runToRun } = comparison
  const runs = baselines.map(
    ({ file, messages, startedAt }) => `${plural(messages, 'message')} of ${file}, which began ${startedAt}`,
  )
  return section({
    id: 'comparison',
    title: 'Against the baseline',
    intro: `${baselines.length === 1 ? 'An earlier run' : `${baselines.length} earlier runs`}: ${listed(runs)}. A change says nothing of its cause: another machine or another load changes figures too.`,
    remarks: runToRun === 'unknown' ? [oneBaseline] : [],
    tables: [changeTable(comparison)],
  })
}

function changeTable({ allowed, changes, lost, regressions }: Comparison): Table {
  const intervals = Object.values(changes).map(relative)
  const scale = new IntervalScale(
    intervals.filter((one) => one !== null),
    allowed,
  )
  return table({
    id: 'comparison-table',
    caption: captionOf(scale, allowed),
    isSortable: false,
    columns: [
      words('Figure'),
      ...['Baseline', 'This run', 'Difference'].map(numbers),
      words('Change, and where it lies with 95 % confidence'),
      words('Verdict'),
    ],
    rows: [
      ...Object.entries(changes).map(([name, change]) => rowOf(name, change, { scale, regressions })),
      lostRow(lost, regressions.includes('lost')),
    ],
  })
}

function captionOf({ from, to }: IntervalScale, allowed: number | null): string {
  const limit = allowed === null ? '' : `, the dashed one the ${percent(allowed)} that are allowed`
  return `The dot is the change, the bar its 95 % confidence interval; the upright line is no change${limit}. The picture reaches from ${signedPercent(from)} to ${signedPercent(to)}.`
}

function rowOf(
  name: string,
  change: Change,
  { scale, regressions }: { readonly scale: IntervalScale; readonly regressions: readonly string[] },
): Row {
  const { word, tone } = changeWords(change.verdict, regressions.includes(name))
  const { beyond, difference, needed, reason } = change
  const note = regressions.includes(name)
    ? 'by more than is allowed'
    : reason === null
      ? null
      : changeReason(reason, needed)
  return {
    cells: [
      { text: name },
      beyond === 'old' || beyond === 'both' ? { text: 'beyond the timeout' } : timeCell(change.old),
      beyond === 'new' || beyond === 'both' ? { text: 'beyond the timeout' } : timeCell(change.new),
      { text: difference === null ? '–' : signedMs(difference), sort: difference },
      { ...changeCell(change, scale), tone },
      { text: word, tone, ...(note !== null && { note }) },
    ],
  }
}

/** A share changes by points of percent: it is drawn on no scale of times. */
function lostRow({ old, new: now, difference, low, high, verdict }: Comparison['lost'], isRegression: boolean): Row {
  const { word, tone } = lostWords(verdict, isRegression)
  const change = low === null || high === null ? '–' : `${signed(low, share)} to ${signed(high, share)}`
  return {
    cells: [
      { text: 'lost', note: 'share of the messages that did not come in time' },
      { text: share(old), sort: old },
      { text: share(now), sort: now },
      { text: difference === null ? '–' : signed(difference, share), sort: difference },
      { text: change, tone },
      { text: word, tone, ...(isRegression && { note: 'by more than is allowed' }) },
    ],
  }
}

function changeCell(change: Change, scale: IntervalScale): Cell {
  const { low, high } = change
  const interval = relative(change)
  // A share of nothing is none, and what has no limit is not drawn.
  if (interval === null)
    return { text: low === null && high === null ? '–' : `${limitText(low)} to ${limitText(high)}` }
  return {
    text: `${signedPercent(interval.value)}, from ${signedPercent(interval.low)} to ${signedPercent(interval.high)}`,
    interval: scale.marks(interval),
  }
}

function limitText(value: number | null): string {
  return value === null ? 'no known limit' : signedMs(value)
}

/** Shares of the old value, so that a median and a tail compare. */
function relative({ old, low, high, difference }: Change): Interval | null {
  if (old === null || low === null || high === null || difference === null) return null
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
