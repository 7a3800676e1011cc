import { withVisibleText } from '@m4sh/tools-core/reporting'
import {
  type Figure,
  figureText,
  runSection,
  runText,
  type Section,
  type Table,
  thresholdTable,
  type VerdictView,
} from '@m4sh/tools-core/reporting/html'
import { verdictSentences } from '../report-verdict.ts'
import type { ScanReport } from '../report-words.ts'
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
  readonly parts: readonly Part[]
}

/** A part of the page; that of a category has its checks. */
export type Part = Section & { readonly checks: CategoryChecks | null }

export function toPage(report: ScanReport): ScanPage {
  const { result, warnings } = report
  const before = [
    result.undo === null ? null : undoSection(result.undo),
    result.fix === null ? null : fixSection(result.fix, result.summary),
    result.comparison === null ? null : comparisonSection(result.comparison),
  ]
  const after = [
    result.notChecked.length === 0 ? null : notCheckedSection(result.notChecked),
    result.tables.length === 0 ? null : tablesSection(result.tables),
    runSection(report, 'Where it was run, and with which options.'),
  ]
  return withVisibleText({
    title: 'Integrity scan',
    subject: subjectOf(report),
    verdict: verdictOf(report),
    thresholds: thresholdsOf(report),
    warnings,
    tiles: toTiles(result),
    parts: [...plainParts(before), ...categoryParts(report), ...plainParts(after)],
  })
}

function plainParts(sections: readonly (Section | null)[]): Part[] {
  return sections.flatMap((section) => (section === null ? [] : [{ ...section, checks: null }]))
}

function subjectOf({ result, run, target }: ScanReport): string {
  const database = typeof target['database'] === 'string' ? [target['database']] : []
  const server = result.snapshot === null ? [] : [`PostgreSQL ${result.snapshot.serverVersion}`]
  return [[...database, ...server].join(', '), runText(run)].join('; ')
}

const verdicts = {
  pass: { tone: 'good', word: 'Pass' },
  fail: { tone: 'bad', word: 'Fail' },
  invalid: { tone: 'warn', word: 'Invalid' },
  error: { tone: 'bad', word: 'Error' },
} as const satisfies Record<ScanReport['verdict'], Pick<VerdictView, 'tone' | 'word'>>

function verdictOf(report: ScanReport): VerdictView {
  const [sentence, ...details] = verdictSentences(report)
  return { ...verdicts[report.verdict], sentence, details }
}

/** The core asks whether the machine was too slow to be believed; counts of rows do not depend on that. */
function thresholdsOf(report: ScanReport): Table | null {
  return thresholdTable({ ...report, result: { generator: { level: 'ok' } } }, figureText)
}
