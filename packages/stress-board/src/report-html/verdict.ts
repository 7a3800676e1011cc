import { listed, plural, type Report, whole } from '@m4sh/tools-core/reporting'
import { heldText, missedText } from '@m4sh/tools-core/reporting/html'
import type { StressResult } from '../result.ts'

type StressReport = Report<StressResult>

/** Why the verdict is what it is. */
export const sentences = {
  pass: passSentence,
  fail: failSentence,
  error: () => 'No client was ever connected, so there is nothing to judge.',
} as const

function passSentence(report: StressReport): string {
  const { checked } = report.result.convergence
  const held = heldText(report)
  if (checked === 0) return `Nothing speaks against this run, though no board could be compared; ${held}.`
  const boards =
    checked === 1 ? 'The one board that was compared shows' : `All ${plural(checked, 'board')} that were compared show`
  return `${boards} the same picture as the server, and ${held}.`
}

function failSentence(report: StressReport): string {
  const { convergence, messages } = report.result
  const { length: diverged } = convergence.diverged
  const missed = missedText(report)
  const reasons = [
    ...(diverged > 0
      ? [`${whole(diverged)} of ${plural(convergence.checked, 'board')} ended with another picture than the server`]
      : []),
    ...(messages.foreign > 0
      ? [
          `${plural(messages.foreign, 'message')} reached somebody who should not see ${messages.foreign === 1 ? 'it' : 'them'}`,
        ]
      : []),
    ...(missed === null ? [] : [missed]),
  ]
  return reasons.length === 0 ? 'Something fails this run.' : `${listed(reasons)}.`
}
