// Light things only: the renderers of the formats are loaded when a report is written.
export { escapeInvisible, escapeTerminal } from '../terminal/escape.ts'
export { wrapLine } from '../terminal/wrap.ts'
export { padEnd, textWidth } from '../terminal/text-width.ts'
export { shownFigure } from '../stats/shown-figure.ts'
export type { ThresholdRow } from '../stats/thresholds.ts'
export {
  alsoAsJson,
  type Destination,
  type DestinationFlags,
  destinationsWithUndo,
  resolveDestinations,
  type UndoableRun,
  withExtension,
} from './destinations.ts'
export { escapeHtml, escapeMarkdown, escapeXml, scriptJson } from './escape.ts'
export { exitCodeOf } from './exit-code-of.ts'
export { painter, type Paint } from './paint.ts'
export type { HistoryView, Trend, TrendLine } from './history/history-view.ts'
export { type EarlierReport, readReport } from './read-report.ts'
export { findBaselines } from './find-baselines.ts'
export { withVisibleText } from './visible-text.ts'
export { type Format, formats } from './format-names.ts'
export type {
  CsvTable,
  FindingSeverity,
  Report,
  ReportCheck,
  ReportFinding,
  ReportViews,
  RuleInfo,
  TextStyle,
  Verdict,
} from './report.ts'
export { type ReportEnd, type ReportStart, startReport, usualPlainFields } from './start-report.ts'
export { bytes, isOrAre, listed, ms, perSecond, plural, share, wasOrWere, whole } from './units.ts'
export { writeReports } from './write-reports.ts'
