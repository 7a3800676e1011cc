import { type CheckResult, isMade, type ScanResult, severities, type Severity } from './result.ts'

type Repairable = Pick<ScanResult, 'fix'>

/** What a repair that was committed has left of each check; `null` without one. */
function leftByRepair({ fix }: Repairable) {
  return fix?.transaction === 'committed' ? fix.afterByCheck : null
}

/** Whether a repair was committed: what the scan has found is no longer what is broken. */
export function isRepaired(result: Repairable): boolean {
  return leftByRepair(result) !== null
}

/** Broken rows of a check when the run is over; `null` where they were not looked at. */
export function rowsNow(check: CheckResult, result: Repairable): Readonly<Record<Severity, number>> | null {
  const left = leftByRepair(result)
  if (left === null) return isMade(check) ? check.bySeverity : null
  return Object.hasOwn(left, check.id) ? (left[check.id] ?? null) : null
}

/** What became of a check, seen when the run is over. */
export function outcomeNow(check: CheckResult, result: Repairable): Pick<CheckResult, 'status' | 'severity'> {
  if (!isRepaired(result)) return check
  const rows = rowsNow(check, result)
  if (rows === null) return { status: isMade(check) ? 'skipped' : check.status, severity: check.severity }
  const worst = severities.find((severity) => rows[severity] > 0)
  return worst === undefined ? { status: 'passed', severity: check.severity } : { status: 'failed', severity: worst }
}

/** Whether a check found rows of which the repair has left none. */
export function isGone(check: CheckResult, result: Repairable): boolean {
  return check.status === 'failed' && outcomeNow(check, result).status === 'passed'
}
