import { wordOf } from '@m4sh/tools-core/language'
import { type Column, numbers, section, table, type Table, words } from '@m4sh/tools-core/reporting/html'
import type { ScanLocalization } from '../language/index.ts'
import { type ScanReport, severityText } from '../report-words.ts'
import { isMade, type ScanResult } from '../result.ts'
import { isRepaired } from '../state-now.ts'
import { categoriesOf, type Category, categoryId } from './categories.ts'
import { type CheckDetails, detailsOf } from './check-details.ts'
import { checkRow } from './check-row.ts'
import type { Part } from './page.ts'

/** What templates/checks.ejs shows. */
export interface CategoryChecks {
  readonly table: Table
  /** Of checks that found something. */
  readonly details: readonly CheckDetails[]
}

/** A part for each category, with all its checks. */
export function categoryParts(t: ScanLocalization, report: ScanReport): Part[] {
  const { result } = report
  return categoriesOf(result).map((one) => {
    const { category, checks } = one
    const title = wordOf(t.messages.words.categories, category)
    return {
      ...section({
        id: categoryId(category),
        title,
        intro: introOf(t, one, isRepaired(result)),
        paths: pathsOf(one, result),
      }),
      checks: {
        table: table({
          id: `checks-${category.toLowerCase()}`,
          caption: isRepaired(result) ? t.messages.checks.captionRepaired : t.messages.checks.caption,
          columns: columnsFor(t, result),
          rows: checks.map((check) => checkRow(t, check, report)),
        }),
        details: checks.filter(({ status }) => status === 'failed').map((check) => detailsOf(t, check, report)),
      },
    }
  })
}

/** By their places in the report. */
function pathsOf({ checks }: Category, result: ScanResult): string[] {
  return checks.map((check) => `result.checks.${result.checks.indexOf(check)}`)
}

function columnsFor({ messages: { checks: texts } }: ScanLocalization, result: ScanResult): readonly Column[] {
  const repaired = isRepaired(result)
  return [
    words(texts.check),
    words(repaired ? texts.outcomeBefore : texts.outcome),
    numbers(repaired ? texts.brokenBefore : texts.broken),
    ...(repaired ? [numbers(texts.brokenNow)] : []),
    numbers(texts.lookedAt),
    numbers(texts.share),
    ...(result.comparison === null ? [] : [words(texts.change)]),
    numbers(texts.time),
    words(texts.repair),
  ]
}

function introOf(t: ScanLocalization, { checks, found, now }: Category, repaired: boolean): string {
  const lacking = checks.filter((check) => !isMade(check)).length
  const { checks: texts, words: shared } = t.messages
  const rows = repaired ? shared.beforeAndNow(severityText(t, found), severityText(t, now)) : severityText(t, found)
  return texts.intro(rows, lacking === 0 ? null : shared.lackingChecks(lacking))
}
