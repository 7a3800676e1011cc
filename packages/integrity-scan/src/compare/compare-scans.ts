import { say } from '../language/phrases.ts'
import {
  type CheckComparison,
  type CheckResult,
  type ComparisonResult,
  isMade,
  type Key,
  severities,
  type Severity,
} from '../result.ts'
import type { EarlierScan } from './read-earlier.ts'

/** Keys that a comparison names, of each check. */
const mostKeys = 1000

type Then = EarlierScan['checks'][number]

type Counts = Readonly<Record<Severity, number>>

/** What is new, fixed and still open since an earlier scan. */
export function compareScans(now: readonly CheckResult[], earlier: EarlierScan): ComparisonResult {
  const then = new Map(earlier.checks.map((check) => [check.id, check]))
  const checks = now.map((check) => compareCheck(check, then.get(check.id)))
  const sum = (figure: 'new' | 'fixed' | 'open'): number =>
    checks.reduce((total, check) => total + (check[figure] ?? 0), 0)
  const { file, startedAt, runId } = earlier
  return { file, startedAt, runId, new: sum('new'), fixed: sum('fixed'), open: sum('open'), checks }
}

function compareCheck(now: CheckResult, then: Then | undefined): CheckComparison {
  const isMadeNow = isMade(now)
  const isMadeThen = then !== undefined && isMade(then)
  if (!isMadeNow || !isMadeThen)
    return {
      ...unknown(now.id),
      before: isMadeThen ? then.count : null,
      now: isMadeNow ? now.count : null,
      // What was not looked for before was not known before.
      new: isMadeNow ? now.count : null,
      newBySeverity: isMadeNow ? now.bySeverity : null,
      reason: isMadeNow ? say('The earlier report has not made this check.') : say('The check was not made this time.'),
    }
  const compared = compareMade(now, then)
  return { ...compared, reason: withIgnored(compared.reason, now.ignored, then.ignored) }
}

function compareMade(now: CheckResult, then: Then): CheckComparison {
  if (now.keys === null || then.keys === null) return byCount(now, then)
  return tellsApart(now, now.keys) && tellsApart(then, then.keys)
    ? byKey(now, now.keys, then)
    : byRange(now, then, [now.keys, then.keys])
}

/** Whether there is a key for every row, and none for two of them. */
function tellsApart({ keysComplete, count }: Pick<Then, 'keysComplete' | 'count'>, keys: readonly Key[]): boolean {
  return keysComplete && new Set(keys).size === count
}

/** What the config file accepts is no longer among the rows: nobody has repaired it for that. */
function withIgnored(reason: string | null, now: number, then: number): string | null {
  if (now === then) return reason
  if (now > then) {
    const more = now - then
    return reason === null
      ? say('The config file accepts {#more} more than before; those that were there before count as fixed.', { more })
      : say(
          '{@reason} The config file accepts {#more} more than before; those that were there before count as fixed.',
          { reason, more },
        )
  }
  const fewer = then - now
  return reason === null
    ? say('The config file accepts {#fewer} fewer than before; those that are still there count as new.', { fewer })
    : say('{@reason} The config file accepts {#fewer} fewer than before; those that are still there count as new.', {
        reason,
        fewer,
      })
}

function unknown(check: string): CheckComparison {
  return {
    check,
    by: 'unknown',
    reason: null,
    before: null,
    now: null,
    new: null,
    fixed: null,
    open: null,
    newBySeverity: null,
    newKeys: [],
    fixedKeys: [],
  }
}

/** A row that has become worse is new: nobody has seen it so bad. */
function byKey({ id, bySeverity }: CheckResult, now: readonly Key[], then: Then): CheckComparison {
  const before = then.keys ?? []
  const rankThen = ranksInOrder(then.bySeverity)
  const ranks = new Map(before.map((key, at) => [key, rankThen(at)]))
  const rankNow = ranksInOrder(bySeverity)
  const present = new Set(now)
  const fresh = now.flatMap((key, at) =>
    rankNow(at) < (ranks.get(key) ?? Infinity) ? [{ key, rank: rankNow(at) }] : [],
  )
  const fixedKeys = before.filter((key) => !present.has(key))
  return {
    check: id,
    by: 'exact',
    reason: null,
    before: before.length,
    now: now.length,
    new: fresh.length,
    fixed: fixedKeys.length,
    open: now.length - fresh.length,
    newBySeverity: tally(fresh.map(({ rank }) => severities[rank] ?? 'info')),
    newKeys: fresh.slice(0, mostKeys).map(({ key }) => key),
    fixedKeys: fixedKeys.slice(0, mostKeys),
  }
}

/** Keys stand in the order of their rows' severity: 0 for the worst. */
function ranksInOrder({ critical, warning }: Counts): (at: number) => number {
  return (at) => (at < critical ? 0 : at < critical + warning ? 1 : 2)
}

function tally(some: readonly Severity[]): Record<Severity, number> {
  const countOf = (severity: Severity): number => some.filter((one) => one === severity).length
  return { critical: countOf('critical'), warning: countOf('warning'), info: countOf('info') }
}

/** As many as have come, or gone, at least: each severity for itself, as its keys are in order. */
function byRange(
  { id, bySeverity, count }: CheckResult,
  then: Then,
  keys: [now: readonly Key[], then: readonly Key[]],
): CheckComparison {
  const [ofNow, ofThen] = [ranksInOrder(bySeverity), ranksInOrder(then.bySeverity)]
  const partOf = (severity: Severity): Part =>
    comparePart(
      { keys: keys[0].filter((_, at) => severities[ofNow(at)] === severity), count: bySeverity[severity] },
      { keys: keys[1].filter((_, at) => severities[ofThen(at)] === severity), count: then.bySeverity[severity] },
    )
  const parts = { critical: partOf('critical'), warning: partOf('warning'), info: partOf('info') }
  const all = Object.values(parts)
  const fresh = all.reduce((sum, part) => sum + part.new, 0)
  return {
    check: id,
    by: 'count',
    reason: say(
      'Not every row has a key of its own in both reports, as there are more rows than --keys keeps, or some without one: what is new or fixed is told at the least, of each severity.',
    ),
    before: then.count,
    now: count,
    new: fresh,
    fixed: fresh + then.count - count,
    open: count - fresh,
    newBySeverity: { critical: parts.critical.new, warning: parts.warning.new, info: parts.info.new },
    newKeys: all.flatMap((part) => part.newKeys).slice(0, mostKeys),
    fixedKeys: all.flatMap((part) => part.fixedKeys).slice(0, mostKeys),
  }
}

/** Rows of one severity: how many, and the keys of the first ones in an order that both scans share. */
interface Range {
  readonly keys: readonly Key[]
  readonly count: number
}

/** `new`: at least. */
interface Part {
  readonly new: number
  readonly newKeys: readonly Key[]
  readonly fixedKeys: readonly Key[]
}

/**
 * Up to the last key that both have, both have all: there it is exact. Of what lies beyond, one of the two lists ends
 * before the other: if it is the earlier one, its keys are gone, as they would stand in the later one; else the later one's
 * keys are new. Nobody knows which, so the lesser of the two is told.
 */
function comparePart(now: Range, then: Range): Part {
  const [ofNow, ofThen] = [numbered(now.keys), numbered(then.keys)]
  const [present, known] = [new Set(ofNow), new Set(ofThen)]
  const nowShared = ofNow.findLastIndex((one) => known.has(one)) + 1
  const thenShared = ofThen.findLastIndex((one) => present.has(one)) + 1
  const growth = now.count - nowShared - (then.count - thenShared)
  const [nowListed, thenListed] = [ofNow.length - nowShared, ofThen.length - thenShared]
  const within = ofNow.slice(0, nowShared).filter((one) => !known.has(one)).length
  // A list that is whole knows of every other key that it is not there.
  const nowCertain = ofThen.length === then.count ? ofNow.length : nowShared
  const thenCertain = ofNow.length === now.count ? ofThen.length : thenShared
  return {
    new: within + Math.max(0, growth, Math.min(thenListed + growth, nowListed)),
    newKeys: now.keys.slice(0, nowCertain).filter((_, at) => !known.has(ofNow[at] ?? '')),
    fixedKeys: then.keys.slice(0, thenCertain).filter((_, at) => !present.has(ofThen[at] ?? '')),
  }
}

/** The first row with a key, the second … */
function numbered(keys: readonly Key[]): string[] {
  const seen = new Map<Key, number>()
  return keys.map((key) => {
    const number = (seen.get(key) ?? 0) + 1
    seen.set(key, number)
    return JSON.stringify([key, number])
  })
}

/** As many as have come, or gone, at least. */
function byCount({ id, bySeverity, count }: CheckResult, then: Then): CheckComparison {
  const growth = count - then.count
  return {
    ...unknown(id),
    by: 'count',
    reason: say('The rows have no key by which they could be told apart.'),
    before: then.count,
    now: count,
    new: Math.max(0, growth),
    fixed: Math.max(0, -growth),
    open: Math.min(count, then.count),
    newBySeverity: {
      critical: Math.max(0, bySeverity.critical - then.bySeverity.critical),
      warning: Math.max(0, bySeverity.warning - then.bySeverity.warning),
      info: Math.max(0, bySeverity.info - then.bySeverity.info),
    },
  }
}
