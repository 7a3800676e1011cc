import { plural } from '@m4sh/tools-core/reporting'
import { countCell, numbers, type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import { leftText } from '../../report-words.ts'
import type { UndoResult } from '../../result.ts'

/** What `--undo` brought back, or would. */
export function undoSection({ dryRun, file, runId, tables }: UndoResult): Section {
  return section({
    id: 'undo',
    title: dryRun ? 'What --undo would bring back' : 'Brought back',
    intro: `By ${file}, of the run ${runId}.`,
    remarks: dryRun ? ['A dry run: nothing was changed.'] : [],
    tables:
      tables.length === 0
        ? []
        : [
            table({
              id: 'undo-table',
              caption: 'Rows by their table.',
              columns: [words('Table'), numbers('Brought back'), numbers('There already'), words('Left alone')],
              rows: tables.map(({ alreadyThere, left, restored, table: name }) => ({
                cells: [
                  { text: name },
                  countCell(restored),
                  countCell(alreadyThere),
                  left.length === 0
                    ? { text: '–' }
                    : {
                        text: plural(
                          left.reduce((sum, { count }) => sum + count, 0),
                          'row',
                        ),
                        list: left.map(leftText),
                      },
                ],
              })),
            }),
          ],
  })
}
