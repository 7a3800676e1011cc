import { wordOf } from '@m4sh/tools-core/language'
import { type Column, numbers, section, words } from '@m4sh/tools-core/reporting/html'
import type { ScanLocalization } from '../language/index.ts'
import { type ScanReport, severityText } from '../report-words.ts'
import type { CheckResult, ScanResult, Severity } from '../result.ts'
import { type CheckDetails, detailsOf } from './check-details.ts'
import { type CheckRow, checkRow } from './check-row.ts'
import type { Part } from './page.ts'

/** What templates/checks.ejs shows. */
export interface CategoryChecks {
  readonly tableId: string
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly CheckRow[]
  /** Of checks that found something. */
  readonly details: readonly CheckDetails[]
}

/** A part for each category, with all its checks. */
export function categoryParts(t: ScanLocalization, report: ScanReport): Part[] {
  const { result } = report
  const categories = [...new Set(result.checks.map(({ category }) => category))]
  return categories.map((category) => {
    const checks = result.checks.filter((check) => check.category === category)
    const name = category.toLowerCase()
    const title = wordOf(t.messages.words.categories, category)
    return {
      ...section({ id: `category-${name}`, title, intro: introOf(t, checks) }),
      checks: {
        tableId: `checks-${name}`,
        caption: t.messages.checks.caption,
        columns: columnsFor(t, result),
        rows: checks.map((check) => checkRow(t, check, report)),
        details: checks.filter(({ status }) => status === 'failed').map((check) => detailsOf(t, check, report)),
      },
    }
  })
}

function columnsFor({ messages: { checks: texts } }: ScanLocalization, { comparison }: ScanResult): readonly Column[] {
  return [
    words(texts.check),
    words(texts.outcome),
    numbers(texts.broken),
    numbers(texts.lookedAt),
    numbers(texts.share),
    ...(comparison === null ? [] : [words(texts.change)]),
    numbers(texts.time),
    words(texts.repair),
  ]
}

function introOf(t: ScanLocalization, checks: readonly CheckResult[]): string {
  const sum = (severity: Severity): number => checks.reduce((total, { bySeverity }) => total + bySeverity[severity], 0)
  const found = { critical: sum('critical'), warning: sum('warning'), info: sum('info') }
  const lacking = checks.filter(({ status }) => status === 'skipped' || status === 'error').length
  const { checks: texts, words: shared } = t.messages
  return texts.intro(severityText(t, found), lacking === 0 ? null : shared.lackingChecks(lacking))
}
