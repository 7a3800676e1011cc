import type { Localization } from '../../language/index.ts'

/** What the numbers of an axis are. A share is of 1, a percentage of 100. */
export type Unit = 'ms' | 'perSecond' | 'count' | 'share' | 'percent'

export interface ChartLine {
  readonly label: string
  /** One of the page's colours for lines, or what says how to take it. */
  readonly color: 1 | 2 | 3 | 4 | 'good' | 'warn' | 'bad'
  /** The last three are marks without a line between them. */
  readonly look: 'line' | 'dashes' | 'steps' | 'bars' | 'dots' | 'rings' | 'diamonds'
  readonly values: readonly (number | null)[]
}

/**
 * What the values of the x axis are. `seconds` and `clients` are numbers of such; `ranks` are 1 ÷ (1 - p), which a
 * logarithmic axis spreads as percentiles want it: 0, 90, 99, 99.9 %; `bins` are places of `edges` that grow by a factor,
 * `evenBins` of such that are equally far apart; `names` are places of `names`, `runs` of such that begin with a day.
 */
export type AxisKind = 'seconds' | 'clients' | 'ranks' | 'bins' | 'evenBins' | 'names' | 'runs'

/** What the script draws. */
export interface Chart {
  readonly id: string
  readonly title: string
  /** What is to be seen, and whether an axis is logarithmic. */
  readonly note: string
  /** What a reader who sees no pictures is told. */
  readonly spoken: string
  /** Charts of one group share the place of the cursor, and what part of the time they show. */
  readonly group: string | null
  /** Ascending. */
  readonly x: { readonly kind: AxisKind; readonly values: readonly number[] }
  /** Of bins, in milliseconds: one more than values. The last even bin may be a wider one. */
  readonly edges?: readonly number[]
  readonly names?: readonly string[]
  readonly y: { readonly unit: Unit; readonly isLogarithmic: boolean }
  readonly lines: readonly ChartLine[]
}

/** Six digits: the legend shows them as they are, and more would only be bytes. */
export function drawn(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(6))
}

/** For a logarithmic axis, which has no 0: a microsecond is the least that is told apart. */
export function drawnLogarithmic(ms: number | null): number | null {
  return ms === null ? null : drawn(Math.max(0.001, ms))
}

/** `from 1 to 7`; nothing of no values. */
export function spanOf(
  { core: { span } }: Localization,
  values: readonly (number | null)[],
  textOf: (value: number) => string,
): string {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return span.none
  const least = known.reduce((a, b) => Math.min(a, b))
  const most = known.reduce((a, b) => Math.max(a, b))
  return least === most ? span.always(textOf(least)) : span.fromTo(textOf(least), textOf(most))
}
