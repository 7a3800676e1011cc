import type { ReportFinding } from './report.ts'

/** `src/rooms.js:3`, `public.lessons 17`; empty where a finding has no place. */
export function placeOf({ location, row }: Pick<ReportFinding, 'location' | 'row'>): string {
  if (location) return `${location.file}:${location.line}`
  if (!row) return ''
  return row.key === null ? row.table : `${row.table} ${row.key}`
}
