import type { CallRow, CallStatus, ContractSummary, OperationRow } from '../result.ts'

/** Counts. Whatever is ignored counts in `ignored` alone. */
export function summarize(calls: readonly CallRow[], operations: readonly OperationRow[]): ContractSummary {
  const of = (status: CallStatus) => calls.filter((call) => call.status === status).length
  const operationsOf = (status: OperationRow['status']) =>
    operations.filter((operation) => operation.status === status).length
  const [matched, frontendOnly, methodMismatch, trailingSlash] = [
    of('matched'),
    of('frontend-only'),
    of('method-mismatch'),
    of('trailing-slash'),
  ]
  const [operationsMatched, operationsIgnored] = [operationsOf('matched'), operationsOf('ignored')]
  return {
    calls: calls.length,
    matched,
    frontendOnly,
    methodMismatch,
    trailingSlash,
    backendOnly: operationsOf('backend-only'),
    unresolved: of('unresolved'),
    external: of('external'),
    ignored: of('ignored'),
    uncalled: calls.filter(({ uncalled, status }) => uncalled && status !== 'ignored').length,
    operations: operations.length,
    operationsMatched,
    operationsIgnored,
    matchedPercent: percent(matched, matched + frontendOnly + methodMismatch + trailingSlash),
    usedPercent: percent(operationsMatched, operations.length - operationsIgnored),
  }
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole
}
