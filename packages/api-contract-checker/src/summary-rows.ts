import { meantEndpoints } from './match/meant-endpoint.ts'
import type { ContractLocalization } from './language/index.ts'
import { percent } from './percent.ts'
import type { ContractResult } from './result.ts'

/** The figures that a reader wants first. */
export function summaryRows(
  t: ContractLocalization,
  { summary, operations, calls }: Pick<ContractResult, 'summary' | 'operations' | 'calls'>,
): [string, string | number][] {
  const texts = t.messages.summary
  const meant = meantByOtherMethod(operations, calls)
  const share = (value: number | null): string => (value === null ? '' : ` (${percent(t, value)})`)
  return [
    [texts.calls, summary.calls],
    [texts.matched, `${summary.matched}${share(summary.matchedPercent)}`],
    [texts.frontendOnly, summary.frontendOnly],
    [texts.methodMismatch, summary.methodMismatch],
    [texts.trailingSlash, summary.trailingSlash],
    [texts.unresolved, summary.unresolved],
    [texts.external, summary.external],
    [texts.ignored, summary.ignored],
    [texts.uncalled, summary.uncalled],
    [texts.endpoints, noted(summary.operations, summary.operationsIgnored, texts.someIgnored)],
    [texts.used, `${summary.operationsMatched}${share(summary.usedPercent)}`],
    [texts.backendOnly, noted(summary.backendOnly, meant, texts.someMeant)],
  ]
}

function noted(count: number, some: number, inWords: (some: number) => string): string | number {
  return some === 0 ? count : `${count} (${inWords(some)})`
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
