import { hostileMarkup, inTurn } from '@m4sh/tools-core/testing'
import type { Report } from '@m4sh/tools-core/reporting'
import type { BlastResult } from '../../src/result.ts'
import { pushReport } from '../sample-result.ts'

/** A report in which every text that comes from outside is one of these. @param texts that try to run a script, if left out */
export function hostileReport(texts: readonly string[] = hostileMarkup): Report<BlastResult> {
  const report = pushReport()
  const next = inTurn(texts)
  const { result } = report
  report.warnings = [...texts]
  report.thresholds = texts.map((expression) => ({ expression, actual: 1, passed: false }))
  report.options = Object.fromEntries(texts.map((payload) => [payload, payload]))
  report.target = { database: next(), table: next(), [next()]: next() }
  report.tool.version = next()
  report.run.environment = { node: next(), platform: next(), cpus: 1 }
  result.byType = Object.fromEntries(texts.map((payload) => [payload, 2]))
  result.errors = { count: 12, byKind: Object.fromEntries(texts.map((payload) => [payload, 2])) }
  result.next = { undo: next(), resume: next() }
  if (result.push) result.push.reason = next()
  Object.assign(result, { marker: next(), markerPath: next() })
  return report
}
