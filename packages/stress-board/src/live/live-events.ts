import type { Figure } from '@m4sh/tools-core/reporting/html'
import type { Progress } from '../live-seconds.ts'
import type { StressLocalization } from '../language/index.ts'
import { timelineCharts } from '../report-html/sections/timeline.ts'
import type { Slice } from '../report-html/slices.ts'
import { liveFigures } from './live-figures.ts'
import type { HistoryChange } from './live-history.ts'

export type LiveFigure = Pick<Figure, 'value' | 'note' | 'tone'>

/** All seconds so far, a column for each line of the charts, in their order. */
export interface HistoryEvent {
  readonly x: readonly number[]
  readonly columns: readonly (readonly (number | null)[])[]
  readonly figures: readonly LiveFigure[]
}

/** One more second: `values` belong at the place `at` of the columns, whatever stood there. */
export interface SecondEvent {
  readonly at: number
  readonly x: number
  readonly values: readonly (number | null)[]
  readonly figures: readonly LiveFigure[]
}

export function historyEvent(t: StressLocalization, slices: readonly Slice[], progress: Progress | null): HistoryEvent {
  const charts = timelineCharts(t, slices)
  return {
    x: charts[0]?.x.values ?? [],
    columns: charts.flatMap(({ lines }) => lines.map(({ values }) => values)),
    figures: shownFigures(t, progress),
  }
}

export function secondEvent(
  t: StressLocalization,
  { at }: Pick<HistoryChange, 'at'>,
  slice: Slice,
  progress: Progress,
): SecondEvent {
  const { x, columns, figures } = historyEvent(t, [slice], progress)
  return { at, x: x[0] ?? 0, values: columns.map(([value]) => value ?? null), figures }
}

function shownFigures(t: StressLocalization, progress: Progress | null): LiveFigure[] {
  return liveFigures(t, progress).map(({ value, note, tone }) => ({ value, note, tone }))
}
