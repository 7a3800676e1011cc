import {
  type Chart,
  countCell,
  drawn,
  numbers,
  type Section,
  section,
  spanOf,
  type Table,
  table,
} from '@m4sh/tools-core/reporting/html'
import type { BlastLocalization } from '../../language/index.ts'
import type { BlastResult } from '../../result.ts'
import { type Slice, slicesOf } from '../slices.ts'

/** Points of a chart: more than it has pixels. */
const mostPoints = 1800

/** Rows of the table beside the charts. */
const mostRows = 120

export function timelineSection(t: BlastLocalization, { push, timeline }: BlastResult): Section {
  const texts = t.messages.timeline
  const slices = slicesOf(timeline, mostPoints)
  const width = slices[0]?.seconds ?? 1
  return section({
    paths: ['result.timeline'],
    id: 'timeline',
    title: texts.title,
    intro: texts.intro(width),
    remarks: timeline.length === 0 ? [texts.nothingToDraw] : [],
    charts: timeline.length === 0 ? [] : chartsOf(t, slices, push !== null),
    tables: timeline.length === 0 ? [] : [timelineTable(t, slicesOf(timeline, mostRows), push !== null)],
  })
}

type Series = 'rows' | 'pushed' | 'delivered' | 'errors'

function chartsOf(t: BlastLocalization, slices: readonly Slice[], isPushed: boolean): Chart[] {
  const texts = t.messages.timeline
  const shared = {
    group: 'timeline',
    x: { kind: 'seconds', values: slices.map(({ t: ms }) => drawn(ms / 1000) ?? 0) },
  } as const
  const of = (name: Series) => slices.map((slice) => drawn(slice[name]))
  const hasErrors = slices.some(({ errors }) => errors > 0)
  return [
    {
      ...shared,
      id: 'rows-over-time',
      title: texts.rows,
      note: texts.rowsNote,
      spoken: texts.rowsSpoken(spanOf(t, of('rows'), t.perSecond)),
      y: { unit: 'perSecond', isLogarithmic: false },
      lines: [{ label: texts.rowsLine, color: 1, look: 'line', values: of('rows') }],
    },
    ...(isPushed ? [pushChart(t, shared, of)] : []),
    ...(hasErrors ? [errorChart(t, shared, of)] : []),
  ]
}

type Shared = Pick<Chart, 'group' | 'x'>
type ValuesOf = (name: Series) => readonly (number | null)[]

function pushChart(t: BlastLocalization, shared: Shared, of: ValuesOf): Chart {
  const texts = t.messages.timeline
  return {
    ...shared,
    id: 'pushes-over-time',
    title: texts.pushes,
    note: texts.pushesNote,
    spoken: texts.pushesSpoken(spanOf(t, of('pushed'), t.perSecond), spanOf(t, of('delivered'), t.perSecond)),
    y: { unit: 'perSecond', isLogarithmic: false },
    lines: [
      { label: texts.deliveredLine, color: 1, look: 'line', values: of('delivered') },
      { label: texts.pushedLine, color: 2, look: 'dashes', values: of('pushed') },
    ],
  }
}

function errorChart(t: BlastLocalization, shared: Shared, of: ValuesOf): Chart {
  const texts = t.messages.timeline
  return {
    ...shared,
    id: 'errors-over-time',
    title: texts.errors,
    note: texts.errorsNote,
    spoken: texts.errorsSpoken(spanOf(t, of('errors'), t.whole)),
    y: { unit: 'count', isLogarithmic: false },
    lines: [{ label: texts.errorsLine, color: 4, look: 'bars', values: of('errors') }],
  }
}

function timelineTable(t: BlastLocalization, slices: readonly Slice[], isPushed: boolean): Table {
  const texts = t.messages.timeline
  const width = slices[0]?.seconds ?? 1
  const pushed = isPushed ? [texts.pushed, texts.delivered] : []
  return table({
    id: 'timeline-table',
    fold: texts.fold(width),
    caption: texts.caption(width),
    columns: [texts.until, texts.rows, texts.batches, ...pushed, texts.errors].map(numbers),
    rows: slices.map((slice) => ({
      cells: [
        { text: t.seconds(Math.round(slice.t / 1000)), sort: slice.t },
        { text: t.perSecond(slice.rows), sort: slice.rows },
        countCell(t, slice.batches),
        ...(isPushed ? [slice.pushed, slice.delivered].map((rate) => ({ text: t.perSecond(rate), sort: rate })) : []),
        countCell(t, slice.errors),
      ],
    })),
    rest: texts.rest(slices.length),
  })
}
