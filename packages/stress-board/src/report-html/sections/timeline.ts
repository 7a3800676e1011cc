import { ms, perSecond, plural, whole } from '@m4sh/tools-core/reporting'
import {
  type Chart,
  countCell,
  drawn,
  drawnLogarithmic,
  numbers,
  type Section,
  section,
  spanOf,
  table,
  timeCell,
} from '@m4sh/tools-core/reporting/html'
import type { StressResult } from '../../result.ts'
import { type Slice, slicesOf } from '../slices.ts'

/** Points of a chart: more than it has pixels. */
const mostPoints = 1800

/** Rows of the table beside the charts. */
const mostRows = 120

export function timelineSection({ timeline }: StressResult): Section {
  const slices = slicesOf(timeline, mostPoints)
  const width = slices[0]?.seconds ?? 1
  return section({
    id: 'timeline',
    title: 'Over time',
    intro: `What happened in each ${width === 1 ? 'second' : `${width} seconds`} of the run.`,
    remarks: timeline.length === 0 ? ['The run has no whole second to show.'] : [],
    charts: timeline.length === 0 ? [] : timelineCharts(slices),
    tables: timeline.length === 0 ? [] : [timelineTable(slicesOf(timeline, mostRows))],
  })
}

/** The same for the report and for the live page, which begins with no slices. */
export function timelineCharts(slices: readonly Slice[]): Chart[] {
  const x = { kind: 'seconds', values: slices.map(({ t }) => drawn(t / 1000) ?? 0) } as const
  const group = 'timeline'
  const of = (name: 'sent' | 'received' | 'errors' | 'connected') => slices.map((slice) => drawn(slice[name]))
  const times = (name: 'p50' | 'p95' | 'p99') => slices.map((slice) => drawnLogarithmic(slice[name]))
  return [
    {
      id: 'throughput',
      title: 'Throughput',
      note: 'Messages a second, of all clients together. Each that is sent is received by everybody else in its room.',
      spoken: `Throughput over time: sent ${spanOf(of('sent'), perSecond)}, received ${spanOf(of('received'), perSecond)}.`,
      group,
      x,
      y: { unit: 'perSecond', isLogarithmic: false },
      lines: [
        { label: 'received', color: 1, look: 'line', values: of('received') },
        { label: 'sent', color: 2, look: 'dashes', values: of('sent') },
      ],
    },
    {
      id: 'latency-over-time',
      title: 'Latency',
      note: 'From the time when a message was due until another client had it. The axis is logarithmic.',
      spoken: `Latency over time: p50 ${spanOf(times('p50'), ms)}, p95 ${spanOf(times('p95'), ms)}, p99 ${spanOf(times('p99'), ms)}.`,
      group,
      x,
      y: { unit: 'ms', isLogarithmic: true },
      lines: [
        { label: 'p99', color: 3, look: 'dashes', values: times('p99') },
        { label: 'p95', color: 2, look: 'line', values: times('p95') },
        { label: 'p50', color: 1, look: 'line', values: times('p50') },
      ],
    },
    {
      id: 'connected',
      title: 'Connected clients',
      note: 'Open sockets at the end of each second.',
      spoken: `Connected clients over time: ${spanOf(of('connected'), whole)}.`,
      group,
      x,
      y: { unit: 'count', isLogarithmic: false },
      lines: [{ label: 'clients', color: 1, look: 'steps', values: of('connected') }],
    },
    {
      id: 'errors-over-time',
      title: 'Errors',
      note: 'Failed connections, broken sockets, requests that came to nothing.',
      spoken: `Errors over time: ${spanOf(of('errors'), whole)}.`,
      group,
      x,
      y: { unit: 'count', isLogarithmic: false },
      lines: [{ label: 'errors', color: 4, look: 'bars', values: of('errors') }],
    },
  ]
}

function timelineTable(slices: readonly Slice[]) {
  const width = slices[0]?.seconds ?? 1
  return table({
    id: 'timeline-table',
    fold: width === 1 ? 'Second by second' : `In steps of ${width} seconds`,
    caption:
      width === 1
        ? 'The numbers behind the charts.'
        : `The numbers behind the charts, ${width} seconds a row: messages are averages, errors are sums, percentiles those of the worst second.`,
    columns: ['Until', 'Sent', 'Received', 'Errors', 'Connected', 'p50', 'p95', 'p99'].map(numbers),
    rows: slices.map(({ t, sent, received, errors, connected, p50, p95, p99 }) => ({
      cells: [
        { text: `${whole(t / 1000)} s`, sort: t },
        { text: perSecond(sent), sort: sent },
        { text: perSecond(received), sort: received },
        countCell(errors),
        countCell(connected),
        ...[p50, p95, p99].map(timeCell),
      ],
    })),
    rest: slices.length === 0 ? null : `${plural(slices.length, 'row')}; the CSV report has every second.`,
  })
}
