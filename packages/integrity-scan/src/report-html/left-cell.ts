import type { Cell } from '@m4sh/tools-core/reporting/html'
import type { ScanLocalization } from '../language/index.ts'
import { leftText } from '../report-words.ts'
import type { FixActionResult } from '../result.ts'

/** Rows that were left alone, and why, folded away. */
export function leftCell(t: ScanLocalization, left: FixActionResult['left']): Cell {
  if (left.length === 0) return { text: '–' }
  const rows = left.reduce((sum, { count }) => sum + count, 0)
  return { text: t.messages.words.rows(rows), list: left.map((one) => leftText(t, one)) }
}
