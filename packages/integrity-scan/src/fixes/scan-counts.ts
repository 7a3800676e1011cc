import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { type FixResult, type Severity, severities } from '../result.ts'
import type { PlannedFix } from './fix-plan.ts'

/** Broken rows by check; a check that could not be made is not there. */
export type ScanCounts = ReadonlyMap<string, Readonly<Record<Severity, number>>>

/** Makes all checks in the transaction of a session. */
export type CountScan = (client: DatabaseClient) => Promise<ScanCounts>

export interface Judgement {
  /** What is worse than before, for the reader; `null` where nothing is. */
  readonly worse: string | null
  readonly uncovered: FixResult['uncovered']
}

/** Whether repairs have made anything worse. @param done those that have changed rows */
export function judgeCounts(before: ScanCounts, after: ScanCounts, done: readonly PlannedFix[]): Judgement {
  const meant = new Map(done.flatMap(({ fix }) => fix.uncovers).map(({ check, because }) => [check, because]))
  const uncovered: FixResult['uncovered'] = []
  const complaints: string[] = []
  for (const [check, was] of before) {
    const is = after.get(check)
    if (is === undefined) {
      complaints.push(`${check} can no longer be made`)
      continue
    }
    const because = meant.get(check)
    const grown = severities.filter((severity) => is[severity] > was[severity])
    const more = (severity: Severity): number => is[severity] - was[severity]
    if (because === undefined)
      complaints.push(...grown.map((severity) => `${check} has more rows (${severity}: ${more(severity)} more)`))
    else if (grown.length > 0)
      uncovered.push({ check, count: grown.reduce((sum, severity) => sum + more(severity), 0), because })
  }
  return { worse: complaints.length === 0 ? null : complaints.join('; '), uncovered }
}
