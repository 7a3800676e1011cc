import type { Report } from '@m4sh/tools-core/reporting'
import type { ChatResult } from '../../src/result.ts'
import { slowReport } from './sample-report.ts'

/** Runs where markup is taken for markup: as an element, out of an attribute, out of a script. */
export const payloads = [
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(2)>',
  '</script><script>alert(3)</script>',
  "' onfocus='alert(4)' autofocus='",
  '<!--<script>alert(5)//-->',
  'javascript:alert(6)',
] as const

/** A report in which every text that comes from outside tries to run a script. */
export function hostileReport(): Report<ChatResult> {
  const report = slowReport()
  let at = 0
  const next = () => payloads[at++ % payloads.length] ?? ''
  const { result } = report
  report.warnings = [...payloads]
  report.thresholds = payloads.map((expression) => ({ expression, actual: 1, passed: false }))
  report.options = Object.fromEntries(payloads.map((payload) => [payload, payload]))
  report.target = { url: next(), apiUrl: next(), lessons: [...payloads], [payloads[1]]: payloads[2] }
  report.tool.version = next()
  report.run.environment = { node: next(), platform: next(), cpus: 1 }
  result.errors = { count: 12, byKind: Object.fromEntries(payloads.map((payload) => [payload, 2])) }
  result.generator.reasons = [...payloads]
  const [change] = Object.values(result.comparison?.changes ?? {})
  if (!change || !result.comparison) throw new Error('the slow report has a comparison')
  result.comparison = {
    ...result.comparison,
    baseline: { file: next(), startedAt: next(), messages: 400 },
    baselines: [...payloads].map((payload) => ({ file: payload, startedAt: payload, messages: 400 })),
    changes: Object.fromEntries(payloads.map((payload) => [payload, change])),
    verdict: 'slower',
    regressions: [...payloads],
  }
  return report
}
