import { say } from '../language/phrases.ts'
import { compareContract, type CompareInput, type Comparison } from './compare-contract.ts'
import { summarize } from './summarize.ts'

/**
 * What can be said of a run that was stopped: calls of the frontends that were read to their end are judged, but not
 * that an endpoint is used by none, nor that a baseline's entry is gone. Schemas are read before frontends, so a call
 * is always held against all of them.
 */
export function comparePartly(input: CompareInput): Comparison {
  const { result } = compareContract(input)
  const operations = result.operations.filter(({ status }) => status !== 'backend-only')
  const findings = result.findings.filter(({ rule }) => rule !== 'backend-only-endpoint')
  const known = findings.filter((finding) => finding.known).length
  const baseline = result.baseline && { ...result.baseline, known, fresh: findings.length - known, stale: [] }
  return {
    // Of endpoints that nobody called so far nothing is known: no share of the used ones either.
    result: {
      ...result,
      operations,
      findings,
      baseline,
      summary: { ...summarize(result.calls, operations), usedPercent: null },
    },
    warnings: [say('Stopped before everything was read: only what was compared until then is listed.')],
  }
}
