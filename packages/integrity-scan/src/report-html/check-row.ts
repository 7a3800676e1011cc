import { encodePercent } from '@m4sh/tools-core/values'
import { type Cell, countCell, type Row, timeCell, type Tone } from '@m4sh/tools-core/reporting/html'
import { checkWords } from '../check-words.ts'
import { comparedWith } from '../judge.ts'
import type { ScanLocalization } from '../language/index.ts'
import { changeText, percentText, repairOption, type ScanReport, severityText, shareOf } from '../report-words.ts'
import { type CheckComparison, type CheckResult, type ComparisonResult, isMade, severities } from '../result.ts'
import { isGone, isRepaired, rowsNow } from '../state-now.ts'
import { anchorOf } from './check-details.ts'
import { severityTones } from './severity-tone.ts'

/** A check in the table of its category; the row of one that found something links to its details. */
export function checkRow(t: ScanLocalization, check: CheckResult, report: ScanReport): Row {
  const { count, durationMs, id, rows, status } = check
  const { comparison } = report.result
  const hasRows = isMade({ status })
  const hasFailed = status === 'failed'
  const share = shareOf(report.result, id)
  const anchor = anchorOf(id)
  return {
    ...(!hasFailed && { id: anchor }),
    cells: [
      hasFailed ? { text: id, href: `#${encodePercent(anchor)}`, note: checkWords(t, check).title } : { text: id },
      outcomeCell(t, check),
      countCell(t, hasRows ? count : null),
      ...(isRepaired(report.result) ? [nowCell(t, check, report)] : []),
      countCell(t, rows),
      { text: share === null ? '–' : percentText(t, share), sort: share },
      ...(comparison === null ? [] : [changeCell(t, id, comparison)]),
      timeCell(t, hasRows || status === 'error' ? durationMs : null),
      { text: hasFailed ? repairText(t, check, report) : '–' },
    ],
  }
}

function nowCell(t: ScanLocalization, check: CheckResult, { result }: ScanReport): Cell {
  const rows = rowsNow(check, result)
  return countCell(t, rows === null ? null : severities.reduce((sum, severity) => sum + rows[severity], 0))
}

/** What repairs the rows, or that it was done. */
function repairText(t: ScanLocalization, check: CheckResult, report: ScanReport): string {
  const { words } = t.messages
  return isGone(check, report.result) ? words.repaired : (repairOption(check, report) ?? words.byHand)
}

function outcomeCell(t: ScanLocalization, check: CheckResult): Cell {
  const { bySeverity, ignored, reason, severity, status } = check
  const texts = t.messages.words
  const notes = ignored === 0 ? [] : [texts.ignored(ignored)]
  if (status === 'failed')
    return noted(texts.severities[severity], severityTones[severity], severities.indexOf(severity), [
      ...(severities.filter((one) => bySeverity[one] > 0).length > 1 ? [severityText(t, bySeverity)] : []),
      ...notes,
    ])
  if (status === 'passed') return noted(texts.statuses.passed, 'good', 5, notes)
  const [tone, rank] = status === 'error' ? (['bad', 3] as const) : (['warn', 4] as const)
  return noted(texts.statuses[status], tone, rank, reason === null ? [] : [t.translate(reason)])
}

/** @param rank the worst first, when the column is sorted */
function noted(text: string, tone: Tone, rank: number, notes: readonly string[]): Cell {
  return { text, tone, sort: rank, ...(notes.length === 0 ? {} : { note: notes.join('; ') }) }
}

function changeCell(t: ScanLocalization, id: string, comparison: ComparisonResult): Cell {
  const compared = comparedWith(comparison, id)
  const text = compared === undefined ? '' : changeText(t, compared)
  return { text: text === '' ? '–' : text, sort: compared === undefined ? null : changeRank(compared, comparison) }
}

/** How many checks have changed less: those with new rows are the most, then those with open ones. */
function changeRank(compared: CheckComparison, { checks }: ComparisonResult): number | null {
  if (compared.new === null) return null
  return checks.filter((other) => other.new !== null && isLess(changesOf(other), changesOf(compared))).length
}

function changesOf({ fixed, new: fresh, open }: CheckComparison): readonly number[] {
  return [fresh, open, fixed].map((rows) => rows ?? 0)
}

/** By the first figure that differs. */
function isLess(some: readonly number[], others: readonly number[]): boolean {
  const at = some.findIndex((rows, index) => rows !== others[index])
  return (some[at] ?? 0) < (others[at] ?? 0)
}
