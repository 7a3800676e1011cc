import { perSecond, plural, whole } from '@m4sh/tools-core/reporting'
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
import type { BlastResult } from '../../result.ts'
import { type Slice, slicesOf } from '../slices.ts'

/** Points of a chart: more than it has pixels. */
const mostPoints = 1800

/** Rows of the table beside the charts. */
const mostRows = 120

export function timelineSection({ push, timeline }: BlastResult): Section {
  const slices = slicesOf(timeline, mostPoints)
  const width = slices[0]?.seconds ?? 1
  return section({
    id: 'timeline',
    title: 'Over time',
    intro: `What each ${width === 1 ? 'second' : `${width} seconds`} brought, counted from the first batch.`,
    remarks: timeline.length === 0 ? ['There is nothing to draw: nothing was written.'] : [],
    charts: timeline.length === 0 ? [] : chartsOf(slices, push !== null),
    tables: timeline.length === 0 ? [] : [timelineTable(slicesOf(timeline, mostRows), push !== null)],
  })
}

type Series = 'rows' | 'pushed' | 'delivered' | 'errors'

function chartsOf(slices: readonly Slice[], isPushed: boolean): Chart[] {
  const shared = {
    group: 'timeline',
    x: { kind: 'seconds', values: slices.map(({ t }) => drawn(t / 1000) ?? 0) },
  } as const
  const of = (name: Series) => slices.map((slice) => drawn(slice[name]))
  const hasErrors = slices.some(({ errors }) => errors > 0)
  return [
    {
      ...shared,
      id: 'rows-over-time',
      title: 'Rows',
      note: 'Rows a second, counted as they were committed. The last second may be a part of one.',
      spoken: `Rows over time: ${spanOf(of('rows'), perSecond)}.`,
      y: { unit: 'perSecond', isLogarithmic: false },
      lines: [{ label: 'rows', color: 1, look: 'line', values: of('rows') }],
    },
    ...(isPushed ? [pushChart(shared, of)] : []),
    ...(hasErrors ? [errorChart(shared, of)] : []),
  ]
}

type Shared = Pick<Chart, 'group' | 'x'>
type ValuesOf = (name: Series) => readonly (number | null)[]

function pushChart(shared: Shared, of: ValuesOf): Chart {
  return {
    ...shared,
    id: 'pushes-over-time',
    title: 'Pushes',
    note: 'Notifications a second that were handed to the platform, and that came to sockets which listened.',
    spoken: `Pushes over time: pushed ${spanOf(of('pushed'), perSecond)}, delivered ${spanOf(of('delivered'), perSecond)}.`,
    y: { unit: 'perSecond', isLogarithmic: false },
    lines: [
      { label: 'delivered', color: 1, look: 'line', values: of('delivered') },
      { label: 'pushed', color: 2, look: 'dashes', values: of('pushed') },
    ],
  }
}

function errorChart(shared: Shared, of: ValuesOf): Chart {
  return {
    ...shared,
    id: 'errors-over-time',
    title: 'Errors',
    note: 'Lost connections, batches that were refused, pushes that came to nothing.',
    spoken: `Errors over time: ${spanOf(of('errors'), whole)}.`,
    y: { unit: 'count', isLogarithmic: false },
    lines: [{ label: 'errors', color: 4, look: 'bars', values: of('errors') }],
  }
}

function timelineTable(slices: readonly Slice[], isPushed: boolean): Table {
  const width = slices[0]?.seconds ?? 1
  const pushed = isPushed ? ['Pushed', 'Delivered'] : []
  return table({
    id: 'timeline-table',
    fold: width === 1 ? 'Second by second' : `In steps of ${width} seconds`,
    caption:
      width === 1
        ? 'The numbers behind the charts.'
        : `The numbers behind the charts, ${width} seconds a row: batches and errors are sums, the others averages.`,
    columns: ['Until', 'Rows', 'Batches', ...pushed, 'Errors'].map(numbers),
    rows: slices.map((slice) => ({
      cells: [
        { text: `${whole(slice.t / 1000)} s`, sort: slice.t },
        { text: perSecond(slice.rows), sort: slice.rows },
        countCell(slice.batches),
        ...(isPushed ? [slice.pushed, slice.delivered].map((rate) => ({ text: perSecond(rate), sort: rate })) : []),
        countCell(slice.errors),
      ],
    })),
    rest: `${plural(slices.length, 'row')}; the CSV report has every second.`,
  })
}
