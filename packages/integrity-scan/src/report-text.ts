import { escapeTerminal, type TextStyle } from '@m4sh/tools-core/reporting'
import { passMark, thresholdText, verdictText } from '@m4sh/tools-core/reporting/measurement-text'
import type { ScanLocalization } from './language/index.ts'
import { checkLines } from './report-text/check-lines.ts'
import { fixLines, undoLines } from './report-text/fix-lines.ts'
import { columnWidths, hanging, type Layout, layoutOf } from './report-text/layout.ts'
import { verdictSentences } from './report-verdict.ts'
import type { ScanReport } from './report-words.ts'
import type { ScanResult } from './result.ts'
import { isRepaired } from './state-now.ts'
import { summaryRows } from './summary-rows.ts'

/** What was not looked at and is listed without `--verbose`. */
const shownNotChecked = 3

/** The report for a terminal: the verdict first, then the checks, the totals, and what was repaired. */
export function renderText(
  t: ScanLocalization,
  report: ScanReport,
  style: TextStyle,
  { verbose }: { verbose: boolean },
): string {
  const { result, warnings } = report
  const layout = layoutOf(style, verbose)
  const { paint } = layout
  const lines = [
    ...headLines(t, report, layout),
    ...warnings.flatMap((warning) =>
      hanging(`  ${paint('!', 'yellow')} `, escapeTerminal(t.translate(warning)), layout),
    ),
    ...checkLines(t, report, layout),
    '',
    ...totalLines(t, report, layout),
    ...thresholdLines(t, report, layout),
    ...notCheckedLines(t, result, layout),
    ...(result.fix === null ? [] : fixLines(t, result.fix, result, layout)),
    ...(result.undo === null ? [] : undoLines(t, result.undo, layout)),
  ]
  return `${lines
    .filter((line, at) => line !== '' || lines[at - 1] !== '')
    .join('\n')
    .trimEnd()}\n`
}

function headLines(t: ScanLocalization, report: ScanReport, layout: Layout): string[] {
  const { paint } = layout
  return [
    `${paint(t.messages.words.title, 'bold')}  ${verdictText(t, report, paint)}`,
    ...verdictSentences(t, report).flatMap((text) => hanging('  ', escapeTerminal(text), layout)),
  ]
}

function thresholdLines(t: ScanLocalization, { result, thresholds }: ScanReport, layout: Layout): string[] {
  const { paint } = layout
  if (thresholds.length === 0) return []
  return [
    '',
    ...(isRepaired(result) ? hanging('  ', t.messages.words.thresholdsAfter, layout) : []),
    ...thresholds.flatMap((row) => hanging(`  ${passMark(row.passed, paint)} `, thresholdText(t, row), layout)),
  ]
}

function totalLines(t: ScanLocalization, report: ScanReport, layout: Layout): string[] {
  const rows = summaryRows(t, report)
  const [labelWidth = 0] = columnWidths(rows)
  return rows.flatMap(([label, value]) => hanging(`  ${label.padEnd(labelWidth)}  `, value, layout))
}

/** What was not looked at may be broken: it is never left out wholly. Checks have said so in their own place. */
function notCheckedLines(t: ScanLocalization, { checks, notChecked }: ScanResult, layout: Layout): string[] {
  const texts = t.messages.text
  const ids = new Set(checks.map(({ id }) => id))
  const others = notChecked.filter(({ what }) => !ids.has(what))
  if (others.length === 0) return []
  const shown = layout.isWhole ? others : others.slice(0, shownNotChecked)
  const rest = others.length - shown.length
  return [
    '',
    layout.paint(texts.notChecked, 'bold'),
    ...shown.flatMap(({ reason, what }) =>
      hanging('  ', escapeTerminal(`${t.translate(what)}: ${t.translate(reason)}`), layout, 2),
    ),
    ...(rest > 0 ? [`  ${texts.moreNotChecked(rest)}`] : []),
  ]
}
