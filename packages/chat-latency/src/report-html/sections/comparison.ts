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
import type { ChatLocalization } from '../../language/index.ts'
import type { ChatResult, Comparison } from '../../result.ts'
import { changeWords } from '../comparison-words.ts'

type Change = Comparison['changes'][string]

export function comparisonSection(t: ChatLocalization, { comparison }: ChatResult): Section | null {
  if (comparison === null) return null
  const { baselines, runToRun } = comparison
  const texts = t.messages.comparison
  const runs = baselines.map(({ file, messages, startedAt }) => texts.run(messages, file, startedAt))
  return section({
    paths: ['result.comparison'],
    id: 'comparison',
    title: texts.title,
    intro: texts.intro(runs),
    remarks: runToRun === 'unknown' ? [t.messages.oneBaseline] : [],
    tables: [changeTable(t, comparison)],
  })
}

function changeTable(t: ChatLocalization, { allowed, changes, lost, regressions }: Comparison): Table {
  const { baseline, change: changeTitle, difference, figure, thisRun, verdict } = t.messages.comparison
  const intervals = Object.values(changes).map(relative)
  const scale = new IntervalScale(
    intervals.filter((one) => one !== null),
    allowed,
  )
  return table({
    id: 'comparison-table',
    caption: captionOf(t, scale, allowed),
    isSortable: false,
    columns: [words(figure), ...[baseline, thisRun, difference].map(numbers), words(changeTitle), words(verdict)],
    rows: [
      ...Object.entries(changes).map(([name, change]) => rowOf(t, name, change, { scale, regressions })),
      lostRow(t, lost, regressions.includes('lost')),
    ],
  })
}

function captionOf(t: ChatLocalization, { from, to }: IntervalScale, allowed: number | null): string {
  const limit = allowed === null ? null : percent(t, allowed)
  return t.messages.comparison.caption(limit, signedPercent(t, from), signedPercent(t, to))
}

function rowOf(
  t: ChatLocalization,
  name: string,
  change: Change,
  { scale, regressions }: { readonly scale: IntervalScale; readonly regressions: readonly string[] },
): Row {
  const { word, tone } = changeWords(t, change.verdict, regressions.includes(name))
  const { beyond, difference, needed, reason } = change
  const note = regressions.includes(name)
    ? t.messages.comparison.moreThanAllowed
    : reason === null
      ? null
      : t.messages.changeReasons[reason](needed)
  return {
    cells: [
      { text: name },
      beyond === 'old' || beyond === 'both' ? { text: t.messages.beyondTimeout } : timeCell(t, change.old),
      beyond === 'new' || beyond === 'both' ? { text: t.messages.beyondTimeout } : timeCell(t, change.new),
      { text: difference === null ? '–' : signed(difference, t.ms), sort: difference },
      { ...changeCell(t, change, scale), tone },
      { text: word, tone, ...(note !== null && { note }) },
    ],
  }
}

/** A share changes by points of percent: it is drawn on no scale of times. */
function lostRow(
  t: ChatLocalization,
  { old, new: now, difference, low, high, verdict }: Comparison['lost'],
  isRegression: boolean,
): Row {
  const { share } = t
  const texts = t.messages.comparison
  const { word, tone } = changeWords(t, verdict, isRegression)
  const change = low === null || high === null ? '–' : texts.span(signed(low, share), signed(high, share))
  return {
    cells: [
      { text: texts.lost, note: texts.lostNote },
      { text: share(old), sort: old },
      { text: share(now), sort: now },
      { text: difference === null ? '–' : signed(difference, share), sort: difference },
      { text: change, tone },
      { text: word, tone, ...(isRegression && { note: texts.moreThanAllowed }) },
    ],
  }
}

function changeCell(t: ChatLocalization, change: Change, scale: IntervalScale): Cell {
  const texts = t.messages.comparison
  const { low, high } = change
  const interval = relative(change)
  // A share of nothing is none, and what has no limit is not drawn.
  if (interval === null)
    return { text: low === null && high === null ? '–' : texts.span(limitText(t, low), limitText(t, high)) }
  return {
    text: texts.changeAndSpan(
      signedPercent(t, interval.value),
      signedPercent(t, interval.low),
      signedPercent(t, interval.high),
    ),
    interval: scale.marks(interval),
  }
}

function limitText(t: ChatLocalization, value: number | null): string {
  return value === null ? t.messages.comparison.noLimit : signed(value, t.ms)
}

/** Shares of the old value, so that a median and a tail compare. */
function relative({ old, low, high, difference }: Change): Interval | null {
  if (old === null || low === null || high === null || difference === null) return null
  return old > 0 ? { low: low / old, high: high / old, value: difference / old } : null
}

function percent(t: ChatLocalization, value: number): string {
  return `${t.figure(Number((value * 100).toFixed(1)))} %`
}

function signedPercent(t: ChatLocalization, value: number): string {
  return signed(value, (one) => percent(t, one))
}

/** `+3.2 %`, `−0.4 ms`; what rounds to nothing has no sign. */
function signed(value: number, textOf: (value: number) => string): string {
  const text = textOf(Math.abs(value))
  return /[1-9]/.test(text) ? `${value > 0 ? '+' : '−'}${text}` : text
}
