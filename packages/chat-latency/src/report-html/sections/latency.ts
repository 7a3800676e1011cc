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
  shareCell,
  summaryTable,
  type Table,
  table,
  words,
} from '@m4sh/tools-core/reporting/html'
import type { ChatLocalization } from '../../language/index.ts'
import type { ChatResult, Comparison, HistogramBar } from '../../result.ts'

export function latencySection(t: ChatLocalization, result: ChatResult): Section {
  const texts = t.messages.latency
  const { latency } = result
  const distribution = distributionOf(result.samples.latency)
  const pictures: Partial<Section> =
    distribution.count === 0 ? { remarks: [texts.nothingToDraw] } : picturesOf(t, result, distribution)
  return section({
    paths: ['result.latency', 'result.histogram'],
    id: 'latency',
    title: texts.title,
    intro: texts.intro,
    ...pictures,
    tables: [
      summaryTable(t, 'latency-summary', texts.caption, [[texts.latency, texts.latencyNote, latency]]),
      ...(pictures.tables ?? []),
    ],
  })
}

function picturesOf(
  t: ChatLocalization,
  { comparison, histogram }: ChatResult,
  latency: Distribution,
): Partial<Section> {
  const texts = t.messages.latency
  const curve = { label: texts.curve, distribution: latency }
  const longest = latency.max ?? 0
  return {
    charts: [
      barChart(t, histogram, longest),
      percentileChart(t, curve, null, comparison && baselineMarks(t, comparison)),
    ],
    tables: [
      percentileTable(t, [[texts.latency, latency]], texts.percentileCaption),
      barTable(t, histogram, latency.count),
    ],
  }
}

const percents: ReadonlyMap<string, number> = new Map(
  Object.entries({ p50: 50, p90: 90, p95: 95, p99: 99, p999: 99.9 }),
)

/** Of the baseline only what was compared is known. */
function baselineMarks(t: ChatLocalization, { changes }: Comparison): PercentileMarks {
  const points = Object.entries(changes).flatMap(([name, { old }]) => {
    const percent = percents.get(name)
    return percent === undefined || old === null ? [] : [{ percent, ms: old }]
  })
  return { label: t.messages.latency.baselineCurve, points }
}

/** @param longest is the end of the last bar, where that takes all that is longer; milliseconds */
function barChart(t: ChatLocalization, bars: readonly HistogramBar[], longest: number): Chart {
  const texts = t.messages.latency
  const last = bars.at(-1)
  const edges = [...bars.map(({ from }) => from), last?.to ?? longest]
  const most = bars.reduce<HistogramBar>((a, b) => (b.count > a.count ? b : a), { from: 0, to: 0, count: 0 })
  return {
    id: 'histogram',
    title: texts.distribution,
    note: texts.distributionNote(last?.to === null ? t.ms(last.from) : null),
    spoken: texts.distributionSpoken(t.ms(edges[0] ?? null), t.ms(edges.at(-1) ?? null), rangeText(t, most)),
    group: null,
    x: { kind: 'evenBins', values: bars.map((_, at) => at) },
    edges,
    y: { unit: 'count', isLogarithmic: false },
    lines: [{ label: texts.bars, color: 1, look: 'bars', values: bars.map(({ count }) => count) }],
  }
}

function rangeText(t: ChatLocalization, { from, to }: HistogramBar): string {
  return to === null ? t.messages.latency.over(t.ms(from)) : `${t.ms(from)} – ${t.ms(to)}`
}

function barTable(t: ChatLocalization, bars: readonly HistogramBar[], messages: number): Table {
  const texts = t.messages.latency
  return table({
    id: 'histogram-table',
    fold: texts.distributionFold,
    caption: texts.distributionCaption(messages),
    columns: [words(texts.latency), numbers(texts.messages), numbers(texts.share)],
    rows: bars.map((bar) => ({
      cells: [{ text: rangeText(t, bar), sort: bar.from }, countCell(t, bar.count), shareCell(t, bar.count / messages)],
    })),
  })
}
