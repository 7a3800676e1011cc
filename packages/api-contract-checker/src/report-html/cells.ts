import { say } from '@m4sh/tools-core/reporting/html'
import type { ContractLocalization } from '../language/index.ts'
import type { Severity } from '../result.ts'
import type { Row } from './rows.ts'
import type { SourceFile } from './source-files.ts'
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

/** Splits a path behind each slash and around each dynamic `{piece}`. */
export function pathPieces(path: string): string[] {
  return path.match(/\{[^{}]*\}|[^/{]*\/|[^/{]+|\{/g) ?? []
}

export function endpointOf(endpoint: string): { name: string; template: string } {
  const space = endpoint.indexOf(' ')
  return { name: endpoint.slice(0, space), template: endpoint.slice(space + 1) }
}

export function chipsOf({ messages }: ContractLocalization, row: Row): Chip[] {
  const texts = messages.rows
  const chips: Chip[] = []
  if (row.section === 'matched' && row.severity !== undefined)
    chips.push({ tone: row.severity, label: texts.severity[row.severity] })
  if (row.deprecated) chips.push({ tone: 'warning', label: texts.deprecated })
  if (row.uncalled) chips.push({ tone: 'quiet', label: texts.unusedCode })
  if (row.known) chips.push({ tone: 'quiet', label: texts.inBaseline })
  return chips
}

export function slashFix({ messages }: ContractLocalization, { endpoint }: Row): string {
  if (endpoint === undefined) return '–'
  return endpoint.endsWith('/') ? messages.rows.addSlash : messages.rows.dropSlash
}

export function callersText({ messages, language }: ContractLocalization, { callers = [] }: Row): string {
  return say(messages.rows.unresolvedCalls, { count: callers.length }, language)
}

export function placeOf(row: Row, files: readonly SourceFile[]): Place | undefined {
  const file = row.file === undefined ? undefined : files[row.file]
  if (file === undefined) return undefined
  const slash = file.path.lastIndexOf('/') + 1
  return {
    folder: file.path.slice(0, slash),
    name: row.line === undefined ? file.path.slice(slash) : `${file.path.slice(slash)}:${row.line}`,
    href: file.link === undefined ? undefined : placeLink(file.link, row.line ?? 1, row.column ?? 1),
  }
}
