import type { ExpectedError } from '@m4sh/tools-core/errors'
import type { ReportViews } from '@m4sh/tools-core/reporting'
import { comparePartly } from './match/partial-comparison.ts'
import type { ContractResult } from './result.ts'

/** The result of a run that could not compare anything. */
export function emptyResult(now: Date): ContractResult {
  return comparePartly({ contracts: [], frontends: [], options: { now } }).result
}

/** What made a run fail, as the one finding of its report: a summary without any would look like a clean one. */
export function failureViews(
  views: ReportViews<ContractResult>,
  { message, hint }: ExpectedError,
): ReportViews<ContractResult> {
  const said = hint === undefined ? message : `${message} ${hint}`
  const failure = {
    ruleId: 'run-failed',
    severity: 'error',
    message: said,
    location: null,
    fingerprint: 'run-failed',
    known: false,
    fails: true,
  } as const
  return { ...views, findings: () => [failure], summary: () => [['Compared', 'nothing']] }
}
