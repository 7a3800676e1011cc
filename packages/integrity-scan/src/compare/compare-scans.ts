import { type CheckComparison, type CheckResult, type ComparisonResult, type Key, type Severity } from '../result.ts'
import type { EarlierScan } from './read-earlier.ts'

/** Keys that a comparison names, of each check. */
const mostKeys = 1000

type Then = EarlierScan['checks'][number]

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
  const isMadeNow = now.status === 'passed' || now.status === 'failed'
  const isMadeThen = then !== undefined && (then.status === 'passed' || then.status === 'failed')
  if (!isMadeNow || !isMadeThen)
    return {
      ...unknown(now.id),
      before: isMadeThen ? then.count : null,
      now: isMadeNow ? now.count : null,
      // What was not looked for before was not known before.
      new: isMadeNow ? now.count : null,
      newBySeverity: isMadeNow ? now.bySeverity : null,
      reason: isMadeNow ? 'The earlier report has not made this check.' : 'The check was not made this time.',
    }
  if (now.keys === null || then.keys === null || !now.keysComplete || !then.keysComplete) return byCount(now, then)
  return byKey(now, now.keys, then.keys)
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

function byKey({ id, bySeverity }: CheckResult, now: readonly Key[], then: readonly Key[]): CheckComparison {
  const known = new Set(then)
  const present = new Set(now)
  const newKeys = now.filter((key) => !known.has(key))
  const severityAt = severitiesInOrder(bySeverity)
  const fixedKeys = then.filter((key) => !present.has(key))
  return {
    check: id,
    by: 'exact',
    reason: null,
    before: then.length,
    now: now.length,
    new: newKeys.length,
    fixed: fixedKeys.length,
    open: now.length - newKeys.length,
    newBySeverity: tally(now.flatMap((key, at) => (known.has(key) ? [] : [severityAt(at)]))),
    newKeys: newKeys.slice(0, mostKeys),
    fixedKeys: fixedKeys.slice(0, mostKeys),
  }
}

/** Keys stand in the order of their rows' severity, the worst first. */
function severitiesInOrder(counts: Readonly<Record<Severity, number>>): (at: number) => Severity {
  const { critical, warning } = counts
  return (at) => (at < critical ? 'critical' : at < critical + warning ? 'warning' : 'info')
}

function tally(some: readonly Severity[]): Record<Severity, number> {
  const countOf = (severity: Severity): number => some.filter((one) => one === severity).length
  return { critical: countOf('critical'), warning: countOf('warning'), info: countOf('info') }
}

/** As many as have come, or gone, at least. */
function byCount({ id, bySeverity, count, keys }: CheckResult, then: Then): CheckComparison {
  const growth = count - then.count
  return {
    ...unknown(id),
    by: 'count',
    reason:
      keys === null
        ? 'The rows have no key by which they could be told apart.'
        : 'There are more rows than --keys keeps: which ones are new cannot be told.',
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
