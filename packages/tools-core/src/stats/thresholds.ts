import { type FigureRules, requireFigures } from './figures.ts'
import { type Operator, parseThreshold, type Threshold } from './threshold-grammar.ts'

export { type FigureRules, requireFigures } from './figures.ts'
export { parseThreshold, type Threshold } from './threshold-grammar.ts'

/** How a threshold was met, as a report holds it. */
export interface ThresholdRow {
  expression: string
  actual: number | null
  passed: boolean
}

const compare: Readonly<Record<Operator, (actual: number, limit: number) => boolean>> = {
  '<': (actual, limit) => actual < limit,
  '<=': (actual, limit) => actual <= limit,
  '>': (actual, limit) => actual > limit,
  '>=': (actual, limit) => actual >= limit,
  '==': (actual, limit) => actual === limit,
  '!=': (actual, limit) => actual !== limit,
}

/**
 * Reads thresholds and holds them against what a result will have, before the run starts.
 * @param sample see {@link requireFigures}
 * @throws {UsageError} for what is no threshold, or none of this tool
 */
export function readThresholds(
  expressions: readonly string[],
  sample: object,
  rules: FigureRules = {},
): readonly Threshold[] {
  return requireFigures(
    expressions.map((expression) => parseThreshold(expression, rules.from)),
    sample,
    rules,
  )
}

/** Holds thresholds against a result. A figure that is `null` (unknown) never passes. */
export function checkThresholds(thresholds: readonly Threshold[], result: object): ThresholdRow[] {
  return thresholds.map(({ expression, keys, operator, limit, absent }) => {
    const actual = figureAt(result, keys, absent)
    return { expression, actual, passed: actual !== null && compare[operator](actual, limit) }
  })
}

function figureAt(result: object, keys: readonly string[], absent: 0 | null): number | null {
  const map = keys.slice(0, -1).reduce<unknown>(itemOf, result)
  const figure = itemOf(map, keys.at(-1) ?? '')
  if (figure === undefined && typeof map === 'object' && map !== null) return absent
  // What is no number is unknown, as it is in the written report.
  return typeof figure === 'number' && Number.isFinite(figure) ? figure : null
}

function itemOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([own]) => own === key)?.[1]
    : undefined
}
