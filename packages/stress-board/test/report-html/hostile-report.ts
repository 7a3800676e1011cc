import { hostileMarkup, inTurn } from '@m4sh/tools-core/testing'
import type { Report } from '@m4sh/tools-core/reporting'
import type { DivergenceCause, LedgerKind, StressResult } from '../../src/result.ts'
import { comparedReport, divergedReport } from './sample-report.ts'

/** A report in which every text that comes from outside is one of these. @param texts that try to run a script, if left out */
export function hostileReport(texts: readonly string[] = hostileMarkup): Report<StressResult> {
  const report = divergedReport()
  const next = inTurn(texts)
  const { result } = report
  report.warnings = [...texts]
  report.thresholds = texts.map((expression) => ({ expression, actual: 1, passed: false }))
  report.options = Object.fromEntries(texts.map((payload) => [payload, payload]))
  report.target = { url: next(), host: next(), lessons: next(), [next()]: next() }
  report.tool.version = next()
  report.run.environment = { node: next(), platform: next(), cpus: 1 }
  for (const room of result.rooms) room.lesson = next()
  for (const client of result.convergence.diverged) {
    client.lesson = next()
    client.cause = next() as DivergenceCause
    for (const stroke of client.strokes) Object.assign(stroke, { id: next(), cause: next() })
  }
  for (const entry of result.ledger.entries) entry.lesson = next()
  result.ledger.entries.push({ ...result.ledger.entries[0], kind: next() as LedgerKind } as never)
  result.errors.byKind = Object.fromEntries(texts.map((payload) => [payload, 2]))
  result.generator.reasons = [...texts]
  const { capacity, comparison } = comparedReport().result
  result.capacity = capacity
  result.comparison = comparison && {
    baseline: { file: next(), startedAt: next() },
    figures: Object.fromEntries(texts.map((payload) => [payload, { old: 1, new: 2, ratio: 2 }])),
  }
  return report
}
