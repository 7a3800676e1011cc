import { percent } from './percent.ts'
import type { ContractResult } from './result.ts'

/** The figures that a reader wants first. */
export function summaryRows({ summary }: Pick<ContractResult, 'summary'>): [string, string | number][] {
  const share = (value: number | null): string => (value === null ? '' : ` (${percent(value)})`)
  return [
    ['Calls', summary.calls],
    ['Matched', `${summary.matched}${share(summary.matchedPercent)}`],
    ['Frontend only', summary.frontendOnly],
    ['Method mismatch', summary.methodMismatch],
    ['Trailing slash', summary.trailingSlash],
    ['Unresolved', summary.unresolved],
    ['External', summary.external],
    ['Ignored', summary.ignored],
    ['In unused code', summary.uncalled],
    ['Endpoints', summary.operations],
    ['Used', `${summary.operationsMatched}${share(summary.usedPercent)}`],
    ['Backend only', summary.backendOnly],
  ]
}
