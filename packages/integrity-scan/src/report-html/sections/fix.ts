import { plural, whole } from '@m4sh/tools-core/reporting'
import {
  countCell,
  figure,
  type Figure,
  numbers,
  type Section,
  section,
  type Table,
  table,
  words,
} from '@m4sh/tools-core/reporting/html'
import { leftText, undoCommand } from '../../report-words.ts'
import { type FixResult, severities, type Summary } from '../../result.ts'

/** What `--fix` did, or would do. @param before what was found, before it */
export function fixSection(fix: FixResult, before: Summary): Section {
  const { actions, after, manual, reason, uncovered } = fix
  return section({
    id: 'fix',
    title: fix.dryRun ? 'What --fix would do' : 'Repair',
    intro: introOf(fix),
    remarks: [
      ...(reason === null ? [] : [reason]),
      ...uncovered.map(({ because, check, count }) => `${check}: ${plural(count, 'row')} more, because ${because}.`),
    ],
    figures: figuresOf(fix),
    tables: [
      ...(actions.length === 0 ? [] : [actionTable(fix)]),
      ...(manual.length === 0 ? [] : [manualTable(manual)]),
      ...(after === null ? [] : [beforeAfterTable(before, after)]),
      ...(fix.undo === null ? [] : [undoTable(fix.undo)]),
    ],
  })
}

function introOf({ dryRun, transaction }: FixResult): string {
  if (transaction === 'rolled back') return 'The repair was rolled back: nothing was changed.'
  if (dryRun) return 'A dry run: nothing was changed.'
  return transaction === 'none'
    ? 'There was nothing that --fix repairs.'
    : 'All of it was committed in one transaction.'
}

function figuresOf({ actions, dryRun, manual, transaction }: FixResult): Figure[] {
  const rows = actions.reduce((sum, { count }) => sum + count, 0)
  const left = actions.flatMap((action) => action.left).reduce((sum, { count }) => sum + count, 0)
  const human = manual.reduce((sum, { count }) => sum + count, 0)
  const note =
    transaction === 'committed' ? 'rows were changed' : dryRun ? 'rows would be changed' : 'rows were planned'
  return [
    figure('Rows', whole(rows), note),
    figure('Left alone', whole(left), 'rows that were planned, for the reasons below', left > 0 ? 'warn' : 'quiet'),
    figure('By hand', whole(human), 'rows need a human', human > 0 ? 'warn' : 'good'),
  ]
}

function actionTable({ actions, dryRun }: FixResult): Table {
  return table({
    id: 'fix-table',
    caption: dryRun ? 'What would be done to rows, by check.' : 'What was done to rows, by check.',
    columns: [words('Check'), words('What'), words('Table'), numbers('Rows'), words('Keys'), words('Left alone')],
    rows: actions.map(({ action, check, count, left, samples, table: name }) => ({
      cells: [
        { text: check },
        { text: action },
        { text: name },
        countCell(count),
        samples.length === 0
          ? { text: '–' }
          : { text: plural(samples.length, 'key'), list: samples.map(({ key }) => String(key ?? '–')) },
        left.length === 0
          ? { text: '–' }
          : {
              text: plural(
                left.reduce((sum, one) => sum + one.count, 0),
                'row',
              ),
              list: left.map(leftText),
            },
      ],
    })),
  })
}

function manualTable(manual: FixResult['manual']): Table {
  return table({
    id: 'manual-table',
    caption: 'What needs a human: nothing repairs these rows safely.',
    columns: [words('Check'), numbers('Rows'), words('What to do')],
    rows: manual.map(({ advice, check, count }) => ({ cells: [{ text: check }, countCell(count), { text: advice }] })),
  })
}

function beforeAfterTable(before: Summary, after: Summary): Table {
  return table({
    id: 'after-table',
    caption: 'The same checks before the repair, and after it in the same transaction.',
    isSortable: false,
    columns: [words('Severity'), numbers('Before'), numbers('After')],
    rows: severities.map((severity) => ({
      cells: [{ text: severity }, countCell(before[severity]), countCell(after[severity])],
    })),
  })
}

function undoTable(file: string): Table {
  return table({
    id: 'undo-table',
    caption: 'How to take the repair back.',
    isSortable: false,
    columns: [words('What'), words('Value')],
    rows: [
      { cells: [{ text: 'Undo file', note: 'holds every changed row as it was' }, { text: file }] },
      { cells: [{ text: 'Command' }, { text: undoCommand(file) }] },
    ],
  })
}
