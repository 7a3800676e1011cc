import papaparse from 'papaparse'
import { escapeInvisible } from '../terminal/escape.ts'
import type { CsvTable } from './report.ts'

/** A cell that a spreadsheet would take for a formula. Plain numbers are none, negative ones included. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/
const plainNumber = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i

/**
 * What a spreadsheet would take for one if it opens the file by semicolons or tabs, as it does wherever the comma parts
 * whole numbers from fractions: to it, quotes in the middle of a cell hold neither separators nor line ends together.
 */
const hiddenFormula = /(?=[=+\-@＝＋－＠])(?<=[;\t\r\n]"*)/g

/** Rows that are written at once. */
const batchSize = 500

/**
 * A table as CSV (RFC 4180), a header line first. Texts that a spreadsheet would run get an apostrophe in front. The rows
 * are read as they are written.
 */
export async function* csvPieces({ columns, rows }: CsvTable): AsyncGenerator<string> {
  // With the header as a row like the others: papaparse puts an empty line under one that stands alone.
  let batch: Cell[][] = [columns.map(cell)]
  for await (const row of rows) {
    if (batch.length >= batchSize) {
      yield linesOf(batch)
      batch = []
    }
    batch.push(row.map(cell))
  }
  yield linesOf(batch)
}

type Cell = string | number | boolean

function linesOf(rows: Cell[][]): string {
  return `${papaparse.unparse(rows, { newline: '\r\n' })}\r\n`
}

function cell(value: unknown): Cell {
  if (value === null || value === undefined) return ''
  // What is no number is unknown.
  if (typeof value === 'number') return Number.isFinite(value) ? value : ''
  if (typeof value === 'boolean') return value
  const raw = typeof value === 'string' ? value : typeof value === 'bigint' ? value.toString() : JSON.stringify(value)
  const text = escapeInvisible(raw)
  if (plainNumber.test(text)) return text
  return `${formula.test(text) ? "'" : ''}${text.replace(hiddenFormula, "'")}`
}
