import { escapeTerminal } from '@m4sh/tools-core/reporting'
import { adviceText } from '../check-words.ts'
import type { ScanLocalization } from '../language/index.ts'
import { leftText, reasonsText, severityText, undoCommand } from '../report-words.ts'
import type { FixActionResult, FixResult, ScanResult, Summary, UndoResult } from '../result.ts'
import { columnWidths, hanging, inColumns, type Layout } from './layout.ts'

const indent = '     '

/** Keys that a plan names of each action. */
const mostKeys = 5

/** What `--fix` did, or would do, and what it leaves to people. @param found before it */
export function fixLines(
  t: ScanLocalization,
  fix: FixResult,
  found: Pick<ScanResult, 'checks' | 'summary'>,
  layout: Layout,
): string[] {
  const { actions, manual, reason, uncovered } = fix
  return [
    '',
    ...hanging('', layout.paint(headingOf(t, fix), 'bold'), layout),
    ...(reason === null ? [] : hanging('  ', escapeTerminal(reasonsText(t, reason)), layout)),
    ...actions.flatMap((action) => actionLines(t, action, fix, layout)),
    ...uncovered.flatMap(({ because, check, count }) =>
      hanging(
        `  ${layout.paint('!', 'yellow')}  `,
        escapeTerminal(t.messages.words.uncovered(check, count, reasonsText(t, because))),
        layout,
      ),
    ),
    ...manualLines(t, manual, found.checks, layout),
    ...endLines(t, fix, found.summary, layout),
  ]
}

function headingOf(
  { messages: { text: texts } }: ScanLocalization,
  { actions, dryRun, transaction }: FixResult,
): string {
  if (transaction === 'rolled back') return texts.repairsRolledBack
  if (actions.length === 0) return texts.nothingToRepair
  return dryRun ? texts.repairsPlanned : texts.repairs
}

function actionLines(
  t: ScanLocalization,
  one: FixActionResult,
  { dryRun, transaction }: FixResult,
  layout: Layout,
): string[] {
  const texts = t.messages.text
  const { check, count, left, samples, table } = one
  const action = t.translate(one.action)
  const done = transaction === 'rolled back' ? texts.actionRolledBack(action) : action
  const keys = samples.slice(0, mostKeys).map(({ key }) => String(key ?? '?'))
  const more = count > keys.length ? ', …' : ''
  return [
    `  ${escapeTerminal(check)}`,
    ...hanging(indent, escapeTerminal(texts.action(count, table, done)), layout),
    ...(dryRun && keys.length > 0
      ? hanging(indent, escapeTerminal(`${texts.keys(keys.join(', '))}${more}`), layout)
      : []),
    ...leftLines(t, left, layout),
  ]
}

function leftLines(t: ScanLocalization, left: FixActionResult['left'], layout: Layout): string[] {
  return left.flatMap((one) => hanging(indent, escapeTerminal(t.messages.text.leftAlone(leftText(t, one))), layout))
}

function manualLines(
  t: ScanLocalization,
  manual: FixResult['manual'],
  checks: ScanResult['checks'],
  layout: Layout,
): string[] {
  const { text: texts, words } = t.messages
  if (manual.length === 0) return []
  return [
    '',
    layout.paint(texts.byHand, 'bold'),
    ...manual.flatMap((one) => [
      `  ${escapeTerminal(one.check)}  ${words.rows(one.count)}`,
      ...hanging(indent, escapeTerminal(adviceText(t, one, checks)), layout),
    ]),
  ]
}

/** What was broken before and is now, and how to take it back. */
function endLines(t: ScanLocalization, { after, undo }: FixResult, before: Summary, layout: Layout): string[] {
  const texts = t.messages.text
  const widths = columnWidths([[texts.before], [texts.after], [texts.undo]])
  const startOf = (label: string): string => `  ${inColumns([label], widths)}  `
  return [
    ...(after === null
      ? []
      : [
          '',
          ...hanging(startOf(texts.before), severityText(t, before), layout),
          ...hanging(startOf(texts.after), severityText(t, after), layout),
        ]),
    // A line that is broken cannot be copied.
    ...(undo === null ? [] : ['', `${startOf(texts.undo)}${escapeTerminal(undoCommand(undo))}`]),
  ]
}

/** What `--undo` brought back, or would. */
export function undoLines(t: ScanLocalization, { dryRun, file, runId, tables }: UndoResult, layout: Layout): string[] {
  const texts = t.messages.text
  const widths = columnWidths([[texts.file], [texts.run]])
  const fact = (label: string, value: string): string[] =>
    hanging(`  ${inColumns([label], widths)}  `, escapeTerminal(value), layout)
  return [
    '',
    layout.paint(dryRun ? texts.wouldBringBack : texts.broughtBack, 'bold'),
    ...fact(texts.file, file),
    ...fact(texts.run, runId),
    ...tables.flatMap(({ alreadyThere, left, restored, table }) => [
      `  ${escapeTerminal(table)}`,
      ...hanging(indent, texts.restored(restored, alreadyThere), layout),
      ...leftLines(t, left, layout),
    ]),
  ]
}
