import { meantEndpoints } from './match/meant-endpoint.ts'
import { percent } from './percent.ts'
import type { ContractResult } from './result.ts'

/** The figures that a reader wants first. */
export function summaryRows({
  summary,
  operations,
  calls,
}: Pick<ContractResult, 'summary' | 'operations' | 'calls'>): [string, string | number][] {
  const meant = meantByOtherMethod(operations, calls)
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
    ['Endpoints', noted(summary.operations, summary.operationsIgnored, 'ignored')],
    ['Used', `${summary.operationsMatched}${share(summary.usedPercent)}`],
    ['Backend only', noted(summary.backendOnly, meant, 'of them meant by a call with another method')],
  ]
}

function noted(count: number, some: number, what: string): string | number {
  return some === 0 ? count : `${count} (${some} ${what})`
}

/** Endpoints that nobody calls and that are no finding: the finding is with the call that has the wrong method. */
function meantByOtherMethod(operations: ContractResult['operations'], calls: ContractResult['calls']): number {
  const unused = operations.flatMap(({ status, method, path }) =>
    status === 'backend-only' ? [`${method} ${path}`] : [],
  )
  const meant = meantEndpoints(calls, new Set(unused))
  return unused.filter((name) => meant.has(name)).length
}

/** What only some runs have. */
export function notedRows({
  frontends,
  baseline,
}: Pick<ContractResult, 'frontends' | 'baseline'>): [string, string | number][] {
  const skipped = frontends.reduce((sum, frontend) => sum + frontend.skipped.length, 0)
  return [
    ...(skipped === 0 ? [] : [['Skipped files', skipped] satisfies [string, number]]),
    ...(baseline === null
      ? []
      : [
          ['Known to the baseline', baseline.known] satisfies [string, number],
          ['New', baseline.fresh] satisfies [string, number],
          ['Gone from the baseline', baseline.stale.length] satisfies [string, number],
        ]),
  ]
}
