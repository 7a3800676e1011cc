import {
  type Chart,
  countCell,
  drawn,
  numbers,
  percentileChart,
  percentileTable,
  type Section,
  section,
  shareCell,
  summaryTable,
  type Table,
  table,
  words,
} from '@m4sh/tools-core/reporting/html'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import type { StressLocalization } from '../../language/index.ts'
import type { HistogramName, StressResult } from '../../result.ts'
import { binsOf } from '../bins.ts'

export function latencySection(t: StressLocalization, { latency, transit, histograms }: StressResult): Section {
  const texts = t.messages.sections.latency
  const distribution = readHistogram(histograms, 'latency')
  const pictures: Partial<Section> =
    distribution === null || distribution.count === 0
      ? { remarks: [texts.nothingToDraw] }
      : distributionOf(t, distribution, readHistogram(histograms, 'transit'))
  return section({
    paths: ['result.latency', 'result.transit'],
    id: 'latency',
    title: texts.title,
    intro: texts.intro,
    ...pictures,
    tables: [
      summaryTable(t, 'latency-summary', texts.caption, [
        [texts.latency.label, texts.latency.note, latency],
        [texts.transit.label, texts.transit.note, transit],
      ]),
      ...(pictures.tables ?? []),
    ],
  })
}

function distributionOf(t: StressLocalization, latency: Histogram, transit: Histogram | null): Partial<Section> {
  const texts = t.messages.sections.latency
  const curve = { label: texts.latencyLine, distribution: latency }
  const other = transit && { label: texts.transitLine, distribution: transit }
  const columns = [
    [texts.latency.label, latency],
    [texts.transit.label, transit],
  ] as const
  return {
    charts: [percentileChart(t, curve, other), binChart(t, latency)],
    tables: [percentileTable(t, columns, texts.percentileCaption), binTable(t, latency)],
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

function binChart(t: StressLocalization, latency: Histogram): Chart {
  const { edges, counts } = binsOf(latency)
  const texts = t.messages.sections.latency
  return {
    id: 'histogram',
    title: texts.distribution,
    note: texts.distributionNote,
    spoken: texts.distributionSpoken(spanText(t, edges[0], edges.at(-1)), spanText(t, ...mostOften(edges, counts))),
    group: null,
    x: { kind: 'bins', values: counts.map((_, at) => at) },
    edges,
    y: { unit: 'share', isLogarithmic: false },
    lines: [
      {
        label: texts.deliveriesLine,
        color: 1,
        look: 'bars',
        values: counts.map((count) => drawn(count / latency.count)),
      },
    ],
  }
}

function spanText(t: StressLocalization, from: number | undefined, to: number | undefined): string {
  return t.core.span.fromTo(t.ms(from ?? null), t.ms(to ?? null))
}

function mostOften(
  edges: readonly number[],
  counts: readonly number[],
): readonly [from: number | undefined, to: number | undefined] {
  const at = counts.indexOf(Math.max(...counts))
  return [edges[at], edges[at + 1]]
}

function binTable(t: StressLocalization, latency: Histogram): Table {
  const { edges, counts } = binsOf(latency)
  const texts = t.messages.sections.latency
  return table({
    id: 'bin-table',
    fold: texts.distributionFold,
    caption: texts.distributionCaption(latency.count),
    columns: [words(texts.latency.label), numbers(texts.deliveries), numbers(texts.share)],
    rows: counts.map((count, at) => ({
      cells: [
        { text: `${t.ms(edges[at] ?? null)} – ${t.ms(edges[at + 1] ?? null)}`, sort: edges[at] ?? null },
        countCell(t, count),
        shareCell(t, count / latency.count),
      ],
    })),
  })
}
