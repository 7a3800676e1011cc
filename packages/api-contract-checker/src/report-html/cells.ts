import type { Severity } from '../result.ts'
import type { Page } from './page.ts'
import type { Row } from './rows.ts'
import { placeLink } from './source-link.ts'

/** A mark behind a path. */
export interface Chip {
  tone: Severity | 'quiet'
  label: string
}

export interface Place {
  /** With its slash at the end; '' at the top. */
  folder: string
  /** `relations.js:62` */
  name: string
  href: string | undefined
}

const SEVERITY_LABEL: Record<Severity, string> = { error: 'Error', warning: 'Warning', info: 'Note' }

export function severityLabel(severity: Severity): string {
  return SEVERITY_LABEL[severity]
}

/** Splits a path behind each slash and around each dynamic `{piece}`. */
export function pathPieces(path: string): string[] {
  return path.match(/\{[^{}]*\}|[^/{]*\/|[^/{]+|\{/g) ?? []
}

export function endpointOf(endpoint: string): { name: string; template: string } {
  const space = endpoint.indexOf(' ')
  return { name: endpoint.slice(0, space), template: endpoint.slice(space + 1) }
}

export function chipsOf(row: Row): Chip[] {
  const chips: Chip[] = []
  if (row.section === 'matched' && row.severity !== undefined)
    chips.push({ tone: row.severity, label: severityLabel(row.severity) })
  if (row.deprecated) chips.push({ tone: 'warning', label: 'deprecated' })
  if (row.uncalled) chips.push({ tone: 'quiet', label: 'unused code' })
  if (row.known) chips.push({ tone: 'quiet', label: 'in baseline' })
  return chips
}

export function slashFix({ endpoint }: Row): string {
  if (endpoint === undefined) return '–'
  return endpoint.endsWith('/') ? 'Add the final slash' : 'Drop the final slash'
}

export function callersText({ callers = [] }: Row): string {
  return `${callers.length} unresolved call${callers.length === 1 ? '' : 's'}`
}

export function placeOf(row: Row, { data }: Pick<Page, 'data'>): Place | undefined {
  const file = row.file === undefined ? undefined : data.files[row.file]
  if (file === undefined) return undefined
  const slash = file.path.lastIndexOf('/') + 1
  return {
    folder: file.path.slice(0, slash),
    name: row.line === undefined ? file.path.slice(slash) : `${file.path.slice(slash)}:${row.line}`,
    href: file.link === undefined ? undefined : placeLink(file.link, row.line ?? 1, row.column ?? 1),
  }
}
