import { withVisibleText } from '@m4sh/tools-core/reporting'
import {
  type Bar,
  type Figure,
  figureText,
  runSection,
  runText,
  type Section,
  type Table,
  thresholdTable,
  type VerdictView,
  verdictWord,
} from '@m4sh/tools-core/reporting/html'
import type { ScanLocalization } from '../language/index.ts'
import { verdictSentences } from '../report-verdict.ts'
import type { ScanReport } from '../report-words.ts'
import { isRepaired } from '../state-now.ts'
import { toBars } from './bars.ts'
import { type CategoryChecks, categoryParts } from './category-parts.ts'
import { comparisonSection } from './sections/comparison.ts'
import { fixSection } from './sections/fix.ts'
import { notCheckedSection } from './sections/not-checked.ts'
import { tablesSection } from './sections/tables.ts'
import { undoSection } from './sections/undo.ts'
import { toTiles } from './tiles.ts'

/** All that the page shows, ready to print. */
export interface ScanPage {
  readonly title: string
  readonly subject: string
  readonly verdict: VerdictView
  readonly thresholds: Table | null
  readonly warnings: readonly string[]
  readonly tiles: readonly Figure[]
  readonly bars: readonly Bar[]
  readonly parts: readonly Part[]
}

/** A part of the page; that of a category has its checks. */
export type Part = Section & { readonly checks: CategoryChecks | null }

export function toPage(t: ScanLocalization, report: ScanReport): ScanPage {
  const { result, warnings } = report
  const before = [
    result.undo === null ? null : undoSection(t, result.undo),
    result.fix === null ? null : fixSection(t, result.fix, result),
    result.comparison === null ? null : comparisonSection(t, result.comparison, isRepaired(result)),
  ]
  const after = [
    result.notChecked.length === 0 ? null : notCheckedSection(t, result.notChecked),
    result.tables.length === 0 ? null : tablesSection(t, result.tables),
    runSection(t, report, t.messages.runIntro),
  ]
  return withVisibleText({
    title: t.messages.words.title,
    subject: subjectOf(t, report),
    verdict: verdictOf(t, report),
    thresholds: asOfNow(t, report, thresholdTable(t, report, figureText)),
    warnings: warnings.map(t.translate),
    tiles: toTiles(t, result),
    bars: toBars(t, report),
    parts: [...plainParts(before), ...categoryParts(t, report), ...plainParts(after)],
  })
}

function plainParts(sections: readonly (Section | null)[]): Part[] {
  return sections.flatMap((section) => (section === null ? [] : [{ ...section, checks: null }]))
}

function subjectOf(t: ScanLocalization, { result, run, target }: ScanReport): string {
  const database = typeof target['database'] === 'string' ? [target['database']] : []
  const server = result.snapshot === null ? [] : [`PostgreSQL ${result.snapshot.serverVersion}`]
  return [[...database, ...server].join(', '), runText(t, run)].join('; ')
}

function verdictOf(t: ScanLocalization, report: ScanReport): VerdictView {
  const [sentence, ...details] = verdictSentences(t, report)
  return { ...verdictWord(t, report.verdict), sentence, details }
}

/** After a repair it is said that thresholds are about what it has left. */
function asOfNow(t: ScanLocalization, { result }: ScanReport, thresholds: Table | null): Table | null {
  if (thresholds === null || !isRepaired(result)) return thresholds
  return { ...thresholds, caption: t.messages.words.thresholdsAfter }
}
