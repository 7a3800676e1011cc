import type { Report, Verdict } from '@m4sh/tools-core/reporting'
import { heldText, missedText } from '@m4sh/tools-core/reporting/html'
import { isUnmeasured } from '../is-unmeasured.ts'
import type { StressLocalization } from '../language/index.ts'
import type { StressResult } from '../result.ts'

type StressReport = Report<StressResult>

/** Why the verdict is what it is. */
export function sentencesOf(
  t: StressLocalization,
): Readonly<Record<Exclude<Verdict, 'invalid'>, (report: StressReport) => string>> {
  return {
    pass: (report) => passSentence(t, report),
    fail: (report) => failSentence(t, report),
    error: ({ result }) => errorSentence(t, result),
  }
}

function passSentence(t: StressLocalization, report: StressReport): string {
  const { checked } = report.result.convergence
  const texts = t.messages.headline.verdict
  const held = heldText(t, report)
  return checked === 0 ? texts.nothingCompared(held) : texts.passed(checked, held)
}

function failSentence(t: StressLocalization, report: StressReport): string {
  const { capacity, clients, convergence, messages } = report.result
  const { length: diverged } = convergence.diverged
  const texts = t.messages.headline.verdict
  const missed = missedText(t, report)
  return texts.failed([
    ...(diverged > 0 ? [texts.diverged(diverged, convergence.checked)] : []),
    ...(messages.foreign > 0 ? [texts.foreign(messages.foreign)] : []),
    ...(convergence.unchecked > 0 ? [texts.unchecked(convergence.unchecked, clients.gone)] : []),
    ...(capacity?.clients === 0 ? [texts.noneHeld] : []),
    ...(missed === null ? [] : [missed]),
  ])
}

function errorSentence(t: StressLocalization, result: StressResult): string {
  const texts = t.messages.headline.verdict
  if (result.clients.connected === 0) return texts.nobodyCame
  return isUnmeasured(result) ? texts.nobodySaw : texts.partsMissing
}
