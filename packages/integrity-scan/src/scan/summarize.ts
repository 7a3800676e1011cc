import {
  type CheckResult,
  type CheckStatus,
  type ComparisonResult,
  isMade,
  type Severity,
  type StateNow,
  type Summary,
} from '../result.ts'

export function summarize(checks: readonly CheckResult[], comparison: ComparisonResult | null): Summary {
  const rows = (severity: Severity): number => sum(checks.map(({ bySeverity }) => bySeverity[severity]))
  const made = (status: CheckStatus): number => checks.filter((check) => check.status === status).length
  return {
    critical: rows('critical'),
    warning: rows('warning'),
    info: rows('info'),
    ignored: sum(checks.map(({ ignored }) => ignored)),
    checks: checks.length,
    passed: made('passed'),
    failed: made('failed'),
    skipped: made('skipped'),
    error: made('error'),
    new: comparison?.new ?? null,
  }
}

/** All figures of checks. */
export function totalsOf(checks: readonly CheckResult[], comparison: ComparisonResult | null): StateNow {
  return { summary: summarize(checks, comparison), ...figuresOf(checks) }
}

/** Broken rows by check, and as a share of the rows that were looked at; `null` of a check that was not made. */
function figuresOf(checks: readonly CheckResult[]): Pick<StateNow, 'count' | 'percent'> {
  return {
    count: Object.fromEntries(checks.map((check) => [check.id, isMade(check) ? check.count : null])),
    percent: Object.fromEntries(checks.map((check) => [check.id, isMade(check) ? percentOf(check) : null])),
  }
}

function percentOf({ count, rows }: CheckResult): number | null {
  if (rows === null) return null
  return rows === 0 ? 0 : (count / rows) * 100
}

function sum(some: readonly number[]): number {
  return some.reduce((total, one) => total + one, 0)
}
