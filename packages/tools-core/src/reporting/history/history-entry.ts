import { isAbsolute, relative, sep } from 'node:path'
import { type Catalogue, catalogueOf, type Language } from '../../language/index.ts'
import { valueAt } from '../../values/value-at.ts'
import type { Destination } from '../destinations.ts'
import type { Unit } from '../html/chart.ts'
import { isJudged } from '../is-judged.ts'
import type { FindingSeverity, Report, ReportViews, Verdict } from '../report.ts'
import type { HistoryView, Trend, TrendLine } from './history-view.ts'
import { historyWords } from './history-words.ts'

/**
 * A run as a folder keeps it: what a list and its lines need, and no more, so that it stays small whatever the report
 * weighs. A promise to users, as the report is: fields are added, never renamed or dropped.
 */
export interface HistoryEntry {
  readonly schemaVersion: 1
  readonly tool: { readonly name: string; readonly version: string }
  readonly run: Pick<Report<unknown>['run'], 'id' | 'startedAt' | 'finishedAt' | 'durationMs' | 'interrupted' | 'shard'>
  readonly verdict: Verdict
  readonly subject: Catalogue<string>
  /** Of one target is what has the same English text. */
  readonly target: Catalogue<string>
  /** Those that were judged. */
  readonly thresholds: { readonly held: number; readonly missed: number }
  /** By severity, but for those that a baseline knows. */
  readonly findings: Readonly<Record<FindingSeverity, number>>
  readonly warnings: number
  readonly trends: readonly TrendValues[]
  /** Where its reports were written, with `/`, as seen from the folder, and how many bytes each had: what was written over is told by them. */
  readonly reports: readonly KeptReport[]
}

/** A report that was written to a file. */
export interface KeptReport {
  readonly format: Destination['format']
  readonly path: string
  readonly bytes: number
}

/** A trend with the value that each of its lines had in one run, and with its words in every language. */
export interface TrendValues extends Pick<Trend, 'better' | 'unit'> {
  readonly title: Catalogue<string>
  readonly lines: readonly (Pick<TrendLine, 'path'> & {
    readonly label: Catalogue<string>
    readonly value: number | null
  })[]
}

export const severities = ['critical', 'error', 'warning', 'info'] as const satisfies readonly FindingSeverity[]
export const verdicts = ['pass', 'fail', 'invalid', 'error'] as const satisfies readonly Verdict[]
export const units = ['ms', 'perSecond', 'count', 'share', 'percent'] as const satisfies readonly Unit[]

/** Longer ones would be no more than a burden: they are read at a glance. */
const longestText = 300

/**
 * @param written where reports of the run really are, and how large
 * @param folder that keeps the entry
 */
export function historyEntry<Result>(
  report: Report<Result>,
  views: Pick<ReportViews<Result>, 'findings' | 'history'>,
  written: readonly (Destination & { readonly bytes: number })[],
  folder: string,
): HistoryEntry {
  const { tool, verdict, warnings, thresholds } = report
  const { id, startedAt, finishedAt, durationMs, interrupted, shard } = report.run
  const findings = countFindings(report, views)
  const judged = isJudged(report) ? thresholds : []
  const missed = judged.filter(({ passed }) => !passed).length
  const { history } = views
  return {
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    run: { id, startedAt, finishedAt, durationMs, interrupted, shard },
    verdict,
    subject: catalogueOf((language) => shortened(subjectOf(report, language, history))),
    target: catalogueOf((language) => shortened(history?.[language].target(report) ?? '')),
    thresholds: { held: judged.length - missed, missed },
    findings,
    warnings: warnings.length,
    trends: history === undefined ? [] : trendsOf(history, hasFigures(report, history) ? { ...report, findings } : {}),
    reports: written.flatMap(({ bytes, format, path }) => {
      const seen = seenFrom(folder, path)
      return seen === null ? [] : [{ format, path: seen, bytes }]
    }),
  }
}

/** A run without a result did nothing that could be told. */
function subjectOf<Result>(
  report: Report<Result>,
  language: Language,
  views: Catalogue<HistoryView<Result>> | undefined,
): string {
  const { failed, stoppedEarly } = historyWords[language]
  if (report.verdict === 'error') return report.run.interrupted ? stoppedEarly : failed
  return views?.[language].subject(report) ?? ''
}

/** What failed before it could measure has none. */
function hasFigures<Result>(report: Report<Result>, { en }: Catalogue<HistoryView<Result>>): boolean {
  return report.verdict !== 'error' && (en.isMeasured?.(report) ?? true)
}

/** The languages have the same trends and lines, each with its own words. */
function trendsOf<Result>(views: Catalogue<HistoryView<Result>>, report: object): TrendValues[] {
  return views.en.trends.map(({ better, lines, title, unit }, at) => ({
    title: catalogueOf((language) => views[language].trends[at]?.title ?? title),
    unit,
    better,
    lines: lines.map(({ label, path }, line) => ({
      label: catalogueOf((language) => views[language].trends[at]?.lines[line]?.label ?? label),
      path,
      value: figureAt(report, path),
    })),
  }))
}

function countFindings<Result>(
  report: Report<Result>,
  { findings }: Pick<ReportViews<Result>, 'findings'>,
): Record<FindingSeverity, number> {
  const counts = { critical: 0, error: 0, warning: 0, info: 0 }
  for (const { severity, known } of findings(report)) if (!known) counts[severity] += 1
  return counts
}

/** A number, or how many there are; `null` for anything else, and what is not there. */
function figureAt(root: object, path: string): number | null {
  const value = valueAt(root, path)
  if (Array.isArray(value)) return value.length
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

export function shortened(text: string): string {
  // No half of a character may be left at the end.
  return text.length > longestText ? `${text.slice(0, longestText - 1).replace(/\p{Surrogate}$/u, '')}…` : text
}

/** `null` of what no link of the folder could reach: on another drive. */
function seenFrom(folder: string, path: string): string | null {
  const way = relative(folder, path)
  return isAbsolute(way) ? null : way.split(sep).join('/')
}
