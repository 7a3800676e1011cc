import { hostileMarkup } from '@m4sh/tools-core/testing'
import type { Report } from '@m4sh/tools-core/reporting'
import type { BlastResult } from '../../src/result.ts'
import { pushReport } from '../sample-result.ts'

/** A report in which every text that comes from outside tries to run a script. */
export function hostileReport(): Report<BlastResult> {
  const report = pushReport()
  let at = 0
  const next = () => hostileMarkup[at++ % hostileMarkup.length] ?? ''
  const { result } = report
  report.warnings = [...hostileMarkup]
  report.thresholds = hostileMarkup.map((expression) => ({ expression, actual: 1, passed: false }))
  report.options = Object.fromEntries(hostileMarkup.map((payload) => [payload, payload]))
  report.target = { database: next(), table: next(), [hostileMarkup[1]]: hostileMarkup[2] }
  report.tool.version = next()
  report.run.environment = { node: next(), platform: next(), cpus: 1 }
  result.byType = Object.fromEntries(hostileMarkup.map((payload) => [payload, 2]))
  result.errors = { count: 12, byKind: Object.fromEntries(hostileMarkup.map((payload) => [payload, 2])) }
  result.next = { undo: next(), resume: next() }
  if (result.push) result.push.reason = next()
  Object.assign(result, { marker: next(), markerPath: next() })
  return report
}
