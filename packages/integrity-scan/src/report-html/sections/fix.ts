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
import { adviceText } from '../../check-words.ts'
import type { ScanLocalization } from '../../language/index.ts'
import { reasonsText, undoCommand } from '../../report-words.ts'
import { type FixResult, type ScanResult, severities, type Summary } from '../../result.ts'
import { leftCell } from '../left-cell.ts'

/** What `--fix` did, or would do. @param found before it */
export function fixSection(
  t: ScanLocalization,
  fix: FixResult,
  found: Pick<ScanResult, 'checks' | 'summary'>,
): Section {
  const { actions, after, manual, reason, uncovered } = fix
  const { fix: texts, words: shared } = t.messages
  return section({
    paths: ['result.fix'],
    id: 'fix',
    title: fix.dryRun ? texts.plannedTitle : texts.title,
    intro: introOf(t, fix),
    remarks: [
      ...(reason === null ? [] : [reasonsText(t, reason)]),
      ...uncovered.map(({ because, check, count }) => `${shared.uncovered(check, count, reasonsText(t, because))}.`),
    ],
    figures: figuresOf(t, fix),
    tables: [
      ...(actions.length === 0 ? [] : [actionTable(t, fix)]),
      ...(manual.length === 0 ? [] : [manualTable(t, manual, found.checks)]),
      ...(after === null ? [] : [beforeAfterTable(t, found.summary, after)]),
      ...(fix.undo === null ? [] : [undoTable(t, fix.undo)]),
    ],
  })
}

function introOf({ messages: { fix: texts } }: ScanLocalization, { dryRun, transaction }: FixResult): string {
  if (transaction === 'rolled back') return texts.rolledBack
  if (dryRun) return texts.dryRun
  return transaction === 'none' ? texts.nothing : texts.committed
}

function figuresOf(t: ScanLocalization, { actions, dryRun, manual, transaction }: FixResult): Figure[] {
  const texts = t.messages.fix
  const rows = actions.reduce((sum, { count }) => sum + count, 0)
  const left = actions.flatMap((action) => action.left).reduce((sum, { count }) => sum + count, 0)
  const human = manual.reduce((sum, { count }) => sum + count, 0)
  const note = transaction === 'committed' ? texts.changedNote : dryRun ? texts.wouldChangeNote : texts.plannedNote
  return [
    figure(texts.rows, t.whole(rows), note),
    figure(texts.leftAlone, t.whole(left), texts.leftAloneNote, left > 0 ? 'warn' : 'quiet'),
    figure(texts.byHand, t.whole(human), texts.byHandNote, human > 0 ? 'warn' : 'good'),
  ]
}

function actionTable(t: ScanLocalization, { actions, dryRun }: FixResult): Table {
  const { fix: texts, words: shared } = t.messages
  return table({
    id: 'fix-table',
    caption: dryRun ? texts.plannedCaption : texts.caption,
    columns: [
      words(texts.check),
      words(texts.action),
      words(texts.table),
      numbers(texts.rows),
      words(texts.keys),
      words(texts.leftAlone),
    ],
    rows: actions.map(({ action, check, count, left, samples, table: name }) => ({
      cells: [
        { text: check },
        { text: t.translate(action) },
        { text: name },
        countCell(t, count),
        samples.length === 0
          ? { text: '–' }
          : { text: shared.keys(samples.length), list: samples.map(({ key }) => String(key ?? '–')) },
        leftCell(t, left),
      ],
    })),
  })
}

function manualTable(t: ScanLocalization, manual: FixResult['manual'], checks: ScanResult['checks']): Table {
  const texts = t.messages.fix
  return table({
    id: 'manual-table',
    caption: texts.manualCaption,
    columns: [words(texts.check), numbers(texts.rows), words(texts.whatToDo)],
    rows: manual.map((one) => ({
      cells: [{ text: one.check }, countCell(t, one.count), { text: adviceText(t, one, checks) }],
    })),
  })
}

function beforeAfterTable(t: ScanLocalization, before: Summary, after: Summary): Table {
  const { fix: texts, words: shared } = t.messages
  return table({
    id: 'after-table',
    caption: texts.afterCaption,
    isSortable: false,
    columns: [words(texts.severity), numbers(texts.before), numbers(texts.after)],
    rows: severities.map((severity) => ({
      cells: [{ text: shared.severities[severity] }, countCell(t, before[severity]), countCell(t, after[severity])],
    })),
  })
}

function undoTable({ messages: { fix: texts } }: ScanLocalization, file: string): Table {
  return table({
    id: 'undo-table',
    caption: texts.undoCaption,
    isSortable: false,
    columns: [words(texts.what), words(texts.value)],
    rows: [
      { cells: [{ text: texts.undoFile, note: texts.undoFileNote }, { text: file }] },
      { cells: [{ text: texts.command }, { text: undoCommand(file) }] },
    ],
  })
}
