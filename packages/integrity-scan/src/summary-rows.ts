import { escapeTerminal, ms, plural, whole } from '@m4sh/tools-core/reporting'
import { type ScanReport, severityText, timeText } from './report-words.ts'
import type { ComparisonResult, SnapshotResult, Summary } from './result.ts'

type Row = readonly [label: string, value: string]

/** The figures that a reader wants first. What comes from outside is ready for a terminal. */
export function summaryRows({ result, target }: ScanReport): Row[] {
  const { comparison, fix, snapshot, summary, undo } = result
  const database = typeof target['database'] === 'string' ? [target['database']] : []
  const server = snapshot === null ? [] : [`PostgreSQL ${snapshot.serverVersion}`]
  return [
    ...(undo === null ? totalRows(summary) : []),
    ...(comparison === null ? [] : [['Compared', comparedText(comparison)] as const]),
    ...(fix?.after ? [['After --fix', severityText(fix.after)] as const] : []),
    ['Database', escapeTerminal([...database, ...server].join(', '))],
    ...(snapshot === null ? [] : snapshotRows(snapshot)),
  ]
}

function totalRows(summary: Summary): Row[] {
  return [
    ['Broken rows', brokenText(summary)],
    ['Checks', checksText(summary)],
  ]
}

function snapshotRows({ catalogMs, checksMs, connections, isolation, takenAt }: SnapshotResult): Row[] {
  return [
    ['As of', `${timeText(takenAt)}, ${isolation}, ${plural(connections, 'connection')}`],
    ['Time', `${ms(catalogMs)} for the catalog, ${ms(checksMs)} for the checks`],
  ]
}

function brokenText(summary: Summary): string {
  return `${severityText(summary)}${summary.ignored === 0 ? '' : `; ${whole(summary.ignored)} more ignored`}`
}

function checksText({ checks, error, failed, passed, skipped }: Summary): string {
  const counts = [
    [failed, 'found something'],
    [passed, 'passed'],
    [skipped, 'skipped'],
    [error, 'ended with an error'],
  ] as const
  const parts = counts.filter(([count]) => count > 0).map(([count, what]) => `${whole(count)} ${what}`)
  return `${whole(checks)}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`
}

function comparedText({ file, fixed, new: fresh, open, startedAt }: ComparisonResult): string {
  return `${whole(fresh)} new, ${whole(fixed)} fixed, ${whole(open)} open since ${escapeTerminal(startedAt === null ? `ever: there is no ${file} yet` : `${timeText(startedAt)} (${file})`)}`
}
