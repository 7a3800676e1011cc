import type { CheckResult, ScanResult, Severity } from '../result.ts'
import { rowsNow } from '../state-now.ts'

export interface Category {
  readonly category: string
  readonly checks: readonly CheckResult[]
  /** Broken rows that the scan found. */
  readonly found: Readonly<Record<Severity, number>>
  /** Those that there are when the run is over. */
  readonly now: Readonly<Record<Severity, number>>
}

/** In the order of their checks. */
export function categoriesOf(result: ScanResult): Category[] {
  const categories = [...new Set(result.checks.map(({ category }) => category))]
  return categories.map((category) => {
    const checks = result.checks.filter((check) => check.category === category)
    const found = sumOf(checks.map(({ bySeverity }) => bySeverity))
    const now = sumOf(checks.flatMap((check) => rowsNow(check, result) ?? []))
    return { category, checks, found, now }
  })
}

function sumOf(counts: readonly Category['found'][]): Category['found'] {
  const sum = (severity: Severity): number => counts.reduce((total, one) => total + one[severity], 0)
  return { critical: sum('critical'), warning: sum('warning'), info: sum('info') }
}

/** Of its part of the page. */
export function categoryId(category: string): string {
  return `category-${category.toLowerCase()}`
}
