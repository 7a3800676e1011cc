import { ms, perSecond, plural, whole } from '@m4sh/tools-core/reporting'
import { type Figure, figure } from '@m4sh/tools-core/reporting/html'
import type { BlastResult, PushResult } from '../result.ts'
import { type BlastReport, isRowByRow, rowsIn, taskOf, writingText } from '../summary-rows.ts'
import { databaseFigure } from './sections/database.ts'

/** The figures that a reader wants first. */
export function toTiles(report: BlastReport): Figure[] {
  const { result } = report
  const { cleared, dryRun, errors, push } = result
  const task = taskOf(report)
  return [
    ...(task === 'write' ? writingTiles(result) : []),
    ...(task !== 'write' || cleared > 0 ? [removedTile(result)] : []),
    ...(push === null ? [] : pushTiles(push)),
    ...(dryRun
      ? []
      : [
          ...(task === 'clear' ? [] : [databaseFigure(report)]),
          figure(
            'Errors',
            whole(errors.count),
            errors.count === 0
              ? 'no connection, batch or request failed'
              : `of ${plural(Object.keys(errors.byKind).length, 'kind')}`,
            errors.count > 0 ? 'warn' : 'good',
          ),
        ]),
  ]
}

function writingTiles(result: BlastResult): Figure[] {
  const { batchTime, dryRun, requested, resumed, rowsPerSecond, users, writingMs } = result
  if (dryRun)
    return [
      figure(
        'Would be written',
        whole(requested - resumed),
        `rows for ${plural(users, 'user')}; ${writingText(result)}`,
      ),
    ]
  const written = rowsIn(result)
  const of = written === requested ? whole(written) : `${whole(written)} of ${whole(requested)}`
  const before = resumed > 0 ? `; ${whole(resumed)} of them had been written before` : ''
  const [name, unit] = isRowByRow(result) ? (['Row p95', 'rows'] as const) : (['Batch p95', 'batches'] as const)
  return [
    figure('Rows', of, `are in, for ${plural(users, 'user')}${before}`, written < requested ? 'bad' : 'good'),
    figure(
      'Rows a second',
      rowsPerSecond === null ? '–' : perSecond(rowsPerSecond),
      `in ${ms(writingMs)}: ${writingText(result)}`,
    ),
    figure(name, ms(batchTime.p95), `one in twenty ${unit} took longer until it was committed`),
  ]
}

function removedTile({ cleared, dryRun, requested }: BlastResult): Figure {
  const when = requested > 0 ? ', before the first new one' : ''
  return figure(dryRun ? 'Would be removed' : 'Removed', whole(cleared), `rows${when}`)
}

function pushTiles({ delivered, failed, latency, listeners, lost, pushed }: PushResult): Figure[] {
  const isKnown = delivered !== null && lost !== null
  return [
    figure(
      'Pushed',
      whole(pushed),
      failed > 0 ? `notifications; ${whole(failed)} more could not be` : 'notifications were handed to the platform',
      failed > 0 ? 'bad' : 'good',
    ),
    figure(
      'Delivered',
      isKnown ? `${whole(delivered)} of ${whole(delivered + lost)}` : '–',
      isKnown ? `to ${plural(listeners, 'user')} who listened` : 'nobody listened (--listen)',
      isKnown ? (lost > 0 ? 'bad' : 'good') : 'quiet',
    ),
    figure('Latency p95', ms(latency.p95), 'one in twenty came later to a socket of its user'),
  ]
}
