import papaparse from 'papaparse'
import type { CsvTable } from './report.ts'

/** A cell that a spreadsheet would take for a formula. Plain numbers are none, negative ones included. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/
const plainNumber = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i

/** A table as CSV (RFC 4180), a header line first. Texts that a spreadsheet would run get an apostrophe in front. */
export function renderCsv({ columns, rows }: CsvTable): string {
  const text = papaparse.unparse(
    { fields: columns.map((column) => String(cell(column))), data: rows.map((row) => row.map(cell)) },
    { newline: '\r\n' },
  )
  return `${text}\r\n`
}

function cell(value: unknown): string | number | boolean {
  if (value === null || value === undefined) return ''
  // What is no number is unknown.
  if (typeof value === 'number') return Number.isFinite(value) ? value : ''
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value : typeof value === 'bigint' ? value.toString() : JSON.stringify(value)
  return formula.test(text) && !plainNumber.test(text) ? `'${text}` : text
}
