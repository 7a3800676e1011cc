import { type Filter, section, type Section as Part, table, words } from '@m4sh/tools-core/reporting/html'
import type { ContractLocalization } from '../language/index.ts'
import type { Row } from './rows.ts'
import { sectionsOf, type Section, type SectionId } from './sections.ts'

/** A section with its rows: `rows` are those that stand in the page itself, for readers without scripts. */
export type ContractTable = Section & { readonly count: number; readonly rows: readonly Row[] }

/** Rows that stand in the page for readers without scripts, spent from the first section on. */
export const ROWS_WITHOUT_SCRIPT = 500

/** Of each section, though all are spent: no table is empty. */
const LEAST_ROWS = 10

export function tablesOf(t: ContractLocalization, rows: readonly Row[], isInterrupted: boolean): ContractTable[] {
  let left = ROWS_WITHOUT_SCRIPT
  return sectionsOf(t).map((one) => {
    const all = rows.filter((row) => row.section === one.id)
    const shown = all.slice(0, Math.max(left, LEAST_ROWS))
    left = Math.max(0, left - shown.length)
    // Nothing is said of what was not compared.
    const empty = isInterrupted ? t.messages.page.nothingYet : one.empty
    return { ...one, empty, count: all.length, rows: shown }
  })
}

/** Its part of the page; one without rows is a sentence. @param body its rows, printed */
export function partOf(t: ContractLocalization, one: ContractTable, filter: Filter, body: string): Part {
  const { columns, count, empty, id, intro, open, rows, rowsAre, title, tone } = one
  if (count === 0) return section({ id, title, intro: empty, count: { text: '0', tone: 'quiet' } })
  const { captions, page } = t.messages
  const rowTable = table({
    id: tableId(id),
    caption: captions[rowsAre],
    columns: columns.map(({ label }) => words(label)),
    rows: [],
    body,
    filter,
    fold: open ? null : page.rows(count),
    rest: rows.length < count ? t.core.table.rest(rows.length, count, page.restOf) : null,
  })
  return section({ id, title, intro, count: { text: t.whole(count), tone }, tables: [rowTable] })
}

/** Of the table in the part that is named like it. */
export function tableId(id: SectionId): string {
  return `${id}-table`
}
