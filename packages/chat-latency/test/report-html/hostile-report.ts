import { hostileMarkup } from '@m4sh/tools-core/testing'
import type { Report } from '@m4sh/tools-core/reporting'
import type { ChatResult } from '../../src/result.ts'
import { slowReport } from './sample-report.ts'

/** A report in which every text that comes from outside tries to run a script. */
export function hostileReport(): Report<ChatResult> {
  const report = slowReport()
  let at = 0
  const next = () => hostileMarkup[at++ % hostileMarkup.length] ?? ''
  const { result } = report
  report.warnings = [...hostileMarkup]
  report.thresholds = hostileMarkup.map((expression) => ({ expression, actual: 1, passed: false }))
  report.options = Object.fromEntries(hostileMarkup.map((payload) => [payload, payload]))
  report.target = { url: next(), apiUrl: next(), lessons: [...hostileMarkup], [hostileMarkup[1]]: hostileMarkup[2] }
  report.tool.version = next()
  report.run.environment = { node: next(), platform: next(), cpus: 1 }
  result.errors = { count: 12, byKind: Object.fromEntries(hostileMarkup.map((payload) => [payload, 2])) }
  result.generator.reasons = [...hostileMarkup]
  const [change] = Object.values(result.comparison?.changes ?? {})
  if (!change || !result.comparison) throw new Error('the slow report has a comparison')
  result.comparison = {
    ...result.comparison,
    baseline: { file: next(), startedAt: next(), messages: 400 },
    baselines: [...hostileMarkup].map((payload) => ({ file: payload, startedAt: payload, messages: 400 })),
    changes: Object.fromEntries(hostileMarkup.map((payload) => [payload, change])),
    verdict: 'slower',
    regressions: [...hostileMarkup],
  }
  return report
}
