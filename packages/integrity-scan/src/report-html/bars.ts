import { type Bar, bar, type Tone } from '@m4sh/tools-core/reporting/html'
import { wordOf } from '@m4sh/tools-core/language'
import type { ScanLocalization } from '../language/index.ts'
import { type ScanReport, severityText } from '../report-words.ts'
import { isMade, type Severity } from '../result.ts'
import { isRepaired, outcomeNow } from '../state-now.ts'
import { categoriesOf, categoryId } from './categories.ts'

type Outcome = ReturnType<typeof outcomeNow>

/**
 * The picture of a run: of each category, how its checks went, after a repair how they do now. Shares of rows would not be
 * seen.
 */
export function toBars(t: ScanLocalization, { result }: ScanReport): Bar[] {
  const { bars: texts, words } = t.messages
  return categoriesOf(result).map(({ category, checks, now }) => {
    const outcomes = checks.map((check) => outcomeNow(check, result))
    const of = (holds: (outcome: Outcome) => boolean): number => outcomes.filter(holds).length
    const failed = (severity: Severity): number => of((one) => one.status === 'failed' && one.severity === severity)
    const shares: [string, number, Tone][] = [
      [texts.critical, failed('critical'), 'bad'],
      [texts.warning, failed('warning'), 'warn'],
      [texts.info, failed('info'), 'info'],
      [texts.passed, of(({ status }) => status === 'passed'), 'good'],
      [texts.notMade, of((one) => !isMade(one)), 'quiet'],
    ]
    const text = texts.text(checks.length, severityText(t, now), isRepaired(result))
    return bar(wordOf(words.categories, category), text, shares, { href: `#${categoryId(category)}` })
  })
}
