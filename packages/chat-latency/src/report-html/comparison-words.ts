import type { Tone } from '@m4sh/tools-core/reporting/html'
import type { ChatLocalization } from '../language/index.ts'
import type { Comparison } from '../result.ts'

type Verdict = Comparison['verdict']

type LostVerdict = Comparison['lost']['verdict']

interface VerdictWord {
  readonly word: string
  readonly tone: Tone
}

const tones: Readonly<Record<Verdict | LostVerdict, Tone>> = {
  slower: 'warn',
  faster: 'good',
  more: 'warn',
  fewer: 'good',
  same: 'quiet',
  unknown: 'warn',
}

/** Slower is bad only where it is more than is allowed. */
export function comparisonWords(
  t: ChatLocalization,
  { verdict, regressions }: Pick<Comparison, 'verdict' | 'regressions'>,
): VerdictWord {
  return changeWords(t, verdict, regressions.length > 0)
}

/** Of one percentile, or of the share of messages that did not come. */
export function changeWords(t: ChatLocalization, verdict: Verdict | LostVerdict, isRegression: boolean): VerdictWord {
  return { word: t.messages.comparisonVerdicts[verdict], tone: isRegression ? 'bad' : tones[verdict] }
}
