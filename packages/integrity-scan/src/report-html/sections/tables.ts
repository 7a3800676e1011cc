import { wordOf } from '@m4sh/tools-core/language'
import { type Cell, countCell, numbers, type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import type { ScanLocalization } from '../../language/index.ts'
import type { TableResult } from '../../result.ts'

/** What the scan took for what: a wrong guess makes every check of the table wrong. */
export function tablesSection(t: ScanLocalization, tables: readonly TableResult[]): Section {
  const texts = t.messages.tables
  return section({
    paths: ['result.tables'],
    id: 'tables',
    title: texts.title,
    intro: texts.intro,
    tables: [
      table({
        id: 'tables-table',
        caption: texts.caption,
        columns: [
          words(texts.name),
          words(texts.table),
          words(texts.kind),
          words(texts.found),
          numbers(texts.rows),
          words(texts.columns),
        ],
        rows: tables.map((one) => ({ cells: cellsOf(t, one) })),
      }),
    ],
  })
}

function cellsOf(t: ScanLocalization, { columns, found, kind, name, rows, table: real }: TableResult): Cell[] {
  const { tables: texts, words: shared } = t.messages
  const list = Object.entries(columns).map(([role, column]) => `${role}: ${column}`)
  return [
    { text: name },
    real === null ? { text: texts.notThere, tone: 'warn' } : { text: real },
    { text: kind === null ? '–' : wordOf(texts.kinds, kind) },
    { text: t.translate(found) },
    countCell(t, rows),
    list.length === 0 ? { text: '–' } : { text: shared.columns(list.length), list },
  ]
}
