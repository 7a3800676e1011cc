import type { CheckResult, SnapshotResult } from '../result.ts'
import type { PlannedCheck } from '../scan/planned-check.ts'
import type { References } from '../schema/find-references.ts'
import { constraintsSql, type GuardedFinding, unenforcedFindings } from './constraints-sql.ts'

/** What of a scan says which constraints are missing. */
export interface ScannedForConstraints {
  readonly plan: { readonly planned: readonly PlannedCheck[]; readonly references: References | null }
  readonly result: {
    readonly checks: readonly Pick<CheckResult, 'id' | 'count' | 'ignored' | 'keys'>[]
    readonly snapshot: Pick<SnapshotResult, 'takenAt'> | null
  }
}

/**
 * The file of `--emit-constraints`: for all that a scan has found.
 * @param database for people: `m4sh@db.example.org:5432/m4sh`
 * @param after the checks as they were made after a repair; left out where there was none
 */
export function constraintsOfScan(
  { plan, result }: ScannedForConstraints,
  database: string,
  after: ScannedForConstraints['result']['checks'] = result.checks,
): string {
  const { planned, references } = plan
  if (references === null) throw new TypeError('which constraints there are was not asked')
  const made = new Map(result.checks.map((check) => [check.id, check]))
  const left = new Map(after.map((check) => [check.id, brokenOf(check)]))
  const findings = planned.flatMap((one): readonly GuardedFinding[] => {
    const found = made.get(one.facts.id)
    if (found === undefined) return []
    if (one.kind === 'answered') return unenforcedFindings(references, found.keys ?? [])
    if (one.kind !== 'query' || brokenOf(found) === 0) return []
    return [{ ...one.facts, count: left.get(one.facts.id) ?? brokenOf(found), guards: one.check.guards }]
  })
  return constraintsSql(findings, references.tables, { database, takenAt: result.snapshot?.takenAt ?? null })
}

/** Ignored ones too. */
function brokenOf({ count, ignored }: Pick<CheckResult, 'count' | 'ignored'>): number {
  return count + ignored
}
