import type { Localization } from '../../language/index.ts'
import { type Chart, type ChartLine, drawn, drawnLogarithmic } from './chart.ts'
import type { Distribution } from './distribution.ts'
import { type Table, table, numbers, timeCell } from './table.ts'

/** Points between a share of slower samples and a tenth of it. */
const pointsPerDecade = 20

/** Percent. */
const listedPercentiles = [0, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100] as const

export interface Curve {
  readonly label: string
  readonly distribution: Distribution
}

/** Single percentiles of which nothing else is known. Milliseconds. */
export interface PercentileMarks {
  readonly label: string
  readonly points: readonly { readonly percent: number; readonly ms: number }[]
}

/**
 * What percentile took how long.
 * @param first what the chart is about; the other curve is dashed
 */
export function percentileChart(
  t: Localization,
  first: Curve,
  other: Curve | null = null,
  marks: PercentileMarks | null = null,
): Chart {
  const { distribution, label } = first
  const { max, min } = distribution
  const texts = t.core.percentiles
  const ranks = ranksOf(Math.max(distribution.count, other?.distribution.count ?? 0), marks)
  const lineOf = (curve: Curve, parts: Pick<ChartLine, 'color' | 'look'>): ChartLine => ({
    label: curve.label,
    ...parts,
    values: percentileCurve(curve.distribution, ranks),
  })
  return {
    id: 'percentiles',
    title: texts.title,
    note: texts.note,
    spoken: texts.spoken(
      label,
      t.ms(min),
      t.ms(distribution.percentile(50)),
      t.ms(distribution.percentile(99)),
      t.ms(max),
    ),
    group: null,
    x: { kind: 'ranks', values: ranks.map((rank) => drawn(rank) ?? 1) },
    y: { unit: 'ms', isLogarithmic: true },
    lines: [
      lineOf(first, { color: 1, look: 'line' }),
      ...(other ? [lineOf(other, { color: 2, look: 'dashes' })] : []),
      ...(marks ? [markLine(marks, ranks)] : []),
    ],
  }
}

function ranksOf(count: number, marks: PercentileMarks | null): number[] {
  const marked = (marks?.points ?? []).map(({ percent }) => rankAt(percent))
  return [...new Set([...ranksFor(count), ...marked])].sort((a, b) => a - b)
}

function markLine({ label, points }: PercentileMarks, ranks: readonly number[]): ChartLine {
  const values = new Map(points.map(({ percent, ms: time }) => [rankAt(percent), drawnLogarithmic(time)]))
  return { label, color: 2, look: 'rings', values: ranks.map((rank) => values.get(rank) ?? null) }
}

/** @param columns a distribution each; `null` where it is not known */
export function percentileTable(
  t: Localization,
  columns: readonly (readonly [label: string, distribution: Distribution | null])[],
  caption: string,
): Table {
  return table({
    id: 'percentile-table',
    fold: t.core.percentiles.fold,
    caption,
    columns: [t.core.percentiles.percentile, ...columns.map(([label]) => label)].map(numbers),
    rows: listedPercentiles.map((percent) => ({
      cells: [
        { text: `${t.figure(percent)} %`, sort: percent },
        ...columns.map(([, distribution]) => timeCell(t, distribution?.percentile(percent) ?? null)),
      ],
    })),
  })
}

/**
 * Where percentiles are asked for: 1 ÷ (1 - p), evenly in its logarithm, as far as there are samples to tell them.
 * 1 is the least value, 2 the median, 100 the 99th percentile.
 */
export function ranksFor(count: number): number[] {
  if (count < 1) return []
  const last = Math.floor(Math.log10(count) * pointsPerDecade)
  const ranks = Array.from({ length: last + 1 }, (_, at) => 10 ** (at / pointsPerDecade))
  return ranks.at(-1) === count ? ranks : [...ranks, count]
}

/** Milliseconds at each rank; `null` where there are too few samples to say. */
export function percentileCurve(distribution: Distribution, ranks: readonly number[]): (number | null)[] {
  const { count } = distribution
  return ranks.map((rank) => (rank > count ? null : drawnLogarithmic(distribution.percentile(percentAt(rank)))))
}

export function percentAt(rank: number): number {
  return 100 * (1 - 1 / rank)
}

/** Twelve digits, as 95 % are 20 and not 19.999999999999982. */
function rankAt(percent: number): number {
  return Number((100 / (100 - percent)).toPrecision(12))
}
