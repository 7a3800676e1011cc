import { listed, ms, plural, type Report, share, whole } from '@m4sh/tools-core/reporting'
import { heldText, missedText } from '@m4sh/tools-core/reporting/html'
import type { ChatResult } from '../result.ts'

type ChatReport = Report<ChatResult>

/** Why the verdict is what it is. */
export const sentences = {
  pass: passSentence,
  fail: failSentence,
  error: errorSentence,
} as const

function errorSentence({ result: { messages, connections } }: ChatReport): string {
  const { received, sent } = messages
  if (received === 0) return `None of ${plural(sent, 'message')} arrived, so there is nothing to judge.`
  const arrived = `${whole(received)} of ${plural(sent, 'message')} arrived`
  return `${arrived}; then ${plural(connections.brokenOff, 'conversation')} reached nobody any more until the run ended.`
}

function passSentence(report: ChatReport): string {
  const { comparison, latency, messages } = report.result
  const { received, sent } = messages
  if (received === 0) return `No message arrived, for none was sent; ${heldText(report)}.`
  const arrived =
    received < sent
      ? `${whole(received)} of ${plural(sent, 'message')} arrived`
      : sent === 1
        ? 'The one message arrived'
        : `All ${plural(sent, 'message')} arrived`
  const compared = comparison === null ? [] : [comparisons[comparison.verdict]]
  return `${[`${arrived}, 95 % of them within ${ms(latency.p95)}`, ...compared, heldText(report)].join('; ')}.`
}

const comparisons = {
  slower: 'they are slower than those of the baseline, which fails nothing here',
  faster: 'they are faster than those of the baseline',
  same: 'no difference from the baseline is shown',
  unknown: 'they are too few to be compared with the baseline',
} as const

function failSentence(report: ChatReport): string {
  const missed = missedText(report)
  const { allowed = null, lost, regressions = [], verdict } = report.result.comparison ?? {}
  const slower = regressions.filter((name) => name !== 'lost')
  const reasons = [
    ...(slower.length > 0
      ? [`${listed(slower)} ${slower.length === 1 ? 'is' : 'are'} slower than in the baseline by more than is allowed`]
      : []),
    ...(regressions.includes('lost')
      ? [
          `${share(lost?.new ?? null)} of the messages did not come, where it was ${share(lost?.old ?? null)} in the baseline`,
        ]
      : []),
    ...(verdict === 'unknown' && allowed !== null
      ? ['there are too few messages to tell whether they are slower than in the baseline']
      : []),
    ...(missed === null ? [] : [missed]),
  ]
  return reasons.length === 0 ? 'Something fails this run.' : `${listed(reasons)}.`
}
