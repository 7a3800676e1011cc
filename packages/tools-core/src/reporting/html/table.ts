import type { Summary } from '../../stats/summary.ts'
import type { Localization } from '../../language/index.ts'
import type { Facet, Filter } from './filter.ts'
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
  /** Where the text leads. */
  readonly href?: string
  /** Other places, behind the text. */
  readonly links?: readonly { readonly text: string; readonly href: string }[]
}

export interface Row {
  /** The first one names the row. */
  readonly cells: readonly Cell[]
  /** Of a row that one may want to point at: it gets a link to itself. */
  readonly id?: string
  /** What a filter asks for, by the names of its facets. */
  readonly facets?: Readonly<Record<string, string>>
}

export interface Table {
  readonly id: string
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** Rows of the tool's own template, ready to print, in the place of `rows`; its script then gives them to the table. */
  readonly body?: string
  /** Whether its headings sort: not where the order of the rows is what they mean. */
  readonly isSortable: boolean
  /** What is not shown, and where it stands. */
  readonly rest: string | null
  /** Heading of a table that is closed at first; `null` for one that is always open. */
  readonly fold: string | null
  /** `null` for a table that the filter of the page narrows, or none. */
  readonly filter: Filter | null
}

type TableParts = Pick<Table, 'id' | 'caption' | 'columns' | 'rows'> & Partial<Table>

/** A table that is read at a glance is not searched. */
const mostGlancedRows = 10

/** A table that sorts, is open and shows all that it has; one that is longer than a glance can be searched. */
export function table(parts: TableParts): Table {
  const { id, rows } = parts
  const isSearched = parts.isSortable !== false && rows.length > mostGlancedRows
  return {
    isSortable: true,
    rest: null,
    fold: null,
    filter: isSearched ? { id, searchExample: '', facets: [] } : null,
    ...parts,
  }
}

/** A table whose rows are chosen by more than words. */
export function facetedTable(parts: TableParts, facets: readonly Facet[], searchExample = ''): Table {
  return table({ ...parts, filter: { id: parts.id, searchExample, facets } })
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

/** @param share of 1; sorted by it, and copied */
export function shareCell(t: Localization, share: number): Cell {
  return { text: t.share(share), sort: share }
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
