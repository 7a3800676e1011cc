import { UsageError } from '../cli/errors.ts'
import type { ThresholdRow } from '../reporting/report.ts'

/** `latency.p95<200ms!` taken apart. */
export interface Threshold {
  /** As it was written. */
  expression: string
  /** Dotted path into the result. */
  path: string
  operator: Operator
  /** In the unit of the figure: milliseconds for times. */
  limit: number
  /** `!`: the run ends as soon as it is missed. */
  abortOnFail: boolean
}

type Operator = '<' | '<=' | '>' | '>=' | '==' | '!='

const compare: Readonly<Record<Operator, (actual: number, limit: number) => boolean>> = {
  '<': (actual, limit) => actual < limit,
  '<=': (actual, limit) => actual <= limit,
  '>': (actual, limit) => actual > limit,
  '>=': (actual, limit) => actual >= limit,
  '==': (actual, limit) => actual === limit,
  '!=': (actual, limit) => actual !== limit,
}

/** Milliseconds in a unit; a percent is a figure from 0 to 100. */
const units: Readonly<Record<string, number>> = { '': 1, ms: 1, s: 1000, m: 60_000, '%': 1 }

const grammar =
  /^\s*([\w-]+(?:\.[\w-]+)*)\s*(<=|>=|==|!=|<|>)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(ms|s|m|%)?\s*(!)?\s*$/i

/**
 * @throws {UsageError} saying what is wanted
 */
export function parseThreshold(expression: string): Threshold {
  const match = grammar.exec(expression)
  if (!match)
    throw new UsageError(`--threshold ${JSON.stringify(expression)} is no threshold`, {
      hint: "Write a figure of the result, a comparison and a number: 'latency.p95<200ms', 'summary.frontendOnly==0'; a ! behind it ends the run early.",
    })
  const [, path = '', operator = '<', limit = '0', unit = '', abort] = match
  return {
    expression,
    path,
    operator: operator as Operator,
    limit: Number(limit) * (units[unit.toLowerCase()] ?? 1),
    abortOnFail: abort !== undefined,
  }
}

/** Holds thresholds against a result. A figure that is `null` (unknown) never passes. */
export function checkThresholds(thresholds: readonly Threshold[], result: object): ThresholdRow[] {
  return thresholds.map(({ expression, path, operator, limit }) => {
    const actual = figureAt(result, path)
    return { expression, actual, passed: actual !== null && compare[operator](actual, limit) }
  })
}

/**
 * Makes sure, before a run starts, that every threshold names a figure.
 * @param sample a result of the same shape; its numbers do not matter
 * @throws {UsageError} for a path that leads to no figure, with the nearest ones
 */
export function requireFigures(thresholds: readonly Threshold[], sample: object): void {
  const known = figurePaths(sample)
  for (const { expression, path } of thresholds) {
    if (known.includes(path)) continue
    const last = path.split('.').at(-1) ?? path
    const near = known.filter((one) => one.endsWith(`.${last}`) || one.includes(last)).slice(0, 3)
    throw new UsageError(`--threshold ${JSON.stringify(expression)}: the result has no figure ${path}`, {
      hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Figures are ${known.slice(0, 8).join(', ')}, …`,
    })
  }
}

function figureAt(result: object, path: string): number | null {
  let at: unknown = result
  for (const step of path.split('.')) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, step)) return null
    at = (at as Record<string, unknown>)[step]
  }
  return typeof at === 'number' ? at : null
}

/** Paths of all numbers (and of figures that may be unknown) outside of lists. */
function figurePaths(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, item]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    if (typeof item === 'number' || item === null) return [path]
    return item !== null && typeof item === 'object' && !Array.isArray(item) ? figurePaths(item, path) : []
  })
}
