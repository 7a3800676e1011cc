import { hostileMarkup, inTurn } from '@m4sh/tools-core/testing'
import type { Report } from '@m4sh/tools-core/reporting'
import type { ContractResult, Finding } from '../../src/result.ts'
import { sampleReport } from './sample-report.ts'

/** A report in which every text that comes from outside is one of these. @param texts that try to run a script, if left out */
export function hostileReport(texts: readonly string[] = hostileMarkup): Report<ContractResult> {
  const next = inTurn(texts)
  const report = sampleReport({ calls: 40, baseline: true, change: (result) => poison(result, next) })
  report.warnings = [...texts]
  report.thresholds = [{ expression: next(), actual: 1, passed: false }]
  report.options = { [next()]: next() }
  return report
}

function poison(result: ContractResult, next: () => string): void {
  for (const call of result.calls) {
    call.file = `src/${next()}/${next()}.js`
    call.path = call.path === null ? null : `/${next()}/`
    call.known = call.known === null ? null : `/${next()}/`
    call.reason = next()
    call.function = next()
    call.client = next()
    call.method = call.id === 'c3' ? next() : call.method
    call.suggestion = call.suggestion === null ? null : `GET /${next()}`
    call.query = { names: [next()], complete: false }
    call.code = { startLine: Math.max(1, call.line - 1), lines: [next(), next(), next()] }
  }
  for (const operation of result.operations.slice(0, 12)) {
    operation.tags = [next()]
    operation.summary = next()
    operation.operationId = next()
    operation.path = `/${next()}`
  }
  for (const finding of result.findings) {
    finding.message = next()
    if (finding.severity === 'warning') finding.rule = next() as Finding['rule']
  }
  for (const schema of result.schemas) Object.assign(schema, { title: next(), source: next() })
  for (const one of result.frontends) Object.assign(one, { root: next(), skipped: [{ file: next(), reason: next() }] })
  result.prefixes = { frontend: next(), backend: next(), reason: next() }
  if (result.baseline) result.baseline.stale = [{ fingerprint: next(), description: next() }]
}
