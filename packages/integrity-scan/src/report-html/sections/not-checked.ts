import { bounded, type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import type { ScanResult } from '../../result.ts'

/** Every column that may point somewhere has a row. */
const mostRows = 500

/** What was not looked at: that nothing was found there says nothing. */
export function notCheckedSection(notChecked: ScanResult['notChecked']): Section {
  const { rest, shown } = bounded(notChecked, mostRows, 'things')
  return section({
    id: 'not-checked',
    title: 'Not checked',
    intro: 'What was not looked at, and why: rows may be broken there.',
    tables: [
      table({
        id: 'not-checked-table',
        caption: 'Checks that were not made, tables that are not there, columns that may point somewhere.',
        columns: [words('What'), words('Why')],
        rows: shown.map(({ reason, what }) => ({ cells: [{ text: what }, { text: reason }] })),
        rest,
      }),
    ],
  })
}
