import type { ContractLocalization, ContractMessages } from '../language/index.ts'
import type { Row, RowFinding } from './rows.ts'
import { sectionsOf } from './sections.ts'
import type { SourceFile } from './source-files.ts'

export interface FilterOption {
  value: string
  label: string
  /** Rows of the whole report that it lets through. */
  count: number
}

/** One drop-down of the toolbar. The client script knows each by its id. */
export interface Filter {
  id: 'status' | 'method' | 'tag' | 'folder' | 'finding' | 'uncalled' | 'baseline' | 'frontend' | 'schema'
  label: string
  /** Label of the choice that filters nothing. */
  any: string
  groups: { label: string | null; options: FilterOption[] }[]
}

type FilterTexts = ContractMessages['page']['filters']

const SEVERITIES = ['error', 'warning', 'info'] as const

/** The filters that can tell rows apart; one with a single choice would only take room. */
export function toFilters(
  t: ContractLocalization,
  rows: readonly Row[],
  files: readonly SourceFile[],
  names: { frontends: readonly string[]; schemas: readonly string[]; baseline: boolean },
): Filter[] {
  const texts = t.messages.page.filters
  const filter = (id: Filter['id'], groups: Filter['groups'], any = texts.all): Filter => ({
    id,
    label: texts[id],
    any,
    groups,
  })
  const all = [
    filter('status', plain(statusOptions(t, rows))),
    filter('method', plain(counted(rows, ({ method }) => method))),
    filter('tag', plain(counted(rows, ({ tags }) => tags))),
    filter('folder', plain(folderOptions(rows, files))),
    filter('finding', findingGroups(texts, rows), texts.any),
    filter('uncalled', plain(uncalledOptions(texts, rows)), texts.shown),
    filter('baseline', names.baseline ? plain(baselineOptions(texts, rows)) : []),
    filter('frontend', plain(indexed(rows, 'frontend', names.frontends))),
    filter('schema', plain(indexed(rows, 'schema', names.schemas))),
  ]
  return all.filter(({ groups }) => groups.some(({ options }) => options.length > 0))
}

function statusOptions(t: ContractLocalization, rows: readonly Row[]): FilterOption[] {
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
function findingGroups(texts: FilterTexts, rows: readonly Row[]): Filter['groups'] {
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

function uncalledOptions(texts: FilterTexts, rows: readonly Row[]): FilterOption[] {
  const uncalled = count(rows, (row) => row.uncalled === true)
  if (uncalled === 0) return []
  return [
    { value: 'hide', label: texts.hidden, count: rows.length - uncalled },
    { value: 'only', label: texts.nothingElse, count: uncalled },
  ]
}

function baselineOptions(texts: FilterTexts, rows: readonly Row[]): FilterOption[] {
  const found = rows.filter((row) => standing(row).length > 0)
  const known = count(found, (row) => standing(row).every((finding) => finding.known))
  return [
    { value: 'new', label: texts.fresh, count: found.length - known },
    { value: 'known', label: texts.known, count: known },
  ]
}

/** Folders that hold calls themselves or where the tree forks; a chain of single folders is one choice. */
function folderOptions(rows: readonly Row[], files: readonly SourceFile[]): FilterOption[] {
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

function indexed(rows: readonly Row[], key: 'frontend' | 'schema', names: readonly string[]): FilterOption[] {
  if (names.length < 2) return []
  return names.map((name, at) => ({ value: String(at), label: name, count: count(rows, (row) => row[key] === at) }))
}

function counted(rows: readonly Row[], of: (row: Row) => string | readonly string[] | undefined): FilterOption[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    for (const value of new Set([of(row) ?? []].flat())) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, times]) => ({ value, label: value, count: times }))
    .toSorted((a, b) => byName(a.label, b.label))
}

function plain(options: FilterOption[]): Filter['groups'] {
  return [{ label: null, options }]
}

function count(rows: readonly Row[], holds: (row: Row) => boolean): number {
  return rows.reduce((total, row) => total + (holds(row) ? 1 : 0), 0)
}

const byName = new Intl.Collator('en', { numeric: true }).compare
