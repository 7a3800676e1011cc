import { hostileMarkup, inTurn } from '@m4sh/tools-core/testing'
import type { Report } from '@m4sh/tools-core/reporting'
import type { ChatResult } from '../../src/result.ts'
import { slowReport } from './sample-report.ts'

/** A report in which every text that comes from outside is one of these. @param texts that try to run a script, if left out */
export function hostileReport(texts: readonly string[] = hostileMarkup): Report<ChatResult> {
  const report = slowReport()
  const next = inTurn(texts)
  const { result } = report
  report.warnings = [...texts]
  report.thresholds = texts.map((expression) => ({ expression, actual: 1, passed: false }))
  report.options = Object.fromEntries(texts.map((payload) => [payload, payload]))
  report.target = { url: next(), apiUrl: next(), lessons: [...texts], [next()]: next() }
  report.tool.version = next()
  report.run.environment = { node: next(), platform: next(), cpus: 1 }
  result.errors = { count: 12, byKind: Object.fromEntries(texts.map((payload) => [payload, 2])) }
  result.generator.reasons = [...texts]
  const [change] = Object.values(result.comparison?.changes ?? {})
  if (!change || !result.comparison) throw new Error('the slow report has a comparison')
  result.comparison = {
    ...result.comparison,
    baseline: { file: next(), startedAt: next(), messages: 400 },
    baselines: [...texts].map((payload) => ({ file: payload, startedAt: payload, messages: 400 })),
    changes: Object.fromEntries(texts.map((payload) => [payload, change])),
    verdict: 'slower',
    regressions: [...texts],
  }
  return report
}
