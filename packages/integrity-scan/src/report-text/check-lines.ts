import { wordOf } from '@m4sh/tools-core/language'
import { escapeTerminal, padEnd, textWidth } from '@m4sh/tools-core/reporting'
import { checkWords } from '../check-words.ts'
import { comparedWith } from '../judge.ts'
import type { ScanLocalization } from '../language/index.ts'
import {
  changeText,
  nowText,
  percentText,
  repairOption,
  type ScanReport,
  severityMarks,
  severityText,
  shareOf,
} from '../report-words.ts'
import { type CheckResult, isMade } from '../result.ts'
import { detailLines } from './detail-lines.ts'
import { isRepaired } from '../state-now.ts'
import { columnWidths, hanging, inColumns, type Layout } from './layout.ts'

/** Longer ids have their figures on the next line. */
const widestId = 40
/** Where there is less room for ids, each has its figures behind it, and not in a column. */
const narrowestId = 20
/** Passed checks of a category that are listed: there may be one for each column that points somewhere. */
const mostPassed = 20

const markWidth = 2
const indent = ' '.repeat(markWidth + 3)

const colors = { critical: 'red', warning: 'yellow', info: 'blue' } as const

/** All checks by category, each with its figures; below it what is wrong, or why it was not made. */
export function checkLines(t: ScanLocalization, report: ScanReport, layout: Layout): string[] {
  const { checks } = report.result
  const headOf = headsIn(t, report, layout)
  const { text: texts, words } = t.messages
  const categories = [...new Set(checks.map(({ category }) => category))]
  const lines = categories.flatMap((category) => {
    const { left, shown } = listed(
      checks.filter((check) => check.category === category),
      layout,
    )
    return [
      '',
      layout.paint(escapeTerminal(wordOf(words.categories, category)), 'bold'),
      ...shown.flatMap((check) => [...headOf(check), ...belowLines(t, check, report, layout)]),
      ...(left > 0 ? [`  ✓  ${texts.morePassed(left)}`] : []),
    ]
  })
  return isRepaired(report.result) ? ['', ...hanging('', texts.foundBefore, layout), ...lines] : lines
}

function listed(checks: readonly CheckResult[], { isWhole }: Layout): { shown: readonly CheckResult[]; left: number } {
  const passed = checks.filter(({ status }) => status === 'passed')
  const leftOut = new Set(isWhole ? [] : passed.slice(mostPassed))
  return { shown: checks.filter((check) => !leftOut.has(check)), left: leftOut.size }
}

/** The line of a check: its mark, its id, and its figures, in columns where they fit. */
function headsIn(t: ScanLocalization, { result }: ScanReport, layout: Layout): (check: CheckResult) => string[] {
  const { paint, width = Infinity } = layout
  const cells = new Map(result.checks.map((check) => [check, figuresOf(t, check, shareOf(result, check.id))]))
  const widths = columnWidths([...cells.values()])
  const room = width - widths.reduce((sum, one) => sum + 2 + one, indent.length)
  const idWidth = Math.min(widestId, room, Math.max(0, ...result.checks.map(({ id }) => textWidth(id))))
  return (check) => {
    const [count = '', ...others] = cells.get(check) ?? []
    const name = `  ${markOf(check, paint)} ${escapeTerminal(check.id)}`
    if (count === '') return [name]
    const painted = paint(count, check.status === 'failed' ? colors[check.severity] : 'dim')
    if (idWidth < narrowestId) return besideOrBelow(name, `${painted} ${others.join(' ')}`.trimEnd(), width)
    const figures = inColumns([painted, ...others], widths).trimEnd()
    const start = indent.length + idWidth + 2
    return textWidth(name) > start - 2 ? [name, ' '.repeat(start) + figures] : [padEnd(name, start) + figures]
  }
}

function besideOrBelow(name: string, text: string, width: number): string[] {
  const line = `${name}  ${text}`
  return textWidth(line) <= width ? [line] : [name, ...hanging(indent, text, { width })]
}

/** `3 critical` and `of 45 (6.7 %)`; nothing of a check that was not made. */
function figuresOf(
  t: ScanLocalization,
  { bySeverity, rows, status }: CheckResult,
  percent: number | null,
): readonly string[] {
  if (!isMade({ status })) return []
  const share = status === 'failed' && percent !== null ? ` (${percentText(t, percent)})` : ''
  return [severityText(t, bySeverity), ...(rows === null ? [] : [`${t.messages.text.ofRows(rows)}${share}`])]
}

function markOf({ severity, status }: CheckResult, paint: Layout['paint']): string {
  const marks = { passed: '✓', failed: severityMarks[severity], skipped: '⏭', error: '💥' } as const
  const mark = padEnd(marks[status], markWidth)
  return status === 'passed' ? paint(mark, 'green') : mark
}

function belowLines(t: ScanLocalization, check: CheckResult, report: ScanReport, layout: Layout): string[] {
  const { text: texts, words } = t.messages
  const { ignored, reason, status } = check
  if (!isMade({ status }))
    return hanging(
      indent,
      escapeTerminal(reason === null ? words.statuses[status] : `${words.statuses[status]}: ${t.translate(reason)}`),
      layout,
    )
  const { comparison, fix } = report.result
  const compared = comparedWith(comparison, check.id)
  const said = [
    compared === undefined ? '' : changeText(t, compared),
    ignored === 0 ? '' : words.ignored(ignored),
    status === 'failed' && isRepaired(report.result) ? texts.afterRepair(nowText(t, check, report.result)) : '',
    // Details, and the part about repairs, say more.
    status === 'failed' && fix === null && !layout.isWhole
      ? texts.repair(repairOption(check, report) ?? words.byHand)
      : '',
  ].filter((text) => text !== '')
  return [
    ...(status === 'failed'
      ? hanging(indent, layout.paint(escapeTerminal(checkWords(t, check).title), 'dim'), layout)
      : []),
    ...(said.length === 0 ? [] : hanging(indent, said.join('; '), layout)),
    ...(status === 'failed' && layout.isWhole ? detailLines(t, check, report, indent, layout) : []),
  ]
}
