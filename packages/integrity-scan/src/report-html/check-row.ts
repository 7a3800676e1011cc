import { ms, whole } from '@m4sh/tools-core/reporting'
import { type Cell, countCell, timeCell, type Tone } from '@m4sh/tools-core/reporting/html'
import { comparedWith } from '../judge.ts'
import { changeText, percentText, repairOption, type ScanReport, severityText } from '../report-words.ts'
import { type CheckResult, type ComparisonResult, isMade, severities } from '../result.ts'
import { anchorOf } from './check-details.ts'

/** A check in the table of its category. */
export interface CheckRow {
  /** Where links to the check lead; `null` where it has details, which they lead to. */
  readonly anchor: string | null
  /** Of its details. */
  readonly href: string | null
  readonly id: string
  /** What is wrong; `null` where nothing is. */
  readonly title: string | null
  /** Behind the first one. */
  readonly cells: readonly Cell[]
}

export function checkRow(check: CheckResult, report: ScanReport): CheckRow {
  const { count, durationMs, id, rows, status, title } = check
  const { comparison, percent } = report.result
  const hasRows = isMade({ status })
  const hasFailed = status === 'failed'
  const share = percent[id] ?? null
  return {
    anchor: hasFailed ? null : anchorOf(id),
    href: hasFailed ? `#${encodeURIComponent(anchorOf(id))}` : null,
    id,
    title: hasFailed ? title : null,
    cells: [
      outcomeCell(check),
      hasRows ? countCell(count) : countCell(null),
      countCell(rows),
      { text: share === null ? '–' : percentText(share), sort: share },
      ...(comparison === null ? [] : [changeCell(id, comparison)]),
      hasRows || status === 'error' ? timeCell(durationMs) : { text: ms(null), sort: null },
      { text: hasFailed ? (repairOption(check, report) ?? 'by hand') : '–' },
    ],
  }
}

const tones = { critical: 'bad', warning: 'warn', info: 'quiet' } as const

function outcomeCell({ bySeverity, ignored, reason, severity, status }: CheckResult): Cell {
  const notes = ignored === 0 ? [] : [`${whole(ignored)} more ignored`]
  if (status === 'failed')
    return noted(severity, tones[severity], severities.indexOf(severity), [
      ...(severities.filter((one) => bySeverity[one] > 0).length > 1 ? [severityText(bySeverity)] : []),
      ...notes,
    ])
  if (status === 'passed') return noted('passed', 'good', 5, notes)
  return noted(status, status === 'error' ? 'bad' : 'warn', status === 'error' ? 3 : 4, reason === null ? [] : [reason])
}

/** @param rank the worst first, when the column is sorted */
function noted(text: string, tone: Tone, rank: number, notes: readonly string[]): Cell {
  return { text, tone, sort: rank, ...(notes.length === 0 ? {} : { note: notes.join('; ') }) }
}

function changeCell(id: string, comparison: ComparisonResult): Cell {
  const compared = comparedWith(comparison, id)
  const text = compared === undefined ? '' : changeText(compared)
  return { text: text === '' ? '–' : text, sort: compared?.new ?? null }
}
