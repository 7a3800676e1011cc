import { plural, whole } from '@m4sh/tools-core/reporting'
import { type Figure, figure, type Tone } from '@m4sh/tools-core/reporting/html'
import { severityText } from '../report-words.ts'
import type { FixResult, ScanResult, Summary, UndoResult } from '../result.ts'

/** The figures that a reader wants first. */
export function toTiles({ comparison, fix, summary, undo }: ScanResult): Figure[] {
  if (undo !== null) return undoTiles(undo)
  return [
    rowsTile('Critical', summary.critical, 'rows that break something for people', 'bad'),
    rowsTile('Warning', summary.warning, 'rows that are most likely wrong', 'warn'),
    rowsTile('Info', summary.info, 'rows that are worth knowing of', 'quiet'),
    ...(comparison === null
      ? []
      : [
          figure(
            'New',
            whole(comparison.new),
            `since the earlier report; ${whole(comparison.fixed)} are gone, ${whole(comparison.open)} still open`,
            comparison.new > 0 ? 'warn' : 'good',
          ),
        ]),
    ...(fix === null ? [] : [fixTile(fix)]),
    checksTile(summary),
  ]
}

function rowsTile(label: string, count: number, note: string, tone: Tone): Figure {
  return figure(label, whole(count), note, count > 0 ? tone : 'good')
}

function fixTile({ actions, after, dryRun, transaction }: FixResult): Figure {
  const rows = actions.reduce((sum, { count }) => sum + count, 0)
  if (transaction === 'rolled back') return figure('Repaired', '0', 'rows: all was rolled back', 'bad')
  return dryRun
    ? figure('Would be repaired', whole(rows), 'rows, by --fix')
    : figure('Repaired', whole(rows), `rows${brokenNow(after)}`, rows > 0 ? 'good' : 'quiet')
}

function brokenNow(after: Summary | null): string {
  return after === null ? '' : `; broken now: ${severityText(after)}`
}

function checksTile({ checks, error, failed, passed, skipped }: Summary): Figure {
  const made = passed + failed
  const lacking = skipped + error
  return figure(
    'Checks made',
    lacking === 0 ? whole(made) : `${whole(made)} of ${whole(checks)}`,
    lacking === 0
      ? `${whole(failed)} found something, ${whole(passed)} passed`
      : `${plural(lacking, 'check')} could not be made`,
    error > 0 ? 'bad' : skipped > 0 ? 'warn' : 'good',
  )
}

function undoTiles({ dryRun, tables }: UndoResult): Figure[] {
  const sum = (of: (table: UndoResult['tables'][number]) => number): number =>
    tables.reduce((total, table) => total + of(table), 0)
  const left = sum((table) => table.left.reduce((total, { count }) => total + count, 0))
  return [
    figure(dryRun ? 'Would be brought back' : 'Brought back', whole(sum(({ restored }) => restored)), 'rows'),
    figure('There already', whole(sum(({ alreadyThere }) => alreadyThere)), 'rows that are as they were'),
    figure('Left alone', whole(left), 'rows that others have changed since', left > 0 ? 'warn' : 'good'),
  ]
}
