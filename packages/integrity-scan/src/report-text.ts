import { escapeTerminal, type Paint, plural, shownFigure, type TextStyle } from '@m4sh/tools-core/reporting'
import { checkLines } from './report-text/check-lines.ts'
import { fixLines, undoLines } from './report-text/fix-lines.ts'
import { columnWidths, hanging, type Layout, layoutOf } from './report-text/layout.ts'
import { verdictSentences } from './report-verdict.ts'
import type { ScanReport } from './report-words.ts'
import type { ScanResult } from './result.ts'
import { summaryRows } from './summary-rows.ts'

/** What was not looked at and is listed without `--verbose`. */
const shownNotChecked = 3

/** The report for a terminal: the verdict first, then the checks, the totals, and what was repaired. */
export function renderText(report: ScanReport, style: TextStyle, { verbose }: { verbose: boolean }): string {
  const { result, thresholds, warnings } = report
  const layout = layoutOf(style, verbose)
  const { paint } = layout
  const lines = [
    ...headLines(report, layout),
    ...warnings.flatMap((warning) => hanging(`  ${paint('!', 'yellow')} `, escapeTerminal(warning), layout)),
    ...checkLines(report, layout),
    '',
    ...totalLines(report, layout),
    ...(thresholds.length > 0 ? [''] : []),
    ...thresholds.flatMap(({ actual, expression, passed }) =>
      hanging(`  ${thresholdMark(passed, paint)} `, `${escapeTerminal(expression)}  (${shownFigure(actual)})`, layout),
    ),
    ...notCheckedLines(result, layout),
    ...(result.fix === null ? [] : fixLines(result.fix, result.summary, layout)),
    ...(result.undo === null ? [] : undoLines(result.undo, layout)),
  ]
  return `${lines
    .filter((line, at) => line !== '' || lines[at - 1] !== '')
    .join('\n')
    .trimEnd()}\n`
}

function headLines(report: ScanReport, layout: Layout): string[] {
  const [first, ...others] = verdictSentences(report)
  const sentence = (text: string): string[] => hanging('  ', escapeTerminal(text), layout)
  return [
    `${layout.paint('Integrity scan', 'bold')}  ${verdictText(report, layout.paint)}`,
    ...[first, ...others].flatMap(sentence),
  ]
}

function verdictText({ run, verdict }: ScanReport, paint: Paint): string {
  const stopped = run.interrupted ? ', stopped early' : ''
  return verdict === 'pass' ? paint(`✓ pass${stopped}`, 'green') : paint(`✗ ${verdict}${stopped}`, 'red')
}

function thresholdMark(passed: boolean, paint: Paint): string {
  return passed ? paint('✓', 'green') : paint('✗', 'red')
}

function totalLines(report: ScanReport, layout: Layout): string[] {
  const rows = summaryRows(report)
  const [labelWidth = 0] = columnWidths(rows)
  return rows.flatMap(([label, value]) => hanging(`  ${label.padEnd(labelWidth)}  `, value, layout))
}

/** What was not looked at may be broken: it is never left out wholly. Checks have said so in their own place. */
function notCheckedLines({ checks, notChecked }: ScanResult, layout: Layout): string[] {
  const ids = new Set(checks.map(({ id }) => id))
  const others = notChecked.filter(({ what }) => !ids.has(what))
  if (others.length === 0) return []
  const shown = layout.isWhole ? others : others.slice(0, shownNotChecked)
  const rest = others.length - shown.length
  return [
    '',
    layout.paint('Not checked', 'bold'),
    ...shown.flatMap(({ reason, what }) => hanging('  ', escapeTerminal(`${what}: ${reason}`), layout, 2)),
    ...(rest > 0 ? [`  … and ${plural(rest, 'more thing')} (--verbose lists them)`] : []),
  ]
}
