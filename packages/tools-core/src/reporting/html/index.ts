// A report with charts. It loads templates, ejs and the chart library: import it where a report is rendered, not before.
export { type Bar, type BarPart, bar } from './bar.ts'
export { type AxisKind, type Chart, type ChartLine, drawn, drawnLogarithmic, spanOf, type Unit } from './chart.ts'
export { type Distribution, distributionOf } from './distribution.ts'
export { type Figure, figure } from './figure.ts'
export { figureText } from './figure-text.ts'
export { type Facet, facetOf, type FacetOption, type Filter } from './filter.ts'
export { type Interval, type IntervalMarks, IntervalScale } from './interval.ts'
export { type PageData, type PageExtras, renderReportPage, type ReportPage, reportPage, runText } from './page.ts'
export { pageWords, type PageWords } from './page-words.ts'
export { type Curve, percentileChart, type PercentileMarks, percentileTable } from './percentile-curve.ts'
export { type Forms, forms, type Said, say } from './say.ts'
export { type Section, section } from './section.ts'
export { type CountedErrors, errorsSection } from './sections/errors.ts'
export { generatorSection, generatorTile, type JudgedGenerator } from './sections/generator.ts'
export { runSection } from './sections/run.ts'
export { type Slice, slicesOf } from './slices.ts'
export {
  bounded,
  type Cell,
  type Column,
  countCell,
  facetedTable,
  numbers,
  type Row,
  shareCell,
  summaryTable,
  type Table,
  table,
  timeCell,
  words,
} from './table.ts'
export { percentileNote } from './percentile-note.ts'
export { pageScript, pageStyles, renderTemplate } from './templates.ts'
export type { Tone } from './tone.ts'
export { heldText, missedText, thresholdTable, type VerdictView, verdictView, verdictWord } from './verdict.ts'
