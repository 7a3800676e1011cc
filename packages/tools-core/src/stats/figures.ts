import { nearest } from '../errors/did-you-mean.ts'
import { UsageError } from '../errors/errors.ts'
import { isRecord } from '../values/is-record.ts'
import { asGiven, pathOf, type Threshold } from './threshold-grammar.ts'

/** What a tool says of the figures of its result, besides their names. */
export interface FigureRules {
  /** Paths of figures, or of summaries of them, that are times though their names do not say so: `clients.connect`. */
  readonly times?: readonly string[]
  /** Paths of figures that are shares from 0 to 1 though their names do not say so: `messages.delivered`. */
  readonly shares?: readonly string[]
  /** Whether a run can end as soon as a threshold is missed, which `!` asks for. */
  readonly canAbortEarly?: boolean
  /** Where the thresholds were written, for messages: `describeSource` of their setting; the flag if left out. */
  readonly from?: string
}

/**
 * Makes sure, before a run starts, that every threshold names a figure and fits to it.
 * @param sample a result of the same shape; its numbers do not matter. The key `*` makes a map an open one, whose keys
 *   are known only after the run, and in which what is absent is 0: `{ errors: { byKind: { '*': 0 } } }`
 * @returns the thresholds, which now know what stands for an absent figure
 * @throws {UsageError} for a path that leads to no figure, with the nearest ones; for a time or a share that the figure is
 *   not; for a `!` that the tool cannot heed
 */
export function requireFigures(
  thresholds: readonly Threshold[],
  sample: object,
  rules: FigureRules = {},
): readonly Threshold[] {
  const known = figurePaths(sample)
  return thresholds.map((threshold) => {
    const refuse = refuserOf(threshold, rules)
    const found = withFigure(threshold, sample, known, refuse)
    checkUnit(found, rules, refuse)
    if (found.abortOnFail && !rules.canAbortEarly) refuse('this tool cannot end its run early', 'Leave the ! out.')
    return found
  })
}

/** @throws {UsageError} always */
type Refuse = (why: string, hint: string) => never

function refuserOf({ expression }: Threshold, { from }: FigureRules): Refuse {
  return (why, hint) => {
    throw new UsageError(`${asGiven(expression, from)}: ${why}`, { hint })
  }
}

function withFigure(
  threshold: Threshold,
  sample: object,
  known: readonly (readonly string[])[],
  refuse: Refuse,
): Threshold {
  const { keys } = threshold
  const depth = depthOfOpenMap(sample, keys)
  const path = pathOf(keys)
  if (depth === keys.length) return refuse(`${path} is a map`, `Name one of its keys: ${path}.KEY`)
  if (depth !== null)
    // A key with dots in it need not be quoted: nothing lies deeper than an open map.
    return { ...threshold, keys: [...keys.slice(0, depth), keys.slice(depth).join('.')], absent: 0 }
  const paths = known.map(pathOf)
  if (paths.includes(path)) return threshold
  const near = nearPaths(keys, known)
  return refuse(
    `the result has no figure ${path}`,
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Figures are ${paths.slice(0, 8).join(', ')}, …`,
  )
}

/** How many keys lead to an open map, `null` if they lead to none. */
function depthOfOpenMap(sample: object, keys: readonly string[]): number | null {
  let value: unknown = sample
  for (const [depth, key] of [...keys, ''].entries()) {
    if (!isRecord(value)) return null
    if (Object.hasOwn(value, '*')) return depth
    value = Object.hasOwn(value, key) ? value[key] : undefined
  }
  return null
}

/** Those that end alike, else the one that was probably meant. */
function nearPaths(keys: readonly string[], known: readonly (readonly string[])[]): readonly string[] {
  const alike = known.filter((one) => one.at(-1) === keys.at(-1)).slice(0, 3)
  if (alike.length > 0) return alike.map(pathOf)
  const meant = nearest(pathOf(keys), known.map(pathOf))
  return meant === undefined ? [] : [meant]
}

/** Keys that lead to all numbers (and to figures that may be unknown) outside of lists. */
function figurePaths(value: object, before: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const keys = [...before, key]
    if (typeof item === 'number' || item === null) return [keys]
    return isRecord(item) ? figurePaths(item, keys) : []
  })
}

const timeName =
  /(?:Ms|^ms|[Mm]illiseconds|^seconds|Seconds|^latency|Latency|^delay|Delay|^lag|Lag|^jitter|Jitter|^duration|Duration|^time|Time)$/
const shareName = /(?:percent|share|ratio|fraction)$/i

function checkUnit({ keys, unit }: Threshold, { times = [], shares = [] }: FigureRules, refuse: Refuse): void {
  const path = pathOf(keys)
  if (unit === 'time' && !isTime(keys, times)) refuse(`${path} is no time`, 'Write the number without a unit.')
  if (unit === 'share' && !shareName.test(keys.at(-1) ?? '') && !shares.includes(path))
    refuse(`${path} is no share`, 'Write the number without %.')
}

/** A time by its name, or one of a summary of times; how many there are is none. */
function isTime(keys: readonly string[], times: readonly string[]): boolean {
  if (keys.at(-1) === 'count') return false
  return keys.some((key, at) => timeName.test(key) || times.includes(pathOf(keys.slice(0, at + 1))))
}
