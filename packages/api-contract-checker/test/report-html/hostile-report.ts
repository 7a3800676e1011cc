import { hostileMarkup } from '@m4sh/tools-core/testing'
import type { Report } from '@m4sh/tools-core/reporting'
import type { ContractResult, Finding } from '../../src/result.ts'
import { sampleReport } from './sample-report.ts'

/** A report in which every text that comes from outside tries to run a script. */
export function hostileReport(): Report<ContractResult> {
  const report = sampleReport({ calls: 40, baseline: true, change: poison })
  report.warnings = [...hostileMarkup]
  report.thresholds = [{ expression: hostileMarkup[0], actual: 1, passed: false }]
  report.options = { [hostileMarkup[1]]: hostileMarkup[0] }
  return report
}

function poison(result: ContractResult): void {
  const next = payloads()
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

function payloads(): () => string {
  let at = 0
  return () => hostileMarkup[at++ % hostileMarkup.length] ?? ''
}
