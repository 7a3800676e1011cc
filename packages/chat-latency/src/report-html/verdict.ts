import type { Report } from '@m4sh/tools-core/reporting'
import { heldText, missedText } from '@m4sh/tools-core/reporting/html'
import type { ChatLocalization } from '../language/index.ts'
import type { ChatResult } from '../result.ts'

type ChatReport = Report<ChatResult>

/** Why the verdict is what it is. */
export function sentencesOf(t: ChatLocalization) {
  return {
    pass: (report: ChatReport) => passSentence(t, report),
    fail: (report: ChatReport) => failSentence(t, report),
    error: (report: ChatReport) => errorSentence(t, report),
  } as const
}

function errorSentence(t: ChatLocalization, { result: { messages, connections } }: ChatReport): string {
  const { received, sent } = messages
  const texts = t.messages.verdict
  return received === 0 ? texts.noneArrived(sent) : texts.brokeOff(received, sent, connections.brokenOff)
}

function passSentence(t: ChatLocalization, report: ChatReport): string {
  const { comparison, latency, messages } = report.result
  const { received, sent } = messages
  const texts = t.messages.verdict
  const held = heldText(t, report)
  if (received === 0) return texts.noneSent(held)
  const compared = comparison === null ? [] : [texts.compared[comparison.verdict]]
  return texts.passed(texts.arrived(received, sent), t.ms(latency.p95), [...compared, held])
}

function failSentence(t: ChatLocalization, report: ChatReport): string {
  const missed = missedText(t, report)
  const { allowed = null, lost, regressions = [], verdict } = report.result.comparison ?? {}
  const texts = t.messages.verdict
  const slower = regressions.filter((name) => name !== 'lost')
  return texts.failed([
    ...(slower.length > 0 ? [texts.slower(slower)] : []),
    ...(regressions.includes('lost') ? [texts.lost(t.share(lost?.new ?? null), t.share(lost?.old ?? null))] : []),
    ...(report.result.comparison === null && missed === null ? [texts.noBaseline] : []),
    ...(verdict === 'unknown' && allowed !== null ? [texts.tooFew] : []),
    ...(missed === null ? [] : [missed]),
  ])
}
