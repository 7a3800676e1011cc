// Light things only: the renderers of the formats are loaded when a report is written.
export { type Destination, type DestinationFlags, resolveDestinations } from './destinations.ts'
export { escapeHtml, escapeMarkdown, escapeTerminal, escapeXml, scriptJson } from './escape.ts'
export { type Format, formats } from './formats.ts'
export { redact, redactText } from './redact.ts'
export type {
  CsvTable,
  FindingSeverity,
  Report,
  ReportFinding,
  ReportViews,
  RuleInfo,
  TextStyle,
  ThresholdRow,
  Verdict,
} from './report.ts'
export { type ReportEnd, type ReportStart, startReport } from './start-report.ts'
export { padEnd, textWidth, truncate } from './text-table.ts'
export { writeReports } from './write-reports.ts'
