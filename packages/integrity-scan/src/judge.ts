import {
  type CheckComparison,
  type CheckResult,
  type ComparisonResult,
  type Key,
  type ScanResult,
  type Severity,
  severities,
} from './result.ts'

/** The least severity whose rows make a run fail. */
export type FailOn = Severity | 'none'

export interface Judgement {
  readonly fails: boolean
  /** Rows that make the run fail, of each check that has some; by count where it is not known which ones. */
  readonly failing: Readonly<Record<string, number>>
}

/** The severities that make a run fail, the worst first. */
export function failingSeverities(failOn: FailOn): readonly Severity[] {
  return severities.filter((_, at) => failOn !== 'none' && at <= severities.indexOf(failOn))
}

/** As a report holds it. */
export function failOnOf({ failOn }: Readonly<Record<string, unknown>>): FailOn {
  return failOn === 'none' ? 'none' : (severities.find((severity) => severity === failOn) ?? 'critical')
}

/**
 * Whether what was found makes the run fail. Beside an earlier report only new rows do; a check that the earlier one has not
 * made has new rows only. After a repair only what it has left does.
 */
export function judgeScan(
  { checks, comparison, fix }: Pick<ScanResult, 'checks' | 'comparison' | 'fix'>,
  failOn: FailOn,
): Judgement {
  const left = fix?.transaction === 'committed' ? fix.afterByCheck : null
  const failing = checks
    .map((check) => [check.id, failingRows(check, comparison, left?.[check.id], failOn)] as const)
    .filter(([, rows]) => rows > 0)
  return { fails: failing.length > 0, failing: Object.fromEntries(failing) }
}

function failingRows(
  check: CheckResult,
  comparison: ComparisonResult | null,
  left: CheckResult['bySeverity'] | undefined,
  failOn: FailOn,
): number {
  const counts = comparedWith(comparison, check.id)?.newBySeverity ?? check.bySeverity
  return failingSeverities(failOn).reduce(
    (sum, severity) => sum + Math.min(counts[severity], left?.[severity] ?? Infinity),
    0,
  )
}

/** How a check compares with the earlier report; `undefined` where there is none, or it is not compared. */
export function comparedWith(comparison: ComparisonResult | null, check: string): CheckComparison | undefined {
  return comparison?.checks.find((one) => one.check === check)
}

/** Whether the earlier report did not have a row; `null` where that cannot be told. */
export type Newness = (key: Key | null) => boolean | null

/** Tells new rows of a check from those that were there before. */
export function newnessOf(comparison: ComparisonResult | null, check: string): Newness {
  const compared = comparedWith(comparison, check)
  if (compared?.by !== 'exact') return () => null
  const fresh = new Set<Key | null>(compared.newKeys)
  // Of very many new rows not all are named.
  const areNamed = compared.new === compared.newKeys.length
  return (key) => fresh.has(key) || (areNamed ? false : null)
}
