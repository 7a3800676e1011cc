import { plural } from '@m4sh/tools-core/reporting'
import { type Cell, countCell, numbers, type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import type { TableResult } from '../../result.ts'

/** What the scan took for what: a wrong guess makes every check of the table wrong. */
export function tablesSection(tables: readonly TableResult[]): Section {
  return section({
    id: 'tables',
    title: 'Tables',
    intro: 'What the scan took for what. Names of your own stand in "tables" of the config file.',
    tables: [
      table({
        id: 'tables-table',
        caption: 'The tables that the checks know, as they are in this database.',
        columns: [words('Name'), words('Table'), words('Kind'), words('Found'), numbers('Rows'), words('Columns')],
        rows: tables.map((one) => ({ cells: cellsOf(one) })),
      }),
    ],
  })
}

function cellsOf({ columns, found, kind, name, rows, table: real }: TableResult): Cell[] {
  const list = Object.entries(columns).map(([role, column]) => `${role}: ${column}`)
  return [
    { text: name },
    real === null ? { text: 'not there', tone: 'warn' } : { text: real },
    { text: kind ?? '–' },
    { text: found },
    countCell(rows),
    list.length === 0 ? { text: '–' } : { text: plural(list.length, 'column'), list },
  ]
}
