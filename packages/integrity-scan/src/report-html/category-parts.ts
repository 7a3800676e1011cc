import { plural } from '@m4sh/tools-core/reporting'
import { type Column, numbers, section, words } from '@m4sh/tools-core/reporting/html'
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
export function categoryParts(report: ScanReport): Part[] {
  const { result } = report
  const categories = [...new Set(result.checks.map(({ category }) => category))]
  return categories.map((category) => {
    const checks = result.checks.filter((check) => check.category === category)
    const name = category.toLowerCase()
    return {
      ...section({ id: `category-${name}`, title: category, intro: introOf(checks) }),
      checks: {
        tableId: `checks-${name}`,
        caption: 'Each check with what it found; those that found something link to the rows.',
        columns: columnsFor(result),
        rows: checks.map((check) => checkRow(check, report)),
        details: checks.filter(({ status }) => status === 'failed').map((check) => detailsOf(check, report)),
      },
    }
  })
}

function columnsFor({ comparison }: ScanResult): readonly Column[] {
  return [
    words('Check'),
    words('Outcome'),
    numbers('Broken'),
    numbers('Looked at'),
    numbers('Share'),
    ...(comparison === null ? [] : [words('Change')]),
    numbers('Time'),
    words('Repair'),
  ]
}

function introOf(checks: readonly CheckResult[]): string {
  const sum = (severity: Severity): number => checks.reduce((total, { bySeverity }) => total + bySeverity[severity], 0)
  const found = { critical: sum('critical'), warning: sum('warning'), info: sum('info') }
  const lacking = checks.filter(({ status }) => status === 'skipped' || status === 'error').length
  const rest = lacking === 0 ? '' : `; ${plural(lacking, 'check')} could not be made`
  return `Found: ${severityText(found)}${rest}.`
}
