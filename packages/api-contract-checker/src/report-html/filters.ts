import type { Facet, FacetOption } from '@m4sh/tools-core/reporting/html'
import type { ContractLocalization, ContractMessages } from '../language/index.ts'
import type { Row, RowFinding } from './rows.ts'
import { sectionsOf } from './sections.ts'
import type { SourceFile } from './source-files.ts'

type FilterTexts = ContractMessages['page']['filters']

type FacetName = 'status' | 'method' | 'tag' | 'folder' | 'finding' | 'uncalled' | 'baseline' | 'frontend' | 'schema'

const SEVERITIES = ['error', 'warning', 'info'] as const

/** What can tell rows apart; one with a single choice would only take room. The script knows each by its name. */
export function toFacets(
  t: ContractLocalization,
  rows: readonly Row[],
  files: readonly SourceFile[],
  names: { frontends: readonly string[]; schemas: readonly string[]; baseline: boolean },
): Facet[] {
  const texts = t.messages.page.filters
  const facet = (name: FacetName, groups: Facet['groups'], any = texts.all): Facet => ({
    name,
    label: texts[name],
    any,
    groups,
  })
  const all = [
    facet('status', plain(statusOptions(t, rows))),
    facet('method', plain(counted(rows, ({ method }) => method))),
    facet('tag', plain(counted(rows, ({ tags }) => tags))),
    facet('folder', plain(folderOptions(rows, files))),
    facet('finding', findingGroups(texts, rows), texts.any),
    facet('uncalled', plain(uncalledOptions(texts, rows)), texts.shown),
    facet('baseline', names.baseline ? plain(baselineOptions(texts, rows)) : []),
    facet('frontend', plain(indexed(rows, 'frontend', names.frontends))),
    facet('schema', plain(indexed(rows, 'schema', names.schemas))),
  ]
  return all.filter(({ groups }) => groups.some(({ options }) => options.length > 0))
}

function statusOptions(t: ContractLocalization, rows: readonly Row[]): FacetOption[] {
  return sectionsOf(t)
    .map(({ id, title }) => ({
      value: id,
      label: title,
      count: count(rows, ({ section }) => section === id),
    }))
    .filter((option) => option.count > 0)
}

/** Findings that stand in a row, and in no other. */
function standing({ findings = [] }: Row): RowFinding[] {
  return findings.filter(({ elsewhere }) => !elsewhere)
}

/** As many rows as there are findings: `2 warnings` on top are `Warnings (2)` here. */
function findingGroups(texts: FilterTexts, rows: readonly Row[]): Facet['groups'] {
  const severities = SEVERITIES.map((severity) => ({
    value: severity,
    label: texts.severities[severity],
    count: count(rows, (row) => standing(row).some((finding) => finding.severity === severity)),
  })).filter((option) => option.count > 0)
  const rules = counted(rows, (row) => standing(row).map(({ rule }) => rule))
  const failing = count(rows, (row) => standing(row).some(({ fails }) => fails))
  return [
    { label: texts.verdict, options: failing > 0 ? [{ value: 'fails', label: texts.fails, count: failing }] : [] },
    { label: texts.severity, options: severities },
    { label: texts.rule, options: rules },
  ].filter(({ options }) => options.length > 0)
}

function uncalledOptions(texts: FilterTexts, rows: readonly Row[]): FacetOption[] {
  const uncalled = count(rows, (row) => row.uncalled === true)
  if (uncalled === 0) return []
  return [
    { value: 'hide', label: texts.hidden, count: rows.length - uncalled },
    { value: 'only', label: texts.nothingElse, count: uncalled },
  ]
}

function baselineOptions(texts: FilterTexts, rows: readonly Row[]): FacetOption[] {
  const found = rows.filter((row) => standing(row).length > 0)
  const known = count(found, (row) => standing(row).every((finding) => finding.known))
  return [
    { value: 'new', label: texts.fresh, count: found.length - known },
    { value: 'known', label: texts.known, count: known },
  ]
}

/** Folders that hold calls themselves or where the tree forks; a chain of single folders is one choice. */
function folderOptions(rows: readonly Row[], files: readonly SourceFile[]): FacetOption[] {
  const counts = new Map<string, number>()
  const direct = new Set<string>()
  const children = new Map<string, Set<string>>()
  for (const row of rows) {
    const folder = row.file === undefined ? null : folderOf(files[row.file]?.path ?? '')
    if (folder === null) continue
    direct.add(folder)
    let child = ''
    for (let at: string | null = folder; at !== null; at = folderOf(at)) {
      counts.set(at, (counts.get(at) ?? 0) + 1)
      if (child !== '') children.set(at, (children.get(at) ?? new Set()).add(child))
      child = at
    }
  }
  return [...counts]
    .filter(([folder]) => direct.has(folder) || (children.get(folder)?.size ?? 0) > 1)
    .map(([folder, of]) => ({ value: folder, label: folder, count: of }))
    .toSorted((a, b) => byName(a.label, b.label))
}

function folderOf(path: string): string | null {
  const slash = path.lastIndexOf('/')
  return slash > 0 ? path.slice(0, slash) : null
}

function indexed(rows: readonly Row[], key: 'frontend' | 'schema', names: readonly string[]): FacetOption[] {
  if (names.length < 2) return []
  return names.map((name, at) => ({ value: String(at), label: name, count: count(rows, (row) => row[key] === at) }))
}

function counted(rows: readonly Row[], of: (row: Row) => string | readonly string[] | undefined): FacetOption[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    for (const value of new Set([of(row) ?? []].flat())) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, times]) => ({ value, label: value, count: times }))
    .toSorted((a, b) => byName(a.label, b.label))
}

function plain(options: FacetOption[]): Facet['groups'] {
  return [{ label: null, options }]
}

function count(rows: readonly Row[], holds: (row: Row) => boolean): number {
  return rows.reduce((total, row) => total + (holds(row) ? 1 : 0), 0)
}

const byName = new Intl.Collator('en', { numeric: true }).compare
