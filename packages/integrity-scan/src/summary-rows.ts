import { escapeTerminal } from '@m4sh/tools-core/reporting'
import type { ScanLocalization } from './language/index.ts'
import { type ScanReport, severityText, timeText } from './report-words.ts'
import type { ComparisonResult, ScanResult, SnapshotResult, Summary } from './result.ts'
import { isRepaired } from './state-now.ts'

type Row = readonly [label: string, value: string]

/** The figures that a reader wants first. What comes from outside is ready for a terminal. */
export function summaryRows(t: ScanLocalization, { result, target }: ScanReport): Row[] {
  const texts = t.messages.summary
  const { comparison, snapshot, undo } = result
  const repaired = isRepaired(result)
  const database = typeof target['database'] === 'string' ? [target['database']] : []
  const server = snapshot === null ? [] : [`PostgreSQL ${snapshot.serverVersion}`]
  return [
    ...(undo === null ? totalRows(t, result) : []),
    ...(comparison === null
      ? []
      : [[repaired ? texts.comparedAfter : texts.compared, comparedText(t, comparison)] as const]),
    [texts.database, escapeTerminal([...database, ...server].join(', '))],
    ...(snapshot === null ? [] : snapshotRows(t, snapshot)),
  ]
}

function totalRows(t: ScanLocalization, result: ScanResult): Row[] {
  const texts = t.messages.summary
  const { now, summary } = result
  if (isRepaired(result))
    return [
      [texts.brokenBefore, brokenText(t, summary)],
      [texts.brokenAfter, brokenText(t, now.summary)],
      [texts.checksBefore, checksText(t, summary)],
    ]
  return [
    [texts.brokenRows, brokenText(t, summary)],
    [texts.checks, checksText(t, summary)],
  ]
}

function snapshotRows(
  t: ScanLocalization,
  { catalogMs, checksMs, connections, isolation, takenAt }: SnapshotResult,
): Row[] {
  const texts = t.messages.summary
  return [
    [texts.asOf, texts.asOfText(timeText(takenAt), isolation, connections)],
    [texts.time, texts.timeText(t.ms(catalogMs), t.ms(checksMs))],
  ]
}

function brokenText(t: ScanLocalization, summary: Summary): string {
  const { ignored } = summary
  return `${severityText(t, summary)}${ignored === 0 ? '' : `; ${t.messages.words.ignored(ignored)}`}`
}

function checksText(t: ScanLocalization, summary: Summary): string {
  const texts = t.messages.summary.checkCounts
  const parts = (['failed', 'passed', 'skipped', 'error'] as const)
    .filter((outcome) => summary[outcome] > 0)
    .map((outcome) => texts[outcome](summary[outcome]))
  return `${t.whole(summary.checks)}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`
}

function comparedText(
  { messages: { summary: texts } }: ScanLocalization,
  { file, fixed, new: fresh, open, startedAt }: ComparisonResult,
): string {
  const time = startedAt === null ? null : escapeTerminal(timeText(startedAt))
  return texts.comparedWith(fresh, fixed, open, escapeTerminal(file), time)
}
