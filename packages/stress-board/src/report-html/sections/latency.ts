import { ms, share, whole } from '@m4sh/tools-core/reporting'
import {
  type Chart,
  countCell,
  drawn,
  numbers,
  percentileChart,
  percentileTable,
  type Section,
  section,
  summaryTable,
  type Table,
  table,
  words,
} from '@m4sh/tools-core/reporting/html'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import type { HistogramName, StressResult } from '../../result.ts'
import { binsOf } from '../bins.ts'

export function latencySection({ latency, transit, histograms }: StressResult): Section {
  const distribution = readHistogram(histograms, 'latency')
  const pictures: Partial<Section> =
    distribution === null || distribution.count === 0
      ? { remarks: ['No distribution to draw: no delivery was measured.'] }
      : distributionOf(distribution, readHistogram(histograms, 'transit'))
  return section({
    id: 'latency',
    title: 'Latency',
    intro:
      'How long a message was under way, over the whole run. Every delivery counts: a message to nine others is nine.',
    ...pictures,
    tables: [
      summaryTable('latency-summary', 'Times of the whole run.', [
        [
          'Latency',
          'from the time when it was due until another client had it, impairments included: what a user feels',
          latency,
        ],
        [
          'Transit',
          'from writing it to the socket until it was received: the part of the server and the network',
          transit,
        ],
      ]),
      ...(pictures.tables ?? []),
    ],
  })
}

function distributionOf(latency: Histogram, transit: Histogram | null): Partial<Section> {
  const curve = { label: 'latency', distribution: latency }
  const other = transit && { label: 'transit', distribution: transit }
  const columns = [
    ['Latency', latency],
    ['Transit', transit],
  ] as const
  return {
    charts: [percentileChart(curve, other), binChart(latency)],
    tables: [percentileTable(columns, 'So many percent of the deliveries took no longer.'), binTable(latency)],
  }
}

/** `null` where the report holds none that can be read: its other figures stand all the same. */
function readHistogram(histograms: StressResult['histograms'], name: HistogramName): Histogram | null {
  try {
    return Histogram.fromJSON(histograms[name])
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function binChart(latency: Histogram): Chart {
  const { edges, counts } = binsOf(latency)
  return {
    id: 'histogram',
    title: 'Distribution',
    note: 'How many of the deliveries took so long. The steps of time grow by a quarter each, ten of them make ten times as much.',
    spoken: `Histogram of the latency: ${spanOfBins(edges)}, most often ${mostOften(edges, counts)}.`,
    group: null,
    x: { kind: 'bins', values: counts.map((_, at) => at) },
    edges,
    y: { unit: 'share', isLogarithmic: false },
    lines: [
      { label: 'deliveries', color: 1, look: 'bars', values: counts.map((count) => drawn(count / latency.count)) },
    ],
  }
}

function spanOfBins(edges: readonly number[]): string {
  return `from ${ms(edges[0] ?? null)} to ${ms(edges.at(-1) ?? null)}`
}

function mostOften(edges: readonly number[], counts: readonly number[]): string {
  const at = counts.indexOf(Math.max(...counts))
  return `from ${ms(edges[at] ?? null)} to ${ms(edges[at + 1] ?? null)}`
}

function binTable(latency: Histogram): Table {
  const { edges, counts } = binsOf(latency)
  return table({
    id: 'bin-table',
    fold: 'Distribution in numbers',
    caption: `How many of ${whole(latency.count)} deliveries took so long.`,
    columns: [words('Latency'), numbers('Deliveries'), numbers('Share')],
    rows: counts.map((count, at) => ({
      cells: [
        { text: `${ms(edges[at] ?? null)} – ${ms(edges[at + 1] ?? null)}`, sort: edges[at] ?? null },
        countCell(count),
        { text: share(count / latency.count), sort: count },
      ],
    })),
  })
}
