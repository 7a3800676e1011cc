import { Histogram } from '@m4sh/tools-core/stats/histogram'
import type { HistogramName, StressResult } from '../../result.ts'
import { ms, share, whole } from '../../summary-rows.ts'
import { binsOf } from '../bins.ts'
import { type Chart, drawn } from '../chart.ts'
import { percentileCurve, ranksFor } from '../percentile-curve.ts'
import { type Section, section } from '../section.ts'
import { countCell, numbers, type Table, summaryTable, table, timeCell, words } from '../table.ts'

/** Percent. */
const listedPercentiles = [0, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100] as const

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
  return {
    charts: [curveChart(latency, transit), binChart(latency)],
    tables: [percentileTable(latency, transit), binTable(latency)],
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

function curveChart(latency: Histogram, transit: Histogram | null): Chart {
  const ranks = ranksFor(Math.max(latency.count, transit?.count ?? 0))
  return {
    id: 'percentiles',
    title: 'Percentiles',
    note: 'How long all but the slowest took: at 99 % all but one in a hundred. Both axes are logarithmic.',
    spoken: `Latency by percentile: ${ms(latency.min)} at least, ${ms(latency.percentile(50))} at the median, ${ms(latency.percentile(99))} at 99 %, ${ms(latency.max)} at most.`,
    group: null,
    x: { kind: 'ranks', values: ranks.map((rank) => drawn(rank) ?? 1) },
    y: { unit: 'ms', isLogarithmic: true },
    lines: [
      { label: 'latency', color: 1, look: 'line', values: percentileCurve(latency, ranks) },
      ...(transit
        ? [{ label: 'transit', color: 2, look: 'dashes', values: percentileCurve(transit, ranks) } as const]
        : []),
    ],
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

function percentileTable(latency: Histogram, transit: Histogram | null): Table {
  return table({
    id: 'percentile-table',
    fold: 'Percentiles in numbers',
    caption: 'So many percent of the deliveries took no longer.',
    columns: ['Percentile', 'Latency', 'Transit'].map(numbers),
    rows: listedPercentiles.map((percent) => ({
      cells: [
        { text: `${percent} %`, sort: percent },
        timeCell(latency.percentile(percent)),
        timeCell(transit?.percentile(percent) ?? null),
      ],
    })),
  })
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
