import { countCell, numbers, type Section, section, type Table, table, words } from '@m4sh/tools-core/reporting/html'
import type { ScanLocalization } from '../../language/index.ts'
import type { UndoResult } from '../../result.ts'
import { leftCell } from '../left-cell.ts'

/** What `--undo` brought back, or would. */
export function undoSection(t: ScanLocalization, { dryRun, file, runId, tables }: UndoResult): Section {
  const texts = t.messages.undo
  return section({
    paths: ['result.undo'],
    id: 'undo',
    title: dryRun ? texts.plannedTitle : texts.title,
    intro: texts.intro(file, runId),
    remarks: dryRun ? [texts.dryRun] : [],
    tables: tables.length === 0 ? [] : [restoredTable(t, tables)],
  })
}

function restoredTable(t: ScanLocalization, tables: UndoResult['tables']): Table {
  const texts = t.messages.undo
  return table({
    id: 'undo-table',
    caption: texts.caption,
    columns: [words(texts.table), numbers(texts.broughtBack), numbers(texts.thereAlready), words(texts.leftAlone)],
    rows: tables.map(({ alreadyThere, left, restored, table: name }) => ({
      cells: [{ text: name }, countCell(t, restored), countCell(t, alreadyThere), leftCell(t, left)],
    })),
  })
}
