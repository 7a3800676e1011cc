import { UsageError } from '../errors/errors.ts'

/** `latency.p95<200ms!` taken apart. */
export interface Threshold {
  /** As it was written. */
  readonly expression: string
  /** The keys that lead into the result: `latency`, `p95`. */
  readonly keys: readonly string[]
  readonly operator: Operator
  /** In the unit of the figure: milliseconds and shares from 0 to 1, seconds and percent where its name says so. */
  readonly limit: number
  /** What the limit was written in, if anything: a time or a share. */
  readonly unit: 'time' | 'share' | null
  /** `!`: the run ends as soon as it is missed. */
  readonly abortOnFail: boolean
  /** What a figure that the result lacks stands for: 0 in an open map, else it is unknown. */
  readonly absent: 0 | null
}

export type Operator = (typeof operators)[number]

const operators = ['<', '<=', '>', '>=', '==', '!='] as const

/** Milliseconds in a unit. */
const times: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

const key = String.raw`(?:[\w-]+|\["(?:[^"\\]|\\.)+"\]|\['(?:[^'\\]|\\.)+'\])`
const grammar = new RegExp(
  String.raw`^\s*([\w-]+(?:\.(?=[\w-])${key}|(?=\[)${key})*)` +
    String.raw`\s*(<=|>=|==|!=|<|>)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(ms|s|m|%)?\s*(!)?\s*$`,
  'i',
)

/**
 * Reads one expression. A key that is no plain word is quoted: `byType["lesson.reminder"]==0`.
 * @param from see `FigureRules.from`
 * @throws {UsageError} saying what is wanted
 */
export function parseThreshold(expression: string, from?: string): Threshold {
  const match = grammar.exec(expression)
  const operator = operators.find((one) => one === match?.[2])
  if (!match || !operator || !Number.isFinite(Number(match[3])))
    throw new UsageError(`${asGiven(expression, from)} is no threshold`, {
      hint: `Write a figure of the result, a comparison and a number: 'latency.p95<200ms', 'summary.frontendOnly==0', 'byType["lesson.reminder"]>0'.`,
    })
  const [, path = '', , number = '0', unit = '', abort] = match
  const keys = keysOf(path)
  const limit = inUnitOf(keys, Number(number), unit.toLowerCase())
  // Nothing is ever above or below what is endless: the threshold would always hold, or never.
  if (!Number.isFinite(limit))
    throw new UsageError(`${asGiven(expression, from)} is no threshold: ${number}${unit} is more than any number`, {
      hint: 'Write a smaller limit.',
    })
  return {
    expression,
    keys,
    operator,
    limit,
    unit: unit === '' ? null : unit === '%' ? 'share' : 'time',
    abortOnFail: abort !== undefined,
    absent: null,
  }
}

/** `--threshold "calls<5"`, or `"calls<5" of environment variable M4SH_STRESS_BOARD_THRESHOLD`. */
export function asGiven(expression: string, from: string | undefined): string {
  const quoted = JSON.stringify(expression)
  return from === undefined || from === '--threshold' ? `--threshold ${quoted}` : `${quoted} of ${from}`
}

/** `byType["lesson.reminder"]` → `byType`, `lesson.reminder`. */
function keysOf(path: string): readonly string[] {
  return [...path.matchAll(/\[(["'])((?:[^\\]|\\.)+?)\1\]|[\w-]+/g)].map(
    ([word, , quoted]) => quoted?.replace(/\\(.)/g, '$1') ?? word,
  )
}

/** As {@link parseThreshold} reads it; `*` stands for any key. */
export function pathOf(keys: readonly string[]): string {
  return keys.reduce((path, one) => {
    if (!/^(?:[\w-]+|\*)$/.test(one)) return `${path}[${JSON.stringify(one)}]`
    return path === '' ? one : `${path}.${one}`
  }, '')
}

/** `99%` of a share is 0.99, and 99 for `matchedPercent`; `2s` are 2000, and 2 for `cpuSeconds`. */
function inUnitOf(keys: readonly string[], limit: number, unit: string): number {
  const factor = factorOf(keys.at(-1) ?? '', unit)
  // 1.005 s are 1005 ms, and not 1004.9999999999999.
  return factor === 1 ? limit : Number((limit * factor).toPrecision(15))
}

function factorOf(name: string, unit: string): number {
  if (unit === '') return 1
  if (unit === '%') return /percent$/i.test(name) ? 1 : 0.01
  return (times[unit] ?? 1) / (/(?<!milli)seconds$/i.test(name) ? 1000 : 1)
}
