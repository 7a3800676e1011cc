import { type Report, withVisibleText } from '@m4sh/tools-core/reporting'
import {
  figureText,
  type Filter,
  type ReportPage,
  reportPage,
  runSection,
  runText,
  thresholdTable,
  type VerdictView,
  verdictWord,
} from '@m4sh/tools-core/reporting/html'
import type { ContractLocalization, ContractMessages } from '../language/index.ts'
import type { ContractResult } from '../result.ts'
import { RULES } from '../rules/registry.ts'
import { shownTitle } from '../shown-title.ts'
import { translateWarning } from '../translate-warning.ts'
import { comparedSection } from './facts.ts'
import { toFacets } from './filters.ts'
import { toRows, type Row } from './rows.ts'
import { sectionsOf, type Section } from './sections.ts'
import { SourceFiles, type SourceFile } from './source-files.ts'
import { DEFAULT_SOURCE_LINK, fileLink, isSourceLink } from './source-link.ts'
import { findingsLine, headlineOf, subjectOf, toBars, toTiles } from './summary.ts'
import { type ContractTable, partOf, tablesOf } from './tables.ts'

export interface PageOptions {
  /** Template of links to the source: `{root}`, `{file}`, `{line}`, `{column}`. Other schemes than pages' and editors' give no links. */
  sourceLink?: string
  /** Absolute folder that the `file`s of each frontend are relative to, where that is not its `root`. */
  sourceRoots?: readonly string[]
}

/** All that the page shows, ready to print: its only computing happens here. */
export interface ContractPage {
  readonly page: ReportPage
  readonly tables: readonly ContractTable[]
  readonly data: ContractData
}

/** What the page's own script works with. */
export interface ContractData {
  readonly rows: readonly Row[]
  readonly files: readonly SourceFile[]
  readonly sections: readonly Pick<Section, 'id' | 'columns'>[]
  /** Address of the documentation of each rule. */
  readonly docs: Readonly<Record<string, string>>
  readonly words: ContractMessages['rows']
}

/** @param bodyOf prints the rows of a table */
export function toPage(
  t: ContractLocalization,
  report: Report<ContractResult>,
  options: PageOptions = {},
  bodyOf: (table: ContractTable, data: ContractData) => string = () => '',
): ContractPage {
  const { result, run, warnings } = report
  const texts = t.messages.page
  const files = new SourceFiles(linkOf(result, options))
  // Before anything is made of them: the page, its script and its filters show the same names.
  const { rows, places } = withVisibleText({ rows: toRows(t, result, files), places: files.toArray() })
  const data = dataOf(t, rows, places)
  const tables = tablesOf(t, rows, run.interrupted)
  const filter = filterOf(t, result, rows, places)
  const page = reportPage(t, {
    title: titleOf(t, result),
    subject: `${subjectOf(t, result)}; ${runText(t, run)}`,
    verdict: verdictOf(t, report),
    thresholds: thresholdTable(t, report, figureText),
    warnings: [
      ...(run.interrupted ? [texts.verdict.incomplete] : []),
      ...warnings.map((warning) => translateWarning(t, result, warning)),
    ],
    tiles: toTiles(t, result, rows),
    bars: toBars(t, result).filter(({ parts }) => parts.length > 0),
    filter,
    sections: [
      ...tables.map((one) => partOf(t, one, filter, bodyOf(one, data))),
      comparedSection(t, result),
      runSection(t, report, texts.run),
    ],
  })
  return { page, tables, data }
}

function dataOf(t: ContractLocalization, rows: readonly Row[], files: readonly SourceFile[]): ContractData {
  const docs = Object.fromEntries(RULES.map((rule) => [rule.id, rule.docs]))
  const sections = sectionsOf(t).map(({ id, columns }) => ({ id, columns }))
  return { rows, files, sections, docs, words: t.messages.rows }
}

function filterOf(
  t: ContractLocalization,
  result: ContractResult,
  rows: readonly Row[],
  files: readonly SourceFile[],
): Filter {
  const facets = toFacets(t, rows, files, {
    frontends: result.frontends.map(({ root }) => root),
    schemas: result.schemas.map((schema) => shownTitle(t, schema) || schema.source),
    baseline: result.baseline !== null,
  })
  return { id: '', searchExample: t.messages.page.searchExample, facets }
}

function titleOf(t: ContractLocalization, { schemas }: ContractResult): string {
  const { title, titleOf: titleWith } = t.messages.page
  const names = schemas.map((schema) => shownTitle(t, schema)).filter((name) => name !== '')
  return names.length === 0 ? title : titleWith(names.join(', '))
}

function verdictOf(t: ContractLocalization, { result, run, verdict }: Report<ContractResult>): VerdictView {
  const { findings, verdict: texts } = t.messages.page
  const { interrupted } = run
  const isClean = result.findings.length === 0
  return {
    ...verdictWord(t, verdict),
    ...(interrupted && { word: texts.interrupted }),
    sentence: headlineOf(t, verdict, result.summary, interrupted),
    details: [interrupted && isClean ? findings.noneSoFar : findingsLine(t, result)],
  }
}

function linkOf(result: ContractResult, { sourceLink = DEFAULT_SOURCE_LINK, sourceRoots = [] }: PageOptions) {
  if (!isSourceLink(sourceLink)) return () => null
  return (path: string, frontend: number) =>
    fileLink(sourceLink, sourceRoots[frontend] ?? result.frontends[frontend]?.root ?? '', path)
}
