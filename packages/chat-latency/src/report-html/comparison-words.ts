import type { Tone } from '@m4sh/tools-core/reporting/html'
import type { Comparison } from '../result.ts'

type Verdict = Comparison['verdict']

const words: Readonly<Record<Verdict, { readonly word: string; readonly tone: Tone }>> = {
  slower: { word: 'Slower', tone: 'warn' },
  faster: { word: 'Faster', tone: 'good' },
  same: { word: 'No difference shown', tone: 'quiet' },
}

/** Slower is bad only where it is more than is allowed. */
export function comparisonWords({ verdict, regressions }: Pick<Comparison, 'verdict' | 'regressions'>) {
  return regressions.length > 0 ? ({ ...words[verdict], tone: 'bad' } as const) : words[verdict]
}

/** Of one percentile. */
export function changeWords(verdict: Verdict, isRegression: boolean) {
  return comparisonWords({ verdict, regressions: isRegression ? ['it'] : [] })
}
