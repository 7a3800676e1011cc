import { wordOf } from '@m4sh/tools-core/language'
import { defaultAdvice, defaultExplanation } from './custom/default-words.ts'
import type { ScanLocalization } from './language/index.ts'
import type { CheckResult, FixResult, Sample } from './result.ts'
import { samplesOf } from './samples.ts'
import { unenforcedFacts } from './schema/unenforced-check.ts'

/** What a check says of itself, in the language of the reader. */
export interface CheckWords {
  readonly title: string
  readonly explanation: string
  /** What `--fix` does, or what a human has to. */
  readonly fix: string
}

/** What the config file says of its checks stays as somebody has written it there. */
export function checkWords(t: ScanLocalization, check: CheckResult): CheckWords {
  const { category, title, explanation, fix, fixable } = check
  const isOwn = category === 'Custom'
  return {
    title: isOwn ? title : t.translate(title),
    explanation: isOwn && explanation !== defaultExplanation(title) ? explanation : t.translate(explanation),
    fix: isOwn && !fixable && fix !== defaultAdvice ? fix : t.translate(fix),
  }
}

/** What a human has to do about rows of a check. */
export function adviceText(
  t: ScanLocalization,
  { advice, check }: FixResult['manual'][number],
  checks: readonly Pick<CheckResult, 'id' | 'category'>[],
): string {
  const isOwn = checks.find(({ id }) => id === check)?.category === 'Custom'
  return isOwn && advice !== defaultAdvice ? advice : t.translate(advice)
}

/** The rows that a check shows. Those that are no rows of a table, but columns of the schema, speak the language of the reader. */
export function shownSamples(t: ScanLocalization, check: Pick<CheckResult, 'id' | 'samples'>): readonly Sample[] {
  const samples = samplesOf(check)
  if (check.id !== unenforcedFacts.id) return samples
  return samples.map((sample) => ({ ...sample, row: inWords(t, sample.row) }))
}

const worded = new Set(['state', 'evidence'])

function inWords(t: ScanLocalization, row: Sample['row']): Sample['row'] {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      wordOf(t.messages.words.referenceColumns, name),
      worded.has(name) && typeof value === 'string' ? t.translate(value) : value,
    ]),
  )
}
