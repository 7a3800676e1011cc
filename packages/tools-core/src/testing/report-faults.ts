import papaparse from 'papaparse'
import { type Format, formats } from '../reporting/format-names.ts'
import { render } from '../reporting/formats.ts'
import type { Report, ReportViews } from '../reporting/report.ts'
import { pageFaults } from './page-faults.ts'

/** In a text for a terminal: all that is no character of its own, but for the end of a line. */
const terminalControl = /(?!\n)[\p{Cc}\p{Bidi_Control}]/u

/** In XML 1.0 there is no way to say these; from DEL on there is. */
const notInXml = /(?![\t\n\r\u007F-\u009F])[\p{Cc}\uFFFE\uFFFF]/u

/** What a spreadsheet would take for a formula. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

const plainNumber = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i

const judges: Readonly<Record<Format, (text: string) => string[]>> = {
  html: pageFaults,
  text: (text) => found(terminalControl, text),
  markdown: (text) => [...found(terminalControl, text), ...found(/<(?!br>)/, text)],
  junit: (text) => found(notInXml, text),
  csv: csvFaults,
  json: jsonFaults,
  sarif: jsonFaults,
}

/**
 * Writes a report in every format and reads each as strictly as whoever takes it: what is wrong with them, by format. It is
 * for reports whose texts were made to be taken for something else.
 */
export async function reportFaults<Result>(report: Report<Result>, views: ReportViews<Result>): Promise<string[]> {
  const faults: string[] = []
  for (const format of formats) {
    const pieces: string[] = []
    for await (const piece of render(format, report, views, { color: false, whole: true })) pieces.push(piece)
    faults.push(...judges[format](pieces.join('')).map((fault) => `${format}: ${fault}`))
  }
  return faults
}

function found(pattern: RegExp, text: string): string[] {
  const match = pattern.exec(text)
  return match === null
    ? []
    : [`${JSON.stringify(match[0])} after ${JSON.stringify(text.slice(0, match.index).slice(-40))}`]
}

function csvFaults(text: string): string[] {
  const { data, errors } = papaparse.parse<string[]>(text, { skipEmptyLines: true })
  const widths = new Set(data.map((row) => row.length))
  return [
    ...errors.map(({ message, row }) => `${message} (row ${row})`),
    ...(widths.size > 1 ? [`rows of ${[...widths].join(', ')} cells`] : []),
    ...data
      .flat()
      .filter((cell) => formula.test(cell) && !plainNumber.test(cell))
      .map((cell) => `a formula ${JSON.stringify(cell)}`),
  ]
}

function jsonFaults(text: string): string[] {
  try {
    JSON.parse(text)
    return []
  } catch (error) {
    return [String(error)]
  }
}
