import {
  type Chart,
  drawn,
  type Figure,
  figure,
  type Section,
  section,
  summaryTable,
} from '@m4sh/tools-core/reporting/html'
import type { BlastLocalization } from '../../language/index.ts'
import type { BlastResult } from '../../result.ts'
import { isRowByRow, writingWords } from '../../summary-rows.ts'

export function writingSection(t: BlastLocalization, result: BlastResult): Section {
  const { batchTime, dryRun } = result
  const texts = t.messages.writingSection
  const isByRow = isRowByRow(result)
  const isTimed = batchTime.count > 0
  const caption = isByRow ? texts.timesOfRows(batchTime.count) : texts.timesOfBatches(batchTime.count)
  return section({
    paths: [
      'result.inserted',
      'result.requested',
      'result.failed',
      'result.rowsPerSecond',
      'result.writingMs',
      'result.batchTime',
      'result.method',
      'result.batches',
    ],
    id: 'writing',
    title: texts.title,
    intro: dryRun ? texts.dryRunIntro : texts.intro,
    remarks: dryRun || isTimed ? [] : [isByRow ? texts.noRowTimed : texts.noBatchTimed],
    figures: dryRun ? plannedFigures(t, result) : writtenFigures(t, result),
    charts: isTimed ? [timeChart(t, result)] : [],
    tables: isTimed
      ? [
          summaryTable(t, 'batch-summary', caption, [
            [isByRow ? texts.rowTime : texts.batchTime, texts.timeNote, batchTime],
          ]),
        ]
      : [],
  })
}

function plannedFigures(t: BlastLocalization, result: BlastResult): Figure[] {
  const { requested, resumed, users } = result
  return [
    figure(t.messages.writingSection.rows, t.whole(requested - resumed), t.messages.forUsers(users)),
    methodFigure(t, result),
  ]
}

function writtenFigures(t: BlastLocalization, result: BlastResult): Figure[] {
  const { cleared, failed, inserted, requested, resumed, rowsPerSecond, users, writingMs } = result
  const texts = t.messages.writingSection
  return [
    figure(texts.wanted, t.whole(requested), texts.wantedNote(users)),
    ...(resumed > 0 ? [figure(texts.before, t.whole(resumed), texts.beforeNote)] : []),
    figure(texts.written, t.whole(inserted), texts.writtenNote),
    figure(texts.missing, t.whole(failed), texts.missingNote, failed > 0 ? 'bad' : 'good'),
    ...(cleared > 0 ? [figure(texts.removed, t.whole(cleared), texts.removedNote)] : []),
    figure(texts.time, t.ms(writingMs), texts.timeOfAllNote),
    ...(rowsPerSecond === null ? [] : [figure(texts.rate, t.perSecond(rowsPerSecond), texts.rateNote)]),
    methodFigure(t, result),
  ]
}

function methodFigure(t: BlastLocalization, result: BlastResult): Figure {
  const { details, method } = writingWords(t, result)
  return figure(t.messages.writingSection.method, method, details.join(', '))
}

/** The last is named in the language of the report. */
const percentiles = [
  ['p50', 'p50'],
  ['p90', 'p90'],
  ['p95', 'p95'],
  ['p99', 'p99'],
  ['p999', 'p99.9'],
  ['max', null],
] as const

function timeChart(t: BlastLocalization, result: BlastResult): Chart {
  const { batchSize, batchTime } = result
  const texts = t.messages.writingSection
  const [title, what] = isRowByRow(result) ? [texts.rowTimes, texts.aRow] : [texts.batchTimes, texts.aBatch(batchSize)]
  return {
    id: 'batch-times',
    title,
    note: texts.chartNote(what),
    spoken: texts.chartSpoken(
      title,
      percentiles.map(([key, name]) => `${name ?? texts.max} ${t.ms(batchTime[key])}`),
    ),
    group: null,
    x: { kind: 'names', values: percentiles.map((_, at) => at) },
    names: percentiles.map(([, name]) => name ?? texts.max),
    y: { unit: 'ms', isLogarithmic: false },
    lines: [
      { label: t.messages.time, color: 1, look: 'bars', values: percentiles.map(([key]) => drawn(batchTime[key])) },
    ],
  }
}
