import { ms, share, whole } from '@m4sh/tools-core/reporting'
import {
  type Chart,
  countCell,
  type Distribution,
  distributionOf,
  numbers,
  percentileChart,
  type PercentileMarks,
  percentileTable,
  type Section,
  section,
  summaryTable,
  type Table,
  table,
  words,
} from '@m4sh/tools-core/reporting/html'
import type { ChatResult, Comparison, HistogramBar } from '../../result.ts'

export function latencySection(result: ChatResult): Section {
  const { latency } = result
  const distribution = distributionOf(result.samples.latency)
  const pictures: Partial<Section> =
    distribution.count === 0
      ? { remarks: ['There is no distribution to draw: no message arrived.'] }
      : picturesOf(result, distribution)
  return section({
    id: 'latency',
    title: 'Latency',
    intro:
      'From the time when a message was due until it was seen, over the whole run. Every sample is kept, and every percentile is exact: the nearest rank.',
    ...pictures,
    tables: [
      summaryTable('latency-summary', 'Times of the whole run, without the messages of the warm-up.', [
        [
          'Latency',
          'from the time when a message was due until the receiver’s socket had it: what a user feels',
          latency,
        ],
      ]),
      ...(pictures.tables ?? []),
    ],
  })
}

function picturesOf({ comparison, histogram }: ChatResult, latency: Distribution): Partial<Section> {
  const curve = { label: 'latency', distribution: latency }
  const longest = latency.max ?? 0
  return {
    charts: [barChart(histogram, longest), percentileChart(curve, null, comparison && baselineMarks(comparison))],
    tables: [
      percentileTable([['Latency', latency]], 'So many percent of the messages took no longer.'),
      barTable(histogram, latency.count),
    ],
  }
}

const percents: Readonly<Record<string, number>> = { p50: 50, p90: 90, p95: 95, p99: 99, p999: 99.9 }

/** Of the baseline only what was compared is known. */
function baselineMarks({ changes }: Comparison): PercentileMarks {
  const points = Object.entries(changes).flatMap(([name, { old }]) => {
    const percent = percents[name]
    return percent === undefined || old === null ? [] : [{ percent, ms: old }]
  })
  return { label: 'baseline', points }
}

/** @param longest is the end of the last bar, where that takes all that is longer; milliseconds */
function barChart(bars: readonly HistogramBar[], longest: number): Chart {
  const last = bars.at(-1)
  const edges = [...bars.map(({ from }) => from), last?.to ?? longest]
  const most = bars.reduce<HistogramBar>((a, b) => (b.count > a.count ? b : a), { from: 0, to: 0, count: 0 })
  return {
    id: 'histogram',
    title: 'Distribution',
    note: `How many messages took so long.${last?.to === null ? ` The last bar takes all that took longer than ${ms(last.from)}.` : ''}`,
    spoken: `Histogram of the latency: from ${ms(edges[0] ?? null)} to ${ms(edges.at(-1) ?? null)}, most often ${rangeText(most)}.`,
    group: null,
    x: { kind: 'evenBins', values: bars.map((_, at) => at) },
    edges,
    y: { unit: 'count', isLogarithmic: false },
    lines: [{ label: 'messages', color: 1, look: 'bars', values: bars.map(({ count }) => count) }],
  }
}

function rangeText({ from, to }: HistogramBar): string {
  return to === null ? `over ${ms(from)}` : `${ms(from)} – ${ms(to)}`
}

function barTable(bars: readonly HistogramBar[], messages: number): Table {
  return table({
    id: 'histogram-table',
    fold: 'Distribution in numbers',
    caption: `How many of ${whole(messages)} messages took so long.`,
    columns: [words('Latency'), numbers('Messages'), numbers('Share')],
    rows: bars.map((bar) => ({
      cells: [
        { text: rangeText(bar), sort: bar.from },
        countCell(bar.count),
        { text: share(bar.count / messages), sort: bar.count },
      ],
    })),
  })
}
