import type { CheckResult, ScanResult, Severity } from '../result.ts'

export interface Category {
  readonly category: string
  readonly checks: readonly CheckResult[]
  /** Broken rows. */
  readonly found: Readonly<Record<Severity, number>>
}

/** In the order of their checks. */
export function categoriesOf(result: ScanResult): Category[] {
  const categories = [...new Set(result.checks.map(({ category }) => category))]
  return categories.map((category) => {
    const checks = result.checks.filter((check) => check.category === category)
    const sum = (severity: Severity): number => checks.reduce((total, one) => total + one.bySeverity[severity], 0)
    return { category, checks, found: { critical: sum('critical'), warning: sum('warning'), info: sum('info') } }
  })
}

/** Of its part of the page. */
export function categoryId(category: string): string {
  return `category-${category.toLowerCase()}`
}
