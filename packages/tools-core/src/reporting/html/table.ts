import type { Summary } from '../../stats/summary.ts'
import type { Localization } from '../../language/index.ts'
import type { IntervalMarks } from './interval.ts'
import type { Tone } from './tone.ts'

export interface Column {
  readonly label: string
  readonly isNumeric: boolean
}

export interface Cell {
  readonly text: string
  /** What the column is sorted by, where that is not the text; `null` goes last. */
  readonly sort?: number | string | null
  readonly tone?: Tone
  /** What the text means, below it. */
  readonly note?: string
  /** Drawn before the text, which says the same. */
  readonly interval?: IntervalMarks
  /** More, folded away under the text. */
  readonly list?: readonly string[]
}

export interface Row {
  /** The first one names the row. */
  readonly cells: readonly Cell[]
  /** What a filter of the table asks for. */
  readonly kind?: string
}

export interface Table {
  readonly id: string
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** Whether its headings sort: not where the order of the rows is what they mean. */
  readonly isSortable: boolean
  /** What is not shown, and where it stands. */
  readonly rest: string | null
  /** Heading of a table that is closed at first; `null` for one that is always open. */
  readonly fold: string | null
  /** Kinds of its rows to choose from, in their order; a search of its texts comes with them. */
  readonly kinds: readonly { readonly kind: string; readonly label: string; readonly count: number }[] | null
  /** Of what may be searched for, where there are kinds. */
  readonly searchExample: string
}

/** A table that sorts, is open, shows all that it has, and has no filter. */
export function table(parts: Pick<Table, 'id' | 'caption' | 'columns' | 'rows'> & Partial<Table>): Table {
  return { isSortable: true, rest: null, fold: null, kinds: null, searchExample: '', ...parts }
}

export function words(label: string): Column {
  return { label, isNumeric: false }
}

export function numbers(label: string): Column {
  return { label, isNumeric: true }
}

export function countCell(t: Localization, count: number | null, tone?: Tone): Cell {
  return { text: count === null ? '–' : t.whole(count), sort: count, ...(tone && { tone }) }
}

export function timeCell(t: Localization, value: number | null): Cell {
  return { text: t.ms(value), sort: value }
}

/**
 * The first so many rows, and a sentence about the others.
 * @param noun what they are, in its plural
 */
export function bounded<T>(
  t: Localization,
  all: readonly T[],
  most: number,
  noun: string,
): { shown: readonly T[]; rest: string | null } {
  if (all.length <= most) return { shown: all, rest: null }
  return {
    shown: all.slice(0, most),
    rest: t.core.table.rest(most, all.length, noun),
  }
}

/** Rows of summaries, each with a sentence about what was measured. */
export function summaryTable(
  t: Localization,
  id: string,
  caption: string,
  summaries: readonly (readonly [label: string, note: string, summary: Summary])[],
  textOf: (value: number | null) => string = t.ms,
): Table {
  const cell = (value: number | null): Cell => ({ text: textOf(value), sort: value })
  const { max: most, mean: average, samples, what } = t.core.table
  return table({
    id,
    caption,
    isSortable: false,
    columns: [words(what), ...[samples, 'p50', 'p90', 'p95', 'p99', 'p99.9', most, average].map(numbers)],
    rows: summaries.map(([label, note, { count, p50, p90, p95, p99, p999, max, mean }]) => ({
      cells: [{ text: label, note }, countCell(t, count), ...[p50, p90, p95, p99, p999, max, mean].map(cell)],
    })),
  })
}
