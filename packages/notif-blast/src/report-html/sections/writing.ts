import { ms, perSecond, plural, whole } from '@m4sh/tools-core/reporting'
import {
  type Chart,
  drawn,
  type Figure,
  figure,
  type Section,
  section,
  summaryTable,
} from '@m4sh/tools-core/reporting/html'
import type { BlastResult } from '../../result.ts'
import { isRowByRow, writingWords } from '../../summary-rows.ts'

export function writingSection(result: BlastResult): Section {
  const { batchTime, dryRun } = result
  const one = isRowByRow(result) ? 'Row' : 'Batch'
  const isTimed = batchTime.count > 0
  return section({
    id: 'writing',
    title: 'Writing',
    intro: dryRun
      ? 'What would be written, and how.'
      : 'What was to be written and what is in. A batch is all or nothing, and counts once it is committed.',
    remarks: dryRun || isTimed ? [] : [`No ${one.toLowerCase()} was timed.`],
    figures: dryRun ? plannedFigures(result) : writtenFigures(result),
    charts: isTimed ? [timeChart(result, one)] : [],
    tables: isTimed
      ? [
          summaryTable(
            'batch-summary',
            `Times of ${isRowByRow(result) ? plural(batchTime.count, 'row') : plural(batchTime.count, 'batch', 'batches')}.`,
            [
              [
                `${one} time`,
                'from the time when it was due, or a connection was free for it, until it was committed',
                batchTime,
              ],
            ],
          ),
        ]
      : [],
  })
}

function plannedFigures(result: BlastResult): Figure[] {
  return [
    figure('Rows', whole(result.requested - result.resumed), `for ${plural(result.users, 'user')}`),
    methodFigure(result),
  ]
}

function writtenFigures(result: BlastResult): Figure[] {
  const { cleared, failed, inserted, requested, resumed, rowsPerSecond, users, writingMs } = result
  return [
    figure('Wanted', whole(requested), `rows for ${plural(users, 'user')}`),
    ...(resumed > 0 ? [figure('Before', whole(resumed), 'of them had been written before the run was resumed')] : []),
    figure('Written', whole(inserted), 'are in for sure'),
    figure('Missing', whole(failed), 'were to be written and are not in', failed > 0 ? 'bad' : 'good'),
    ...(cleared > 0 ? [figure('Removed', whole(cleared), 'older rows, before the first new one')] : []),
    figure('Time', ms(writingMs), 'from the first batch to the end of the last'),
    ...(rowsPerSecond === null ? [] : [figure('Rate', perSecond(rowsPerSecond), 'rows over that time')]),
    methodFigure(result),
  ]
}

function methodFigure(result: BlastResult): Figure {
  const { details, method } = writingWords(result)
  return figure('Method', method, details.join(', '))
}

const percentiles = [
  ['p50', 'p50'],
  ['p90', 'p90'],
  ['p95', 'p95'],
  ['p99', 'p99'],
  ['p999', 'p99.9'],
  ['max', 'max'],
] as const

function timeChart({ batchSize, batchTime }: BlastResult, one: 'Row' | 'Batch'): Chart {
  const rows = one === 'Row' ? 'a row' : `a batch of ${whole(batchSize)} rows`
  return {
    id: 'batch-times',
    title: `${one} times`,
    note: `How long ${rows} took until it was committed: half took no longer than p50, all but one in twenty no longer than p95.`,
    spoken: `${one} times by percentile: ${percentiles.map(([key, name]) => `${name} ${ms(batchTime[key])}`).join(', ')}.`,
    group: null,
    x: { kind: 'names', values: percentiles.map((_, at) => at) },
    names: percentiles.map(([, name]) => name),
    y: { unit: 'ms', isLogarithmic: false },
    lines: [{ label: 'time', color: 1, look: 'bars', values: percentiles.map(([key]) => drawn(batchTime[key])) }],
  }
}
