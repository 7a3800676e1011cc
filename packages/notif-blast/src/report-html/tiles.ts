import { type Figure, figure, percentileNote } from '@m4sh/tools-core/reporting/html'
import type { BlastLocalization } from '../language/index.ts'
import type { BlastResult, PushResult } from '../result.ts'
import { type BlastReport, isRowByRow, rowsIn, taskOf, writingText } from '../summary-rows.ts'
import { databaseFigure } from './sections/database.ts'

/** The figures that a reader wants first. */
export function toTiles(t: BlastLocalization, report: BlastReport): Figure[] {
  const { result } = report
  const { cleared, dryRun, errors, push } = result
  const task = taskOf(report)
  return [
    ...(task === 'write' ? writingTiles(t, result) : []),
    ...(task !== 'write' || cleared > 0 ? [removedTile(t, result)] : []),
    ...(push === null ? [] : pushTiles(t, push)),
    ...(dryRun ? [] : [...(task === 'clear' ? [] : [databaseFigure(t, report)]), errorTile(t, errors)]),
  ]
}

function errorTile(t: BlastLocalization, { byKind, count }: BlastResult['errors']): Figure {
  const texts = t.messages.tiles
  const note = count === 0 ? texts.noErrors : texts.kinds(Object.keys(byKind).length)
  return figure(texts.errors, t.whole(count), note, count > 0 ? 'warn' : 'good')
}

function writingTiles(t: BlastLocalization, result: BlastResult): Figure[] {
  const { batchTime, dryRun, requested, resumed, rowsPerSecond, users, writingMs } = result
  const texts = t.messages.tiles
  const how = writingText(t, result)
  if (dryRun) return [figure(texts.wouldWrite, t.whole(requested - resumed), texts.wouldWriteNote(users, how))]
  const written = rowsIn(result)
  const of = written === requested ? t.whole(written) : texts.partOf(written, requested)
  const [name, note] = isRowByRow(result)
    ? ([texts.rowP95, texts.rowP95Note] as const)
    : ([texts.batchP95, texts.batchP95Note] as const)
  return [
    figure(texts.rows, of, texts.rowsNote(users, resumed), written < requested ? 'bad' : 'good'),
    figure(texts.rate, rowsPerSecond === null ? '–' : t.perSecond(rowsPerSecond), texts.rateNote(t.ms(writingMs), how)),
    figure(name, t.ms(batchTime.p95), percentileNote(t, batchTime.count, 95, note)),
  ]
}

function removedTile(t: BlastLocalization, { cleared, dryRun, requested }: BlastResult): Figure {
  const { removed, removedFirstNote, removedNote, wouldRemove } = t.messages.tiles
  return figure(dryRun ? wouldRemove : removed, t.whole(cleared), requested > 0 ? removedFirstNote : removedNote)
}

function pushTiles(
  t: BlastLocalization,
  { delivered, failed, latency, listeners, lost, pushed }: PushResult,
): Figure[] {
  const texts = t.messages.tiles
  const isKnown = delivered !== null && lost !== null
  return [
    figure(
      texts.pushed,
      t.whole(pushed),
      failed > 0 ? texts.pushFailedNote(failed) : texts.pushedNote,
      failed > 0 ? 'bad' : 'good',
    ),
    figure(
      texts.delivered,
      isKnown ? texts.partOf(delivered, delivered + lost) : '–',
      isKnown ? texts.deliveredNote(listeners) : texts.notListened,
      isKnown ? (lost > 0 ? 'bad' : 'good') : 'quiet',
    ),
    figure(texts.latencyP95, t.ms(latency.p95), percentileNote(t, latency.count, 95, texts.latencyP95Note)),
  ]
}
