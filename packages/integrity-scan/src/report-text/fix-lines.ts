import { escapeTerminal, plural, whole } from '@m4sh/tools-core/reporting'
import { leftText, severityText, undoCommand } from '../report-words.ts'
import type { FixActionResult, FixResult, Summary, UndoResult } from '../result.ts'
import { hanging, type Layout } from './layout.ts'

const indent = '     '

/** Keys that a plan names of each action. */
const mostKeys = 5

/** What `--fix` did, or would do, and what it leaves to people. */
export function fixLines(fix: FixResult, before: Summary, layout: Layout): string[] {
  const { actions, after, manual, reason, uncovered } = fix
  return [
    '',
    ...hanging('', layout.paint(headingOf(fix), 'bold'), layout),
    ...(reason === null ? [] : hanging('  ', escapeTerminal(reason), layout)),
    ...actions.flatMap((action) => actionLines(action, fix, layout)),
    ...uncovered.flatMap(({ because, check, count }) =>
      hanging(
        `  ${layout.paint('!', 'yellow')}  `,
        escapeTerminal(`${check}: ${plural(count, 'row')} more, because ${because}`),
        layout,
      ),
    ),
    ...manualLines(manual, layout),
    ...(after === null
      ? []
      : [
          '',
          ...hanging('  Before  ', severityText(before), layout),
          ...hanging('  After   ', severityText(after), layout),
        ]),
    // A line that is broken cannot be copied.
    ...(fix.undo === null ? [] : ['', `  Undo    ${escapeTerminal(undoCommand(fix.undo))}`]),
  ]
}

function headingOf({ actions, dryRun, transaction }: FixResult): string {
  if (transaction === 'rolled back') return 'Repair, rolled back: nothing was changed'
  if (actions.length === 0) return 'Repair: there is nothing that --fix repairs'
  return dryRun ? 'What --fix would do (dry run: nothing was changed)' : 'Repair'
}

function actionLines(action: FixActionResult, { dryRun, transaction }: FixResult, layout: Layout): string[] {
  const { check, count, left, samples, table } = action
  const done = `${action.action}${transaction === 'rolled back' ? ', and rolled back' : ''}`
  const keys = samples.slice(0, mostKeys).map(({ key }) => String(key ?? '?'))
  const more = count > keys.length ? ', …' : ''
  return [
    `  ${escapeTerminal(check)}`,
    ...hanging(indent, escapeTerminal(`${plural(count, 'row')} of ${table}: ${done}`), layout),
    ...(dryRun && keys.length > 0 ? hanging(indent, escapeTerminal(`keys ${keys.join(', ')}${more}`), layout) : []),
    ...left.flatMap((one) => hanging(indent, escapeTerminal(`left alone: ${leftText(one)}`), layout)),
  ]
}

function manualLines(manual: FixResult['manual'], layout: Layout): string[] {
  if (manual.length === 0) return []
  return [
    '',
    layout.paint('What needs a human', 'bold'),
    ...manual.flatMap(({ advice, check, count }) => [
      `  ${escapeTerminal(check)}  ${plural(count, 'row')}`,
      ...hanging(indent, escapeTerminal(advice), layout),
    ]),
  ]
}

/** What `--undo` brought back, or would. */
export function undoLines({ dryRun, file, runId, tables }: UndoResult, layout: Layout): string[] {
  return [
    '',
    layout.paint(dryRun ? 'What --undo would bring back (dry run)' : 'Brought back', 'bold'),
    ...hanging('  File  ', escapeTerminal(file), layout),
    ...hanging('  Run   ', escapeTerminal(runId), layout),
    ...tables.flatMap(({ alreadyThere, left, restored, table }) => [
      `  ${escapeTerminal(table)}`,
      ...hanging(
        indent,
        `${plural(restored, 'row')}${alreadyThere === 0 ? '' : `; ${whole(alreadyThere)} more ${alreadyThere === 1 ? 'was' : 'were'} there already`}`,
        layout,
      ),
      ...left.flatMap((one) => hanging(indent, escapeTerminal(`left alone: ${leftText(one)}`), layout)),
    ]),
  ]
}
