import { type Bar, bar, type Tone } from '@m4sh/tools-core/reporting/html'
import { wordOf } from '@m4sh/tools-core/language'
import type { ScanLocalization } from '../language/index.ts'
import { type ScanReport, severityText } from '../report-words.ts'
import { type CheckResult, isMade, type Severity } from '../result.ts'
import { categoriesOf, categoryId } from './categories.ts'

/** The picture of a scan: of each category, how its checks went. Shares of rows would not be seen. */
export function toBars(t: ScanLocalization, { result }: ScanReport): Bar[] {
  const { bars: texts, words } = t.messages
  return categoriesOf(result).map(({ category, checks, found }) => {
    const of = (holds: (check: CheckResult) => boolean): number => checks.filter(holds).length
    const failed = (severity: Severity): number => of((one) => one.status === 'failed' && one.severity === severity)
    const shares: [string, number, Tone][] = [
      [texts.critical, failed('critical'), 'bad'],
      [texts.warning, failed('warning'), 'warn'],
      [texts.info, failed('info'), 'info'],
      [texts.passed, of(({ status }) => status === 'passed'), 'good'],
      [texts.notMade, of((one) => !isMade(one)), 'quiet'],
    ]
    const text = texts.text(checks.length, severityText(t, found))
    return bar(wordOf(words.categories, category), text, shares, { href: `#${categoryId(category)}` })
  })
}
