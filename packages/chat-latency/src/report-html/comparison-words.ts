import type { Tone } from '@m4sh/tools-core/reporting/html'
import type { Comparison } from '../result.ts'

type Verdict = Comparison['verdict']

const words: Readonly<Record<Verdict, { readonly word: string; readonly tone: Tone }>> = {
  slower: { word: 'Slower', tone: 'warn' },
  faster: { word: 'Faster', tone: 'good' },
  same: { word: 'No difference shown', tone: 'quiet' },
  unknown: { word: 'Cannot be judged', tone: 'warn' },
}

/** Slower is bad only where it is more than is allowed. */
export function comparisonWords({ verdict, regressions }: Pick<Comparison, 'verdict' | 'regressions'>) {
  return regressions.length > 0 ? ({ ...words[verdict], tone: 'bad' } as const) : words[verdict]
}

/** Of one percentile. */
export function changeWords(verdict: Verdict, isRegression: boolean) {
  return comparisonWords({ verdict, regressions: isRegression ? ['it'] : [] })
}

/** Of the share of messages that did not come. */
export function lostWords(verdict: Comparison['lost']['verdict'], isRegression: boolean) {
  const found = lost[verdict]
  return isRegression ? ({ ...found, tone: 'bad' } as const) : found
}

const lost: Readonly<Record<Comparison['lost']['verdict'], { readonly word: string; readonly tone: Tone }>> = {
  more: { word: 'More', tone: 'warn' },
  fewer: { word: 'Fewer', tone: 'good' },
  same: words.same,
  unknown: words.unknown,
}
