import { toPage } from '../src/report-html/page.ts'
import { renderText } from '../src/report-text.ts'
import { ukrainian } from './languages.ts'
import type { ScanReport } from './sample-result.ts'

/** Statements are in English, whoever reads them. */
export function withoutSql(report: ScanReport): ScanReport {
  const checks = report.result.checks.map((check) => ({ ...check, sql: null }))
  return { ...report, result: { ...report.result, checks } }
}

/** All texts of both views in Ukrainian, cell by cell; but for the options, which are as they were given. */
export function sentencesIn(report: ScanReport): string[] {
  const { parts, ...page } = toPage(ukrainian, report)
  const text = renderText(ukrainian, report, { color: false }, { verbose: true })
  return [...text.split(/\n|\s{2,}/), ...textsIn({ ...page, parts: parts.filter(({ id }) => id !== 'options') })]
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
