import type { Language } from '@m4sh/tools-core/language'
import { withVisibleText, type Report } from '@m4sh/tools-core/reporting'
import type { ContractLocalization, ContractMessages } from '../language/index.ts'
import type { ContractResult } from '../result.ts'
import { translateWarning } from '../translate-warning.ts'
import { RULES } from '../rules/registry.ts'
import { shownTitle } from '../shown-title.ts'
import { toFacts, type Fact } from './facts.ts'
import { toFilters, type Filter } from './filters.ts'
import { toRows, type Row } from './rows.ts'
import { sectionsOf, type Section, type SectionId } from './sections.ts'
import { SourceFiles, type SourceFile } from './source-files.ts'
import { DEFAULT_SOURCE_LINK, fileLink, isSourceLink } from './source-link.ts'
import { findingsLine, headlineOf, subjectOf, toBars, toTiles, type Bar, type Tile } from './summary.ts'

export interface PageOptions {
  /** Template of links to the source: `{root}`, `{file}`, `{line}`, `{column}`. Other schemes than pages' and editors' give no links. */
  sourceLink?: string
  /** Absolute folder that the `file`s of each frontend are relative to, where that is not its `root`. */
  sourceRoots?: readonly string[]
}

/** All that the template shows, ready to print: the page's only computing happens here and in its filters. */
export interface Page {
  title: string
  subject: string
  verdict: { passed: boolean; word: string; headline: string; findings: string; thresholds: string[] }
  tiles: Tile[]
  bars: Bar[]
  facts: Fact[]
  warnings: string[]
  filters: Filter[]
  /** `rows` are those that stand in the page itself; with scripts every row of `data` is reachable. */
  sections: (Section & { count: number; rows: Row[] })[]
  data: PageData
}

/** What the client script works with. */
export interface PageData {
  rows: Row[]
  files: SourceFile[]
  sections: Pick<Section, 'id' | 'open' | 'columns'>[]
  /** Address of the documentation of each rule. */
  docs: Record<string, string>
  language: Language
  words: Pick<ContractMessages, 'controls' | 'rows'>
}

/** Rows that stand in the page for readers without scripts, spent from the first section on. */
export const ROWS_WITHOUT_SCRIPT = 500

export function toPage(t: ContractLocalization, report: Report<ContractResult>, options: PageOptions = {}): Page {
  const { result } = report
  const files = new SourceFiles(linkOf(result, options))
  const rows = toRows(t, result, files)
  const fileList = files.toArray()
  const counts = countBySection(rows)
  return withVisibleText({
    title: titleOf(t, result),
    subject: subjectOf(t, result),
    verdict: verdictOf(t, report),
    tiles: toTiles(t, result, counts.get('findings') ?? 0),
    bars: toBars(t, result),
    facts: toFacts(t, result, report),
    warnings: [
      ...(report.run.interrupted ? [t.messages.page.verdict.incomplete] : []),
      ...report.warnings.map((warning) => translateWarning(t, result, warning)),
    ],
    filters: toFilters(t, rows, fileList, {
      frontends: result.frontends.map(({ root }) => root),
      schemas: result.schemas.map((schema) => shownTitle(t, schema) || schema.source),
      baseline: result.baseline !== null,
    }),
    sections: withRows(t, rows, report.run.interrupted),
    data: {
      rows,
      files: fileList,
      sections: sectionsOf(t).map(({ id, open, columns }) => ({ id, open, columns })),
      docs: Object.fromEntries(RULES.map(({ id, docs }) => [id, docs])),
      language: t.language,
      words: { controls: t.messages.controls, rows: t.messages.rows },
    },
  })
}

function titleOf(t: ContractLocalization, { schemas }: ContractResult): string {
  const { title, titleOf: titleWith } = t.messages.page
  const names = schemas.map((schema) => shownTitle(t, schema)).filter((name) => name !== '')
  return names.length === 0 ? title : titleWith(names.join(', '))
}

function verdictOf(t: ContractLocalization, report: Report<ContractResult>): Page['verdict'] {
  const { core, messages, figure } = t
  const texts = messages.page
  const isInterrupted = report.run.interrupted
  const isClean = report.result.findings.length === 0
  return {
    passed: report.verdict === 'pass',
    word: isInterrupted ? texts.verdict.interrupted : core.verdict[report.verdict],
    headline: headlineOf(t, report.verdict, report.result.summary, isInterrupted),
    findings: isInterrupted && isClean ? texts.findings.noneSoFar : findingsLine(t, report.result),
    thresholds: report.thresholds
      .filter(({ passed }) => !passed)
      .map(({ expression, actual }) => texts.missed(expression, actual === null ? core.unknown : figure(actual))),
  }
}

function linkOf(result: ContractResult, { sourceLink = DEFAULT_SOURCE_LINK, sourceRoots = [] }: PageOptions) {
  if (!isSourceLink(sourceLink)) return () => null
  return (path: string, frontend: number) =>
    fileLink(sourceLink, sourceRoots[frontend] ?? result.frontends[frontend]?.root ?? '', path)
}

function withRows(t: ContractLocalization, rows: readonly Row[], isInterrupted: boolean): Page['sections'] {
  let left = ROWS_WITHOUT_SCRIPT
  const sections: Page['sections'] = []
  for (const section of sectionsOf(t)) {
    const all = rows.filter((row) => row.section === section.id)
    const shown = all.slice(0, left)
    left -= shown.length
    // Nothing is said of what was not compared.
    const empty = isInterrupted ? t.messages.page.nothingYet : section.empty
    sections.push({ ...section, empty, count: all.length, rows: shown })
  }
  return sections
}

function countBySection(rows: readonly Row[]): Map<SectionId, number> {
  const counts = new Map<SectionId, number>()
  for (const { section } of rows) counts.set(section, (counts.get(section) ?? 0) + 1)
  return counts
}
