import { withVisibleText, shownFigure, type Report } from '@m4sh/tools-core/reporting'
import type { ContractLocalization } from '../messages/index.ts'
import type { ContractResult } from '../result.ts'
import { RULES } from '../rules/registry.ts'
import { toFacts, type Fact } from './facts.ts'
import { toFilters, type Filter } from './filters.ts'
import { toRows, type Row } from './rows.ts'
import { SECTIONS, type Section, type SectionId } from './sections.ts'
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
}

/** Rows that stand in the page for readers without scripts, spent from the first section on. */
export const ROWS_WITHOUT_SCRIPT = 500

const VERDICT_WORD: Readonly<Record<string, string>> = {
  pass: 'Pass',
  fail: 'Fail',
  invalid: 'Invalid',
  error: 'Error',
}

export function toPage(t: ContractLocalization, report: Report<ContractResult>, options: PageOptions = {}): Page {
  const { result } = report
  const files = new SourceFiles(linkOf(result, options))
  const rows = toRows(result, files)
  const fileList = files.toArray()
  const counts = countBySection(rows)
  return withVisibleText({
    title: titleOf(result),
    subject: subjectOf(result),
    verdict: verdictOf(report),
    tiles: toTiles(t, result, counts.get('findings') ?? 0),
    bars: toBars(t, result),
    facts: toFacts(result, report),
    warnings: report.run.interrupted
      ? ['The run was interrupted: this report is not complete.', ...report.warnings]
      : report.warnings,
    filters: toFilters(rows, fileList, {
      frontends: result.frontends.map(({ root }) => root),
      schemas: result.schemas.map(({ title, source }) => title || source),
      baseline: result.baseline !== null,
    }),
    sections: withRows(rows, report.run.interrupted),
    data: {
      rows,
      files: fileList,
      sections: SECTIONS.map(({ id, open, columns }) => ({ id, open, columns })),
      docs: Object.fromEntries(RULES.map(({ id, docs }) => [id, docs])),
    },
  })
}

function titleOf({ schemas }: ContractResult): string {
  const names = schemas.map(({ title }) => title).filter((title) => title !== '')
  return names.length === 0 ? 'API contract' : `API contract: ${names.join(', ')}`
}

function verdictOf(report: Report<ContractResult>): Page['verdict'] {
  const isInterrupted = report.run.interrupted
  const isClean = report.result.findings.length === 0
  return {
    passed: report.verdict === 'pass',
    word: isInterrupted ? 'Interrupted' : (VERDICT_WORD[report.verdict] ?? report.verdict),
    headline: headlineOf(report.verdict, report.result.summary, isInterrupted),
    findings: isInterrupted && isClean ? 'No findings so far.' : findingsLine(report.result),
    thresholds: report.thresholds
      .filter(({ passed }) => !passed)
      .map(({ expression, actual }) => `Threshold ${expression} failed: ${shownFigure(actual)}`),
  }
}

function linkOf(result: ContractResult, { sourceLink = DEFAULT_SOURCE_LINK, sourceRoots = [] }: PageOptions) {
  if (!isSourceLink(sourceLink)) return () => null
  return (path: string, frontend: number) =>
    fileLink(sourceLink, sourceRoots[frontend] ?? result.frontends[frontend]?.root ?? '', path)
}

function withRows(rows: readonly Row[], isInterrupted: boolean): Page['sections'] {
  let left = ROWS_WITHOUT_SCRIPT
  const sections: Page['sections'] = []
  for (const section of SECTIONS) {
    const all = rows.filter((row) => row.section === section.id)
    const shown = all.slice(0, left)
    left -= shown.length
    // Nothing is said of what was not compared.
    const empty = isInterrupted ? 'Nothing until the run was stopped.' : section.empty
    sections.push({ ...section, empty, count: all.length, rows: shown })
  }
  return sections
}

function countBySection(rows: readonly Row[]): Map<SectionId, number> {
  const counts = new Map<SectionId, number>()
  for (const { section } of rows) counts.set(section, (counts.get(section) ?? 0) + 1)
  return counts
}
