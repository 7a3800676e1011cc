import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { say } from '../language/phrases.ts'
import { type FixResult, type Severity, severities } from '../result.ts'
import type { RepairableFix } from './fix-plan.ts'

/** Broken rows by check; a check that could not be made is not there. */
export type ScanCounts = ReadonlyMap<string, Readonly<Record<Severity, number>>>

/** Makes all checks in the transaction of a session. */
export type CountScan = (client: DatabaseClient) => Promise<ScanCounts>

export interface Judgement {
  /** What is worse than before, for the reader; `null` where nothing is. */
  readonly worse: string | null
  readonly uncovered: FixResult['uncovered']
}

/** A repair that has changed rows. */
export interface Done {
  readonly planned: { readonly fix: Pick<RepairableFix, 'uncovers'> }
  readonly count: number
}

/** Whether repairs have made anything worse. */
export function judgeCounts(before: ScanCounts, after: ScanCounts, done: readonly Done[]): Judgement {
  const allowances = allowancesOf(done)
  const uncovered: FixResult['uncovered'] = []
  const complaints: string[] = []
  for (const [check, was] of before) {
    const is = after.get(check)
    if (is === undefined) {
      complaints.push(say('{check} can no longer be made', { check }))
      continue
    }
    const grown = severities
      .map((severity) => ({ severity, more: is[severity] - was[severity] }))
      .filter(({ more }) => more > 0)
    const allowance = allowances.get(check)
    const count = grown.reduce((sum, { more }) => sum + more, 0)
    if (allowance === undefined || grown.some(({ severity }) => severity === 'critical'))
      complaints.push(
        ...grown.map(({ severity, more }) => say(`{check} has more rows (${severity}: {#more} more)`, { check, more })),
      )
    else if (count > allowance.most)
      complaints.push(
        say('{check} has {#count} rows more, and at most {#most} were to be expected', {
          check,
          count,
          most: allowance.most,
        }),
      )
    else if (count > 0) uncovered.push({ check, count, because: [...allowance.because].join('; ') })
  }
  return { worse: complaints.length === 0 ? null : complaints.join('; '), uncovered }
}

interface Allowance {
  most: number
  readonly because: Set<string>
}

/** What repairs are meant to bring up, by check. */
function allowancesOf(done: readonly Done[]): ReadonlyMap<string, Allowance> {
  const allowances = new Map<string, Allowance>()
  for (const { planned, count } of done)
    for (const { check, because, mostPerRow = Infinity } of planned.fix.uncovers) {
      const allowance = allowances.get(check) ?? { most: 0, because: new Set() }
      allowances.set(check, allowance)
      allowance.most += mostPerRow * count
      allowance.because.add(because)
    }
  return allowances
}
