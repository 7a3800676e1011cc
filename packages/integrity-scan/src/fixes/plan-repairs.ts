import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import type { FixPlan } from './fix-plan.ts'
import { planFixes } from './plan-fixes.ts'
import type { RowReference } from './row-references.ts'
import type { CheckResult } from '../result.ts'
import type { ScanPlan } from '../scan/plan-checks.ts'
import { platformReferences } from '../schema/platform-references.ts'

/**
 * What is going to be repaired: of all checks that found rows, those that a repair is known for.
 * @param session in the transaction that the checks were made in
 * @throws {RunError} for more rows than one run may change
 */
export async function planRepairs(
  session: DatabaseClient,
  plan: ScanPlan,
  checks: readonly CheckResult[],
  maxRows: number,
): Promise<FixPlan> {
  const wanted = checks.flatMap((result, at) => {
    const one = plan.planned[at]
    if (result.status !== 'failed' || one?.kind !== 'query' || one.ignored === 'all') return []
    const { fix, subject } = one.check
    return fix === null ? [] : [{ check: { subject, fix }, severity: result.severity, ignoredKeys: one.ignored }]
  })
  return await planFixes(session, wanted, { references: referencesOf(plan), maxRows })
}

/** What keeps a row from being removed, besides foreign keys: columns that are known to point to it. */
function referencesOf({ platform, protecting }: ScanPlan): RowReference[] {
  return [
    ...platformReferences(platform).map(({ table, column, target, key }) => ({
      table: table.quoted,
      columns: [column.quoted],
      target: target.quoted,
      targetColumns: [key.quoted],
    })),
    ...protecting.map(({ from, to }) => ({
      table: from.table.quoted,
      columns: [from.column.quoted],
      target: to.table.quoted,
      targetColumns: [to.column.quoted],
    })),
  ]
}
