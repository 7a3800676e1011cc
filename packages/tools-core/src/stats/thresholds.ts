import { nearest } from '../cli/did-you-mean.ts'
import { UsageError } from '../cli/errors.ts'
import type { ThresholdRow } from '../reporting/report.ts'

/** `latency.p95<200ms!` taken apart. */
export interface Threshold {
  /** As it was written. */
  expression: string
  /** Dotted path into the result. */
  path: string
  operator: Operator
  /** In the unit of the figure: milliseconds and shares from 0 to 1, seconds and percent where its name says so. */
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

/** Milliseconds in a unit. */
const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

const grammar =
  /^\s*([\w-]+(?:\.[\w-]+)*)\s*(<=|>=|==|!=|<|>)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(ms|s|m|%)?\s*(!)?\s*$/i

/**
 * @throws {UsageError} saying what is wanted
 */
export function parseThreshold(expression: string): Threshold {
  const match = grammar.exec(expression)
  if (!match || !Number.isFinite(Number(match[3])))
    throw new UsageError(`--threshold ${JSON.stringify(expression)} is no threshold`, {
      hint: "Write a figure of the result, a comparison and a number: 'latency.p95<200ms', 'summary.frontendOnly==0'; a ! behind it ends the run early.",
    })
  const [, path = '', operator = '<', limit = '0', unit = '', abort] = match
  return {
    expression,
    path,
    operator: isOperator(operator) ? operator : '<',
    limit: inUnitOf(path, Number(limit), unit.toLowerCase()),
    abortOnFail: abort !== undefined,
  }
}

function isOperator(text: string): text is Operator {
  return Object.hasOwn(compare, text)
}

/** `99%` of a share is 0.99, and 99 for `matchedPercent`; `2s` are 2000, and 2 for `cpuSeconds`. */
function inUnitOf(path: string, limit: number, unit: string): number {
  const factor = factorOf(path, unit)
  // 1.005 s are 1005 ms, and not 1004.9999999999999.
  return factor === 1 ? limit : Number((limit * factor).toPrecision(15))
}

function factorOf(path: string, unit: string): number {
  if (unit === '') return 1
  if (unit === '%') return /percent$/i.test(path) ? 1 : 0.01
  return (units[unit] ?? 1) / (/(?<!milli)seconds$/i.test(path) ? 1000 : 1)
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
    const near = nearPaths(path, known)
    throw new UsageError(`--threshold ${JSON.stringify(expression)}: the result has no figure ${path}`, {
      hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Figures are ${known.slice(0, 8).join(', ')}, …`,
    })
  }
}

/** Those that end alike, else the one that was probably meant. */
function nearPaths(path: string, known: readonly string[]): readonly string[] {
  const last = path.split('.').at(-1) ?? path
  const alike = known.filter((one) => one === last || one.endsWith(`.${last}`)).slice(0, 3)
  if (alike.length > 0) return alike
  const meant = nearest(path, known)
  return meant === undefined ? [] : [meant]
}

function figureAt(result: object, path: string): number | null {
  const figure = path.split('.').reduce<unknown>(itemOf, result)
  // What is no number is unknown, as it is in the written report.
  return typeof figure === 'number' && Number.isFinite(figure) ? figure : null
}

function itemOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([own]) => own === key)?.[1]
    : undefined
}

/** Paths of all numbers (and of figures that may be unknown) outside of lists. */
function figurePaths(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, item]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    if (typeof item === 'number' || item === null) return [path]
    return item !== null && typeof item === 'object' && !Array.isArray(item) ? figurePaths(item, path) : []
  })
}
