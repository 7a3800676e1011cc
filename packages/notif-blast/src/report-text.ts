import { padEnd, type TextStyle } from '@m4sh/tools-core/reporting'
import { measurementText } from '@m4sh/tools-core/reporting/measurement-text'
import type { BlastLocalization } from './language/index.ts'
import { type BlastReport, commandRows, summaryRows } from './summary-rows.ts'

/** The report for a terminal. Commands that go on from here come last, where the next one is typed. */
export function renderText(t: BlastLocalization, report: BlastReport, style: TextStyle): string {
  const rows = summaryRows(t, report)
  const labelWidth = 1 + Math.max(...rows.map(([label]) => label.length))
  const text = measurementText(t, report, style, {
    title: report.result.dryRun ? t.messages.dryRunTitle : t.messages.title,
    rows,
    labelWidth,
    details: () => [],
  })
  // A line that is broken cannot be copied.
  const commands = commandRows(t, report.result).map(
    ([label, command]) => `  ${padEnd(label, labelWidth)} ${command}\n`,
  )
  return commands.length === 0 ? text : `${text}\n${commands.join('')}`
}
