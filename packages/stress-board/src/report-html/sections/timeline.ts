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
import type { StressLocalization } from '../../language/index.ts'
import type { StressResult } from '../../result.ts'
import { type Slice, slicesOf } from '../slices.ts'

/** Points of a chart: more than it has pixels. */
const mostPoints = 1800

/** Rows of the table beside the charts. */
const mostRows = 120

export function timelineSection(t: StressLocalization, { timeline }: StressResult): Section {
  const slices = slicesOf(timeline, mostPoints)
  const texts = t.messages.sections.timeline
  return section({
    paths: ['result.timeline'],
    id: 'timeline',
    title: texts.title,
    intro: texts.intro(slices[0]?.seconds ?? 1),
    remarks: timeline.length === 0 ? [texts.empty] : [],
    charts: timeline.length === 0 ? [] : timelineCharts(t, slices),
    tables: timeline.length === 0 ? [] : [timelineTable(t, slicesOf(timeline, mostRows))],
  })
}

/** The same for the report and for the live page, which begins with no slices. */
export function timelineCharts(t: StressLocalization, slices: readonly Slice[]): Chart[] {
  const texts = t.messages.sections.timeline
  const x = { kind: 'seconds', values: slices.map(({ t: end }) => drawn(end / 1000) ?? 0) } as const
  const group = 'timeline'
  const of = (name: 'sent' | 'received' | 'errors' | 'connected') => slices.map((slice) => drawn(slice[name]))
  const times = (name: 'p50' | 'p95' | 'p99') => slices.map((slice) => drawnLogarithmic(slice[name]))
  const timeSpan = (name: 'p50' | 'p95' | 'p99') => spanOf(t, times(name), t.ms)
  return [
    {
      id: 'throughput',
      title: texts.throughput,
      note: texts.throughputNote,
      spoken: texts.throughputSpoken(spanOf(t, of('sent'), t.perSecond), spanOf(t, of('received'), t.perSecond)),
      group,
      x,
      y: { unit: 'perSecond', isLogarithmic: false },
      lines: [
        { label: texts.receivedLine, color: 1, look: 'line', values: of('received') },
        { label: texts.sentLine, color: 2, look: 'dashes', values: of('sent') },
      ],
    },
    {
      id: 'latency-over-time',
      title: texts.latency,
      note: texts.latencyNote,
      spoken: texts.latencySpoken(timeSpan('p50'), timeSpan('p95'), timeSpan('p99')),
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
      title: texts.connected,
      note: texts.connectedNote,
      spoken: texts.connectedSpoken(spanOf(t, of('connected'), t.whole)),
      group,
      x,
      y: { unit: 'count', isLogarithmic: false },
      lines: [{ label: texts.clientsLine, color: 1, look: 'steps', values: of('connected') }],
    },
    {
      id: 'errors-over-time',
      title: texts.errors,
      note: texts.errorsNote,
      spoken: texts.errorsSpoken(spanOf(t, of('errors'), t.whole)),
      group,
      x,
      y: { unit: 'count', isLogarithmic: false },
      lines: [{ label: texts.errorsLine, color: 4, look: 'bars', values: of('errors') }],
    },
  ]
}

function timelineTable(t: StressLocalization, slices: readonly Slice[]) {
  const width = slices[0]?.seconds ?? 1
  const texts = t.messages.sections.timeline
  const { until, sent: sentColumn, received: receivedColumn, errors: errorsColumn, connectedColumn } = texts
  return table({
    id: 'timeline-table',
    fold: texts.fold(width),
    caption: texts.caption(width),
    columns: [until, sentColumn, receivedColumn, errorsColumn, connectedColumn, 'p50', 'p95', 'p99'].map(numbers),
    rows: slices.map(({ t: end, sent, received, errors, connected, p50, p95, p99 }) => ({
      cells: [
        { text: texts.seconds(end / 1000), sort: end },
        { text: t.perSecond(sent), sort: sent },
        { text: t.perSecond(received), sort: received },
        countCell(t, errors),
        countCell(t, connected),
        ...[p50, p95, p99].map((time) => timeCell(t, time)),
      ],
    })),
    rest: slices.length === 0 ? null : texts.rest(slices.length),
  })
}
