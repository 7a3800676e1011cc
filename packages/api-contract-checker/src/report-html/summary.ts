import type { ContractLocalization } from '../messages/index.ts'
import { percent } from '../percent.ts'
import type { ContractResult, ContractSummary, Severity } from '../result.ts'
import type { SectionId } from './sections.ts'

/** A figure on top of the page, and what a click on it shows. */
export interface Tile {
  label: string
  count: number
  note: string
  tone: 'bad' | 'warn' | 'info' | 'good' | 'quiet'
  /** Section that holds its rows; `null` for a figure that cuts across sections. */
  section: SectionId | null
  /** Deep link that shows exactly its rows. */
  hash: string
}

/** One bar of shares; the text says the same. */
export interface Bar {
  label: string
  text: string
  parts: { label: string; count: number; tone: Tile['tone']; from: number; width: number }[]
}

export function toTiles(t: ContractLocalization, result: ContractResult, otherFindings: number): Tile[] {
  const { summary } = result
  return [
    tile('matched', 'Matched', summary.matched, 'good', shareOf(t, summary.matchedPercent, 'of backend calls')),
    tile('frontend-only', 'Frontend only', summary.frontendOnly, 'bad', 'calls without an endpoint'),
    tile('method-mismatch', 'Method mismatches', summary.methodMismatch, 'bad', 'right path, wrong method'),
    tile('trailing-slash', 'Trailing slash', summary.trailingSlash, 'warn', 'slash differs'),
    tile('findings', 'Other findings', otherFindings, 'warn', 'parameters, bodies, deprecation'),
    tile(
      'backend-only',
      'Backend only',
      summary.backendOnly,
      'info',
      shareOf(t, summary.usedPercent, 'of endpoints used'),
    ),
    tile('unresolved', 'Unresolved', summary.unresolved, 'info', 'cannot be read from source'),
    tile('external', 'External', summary.external, 'quiet', 'other hosts, own files'),
    tile('ignored', 'Ignored', summary.ignored, 'quiet', ignoredNote(summary.operationsIgnored)),
    {
      ...tile('matched', 'In unused code', summary.uncalled, 'quiet', 'calls that nothing reaches'),
      section: null,
      hash: '#uncalled=only',
    },
  ]
}

function ignoredNote(operations: number): string {
  return operations === 0 ? 'calls left out' : `calls left out; ${plural(operations, 'endpoint')} besides`
}

function tile(section: SectionId, label: string, count: number, tone: Tile['tone'], note: string): Tile {
  return {
    label,
    count,
    note,
    tone: count === 0 ? 'quiet' : tone,
    section,
    hash: `#status=${section}`,
  }
}

export function toBars(t: ContractLocalization, { summary }: ContractResult): Bar[] {
  return [
    bar('Calls', `${share(t, summary.matchedPercent)} matched`, [
      ['Matched', summary.matched, 'good'],
      ['Trailing slash', summary.trailingSlash, 'warn'],
      ['Method mismatch', summary.methodMismatch, 'bad'],
      ['Frontend only', summary.frontendOnly, 'bad'],
    ]),
    bar('Endpoints', `${share(t, summary.usedPercent)} used`, [
      ['Used', summary.operationsMatched, 'good'],
      ['Not used', summary.backendOnly, 'info'],
    ]),
  ]
}

function bar(label: string, text: string, shares: readonly (readonly [string, number, Tile['tone']])[]): Bar {
  const total = shares.reduce((sum, [, count]) => sum + count, 0)
  let from = 0
  const parts = shares
    .filter(([, count]) => count > 0)
    .map(([name, count, tone]) => {
      const part = { label: name, count, tone, from, width: (100 * count) / total }
      from += part.width
      return part
    })
  return { label, text, parts }
}

/** The first sentence of the page. */
export function headlineOf(verdict: string, summary: ContractSummary, isInterrupted: boolean): string {
  if (isInterrupted) return 'Stopped before everything was compared.'
  if (verdict === 'error') return 'The comparison could not be finished.'
  const places = summary.frontendOnly + summary.methodMismatch + summary.trailingSlash
  if (places > 0) {
    const pass = verdict === 'pass' ? ', which fails nothing' : ''
    return `Frontend and backend disagree in ${plural(places, 'place')}${pass}.`
  }
  if (summary.calls === 0) return 'No calls were found to compare.'
  return verdict === 'pass' ? 'Frontend and backend agree.' : 'Every call has its endpoint, but findings fail this run.'
}

/** What was held against what, in one line. */
export function subjectOf({ summary, frontends, schemas }: ContractResult): string {
  const files = frontends.reduce((sum, frontend) => sum + frontend.files, 0)
  const roots = frontends.map(({ root }) => root).join(', ')
  const sources = schemas.map(({ source }) => source).join(', ')
  return `${plural(summary.calls, 'call')} in ${plural(files, 'file')} of ${roots} against ${plural(summary.operations, 'endpoint')} of ${sources}`
}

/** `12 errors, 3 warnings, 40 notes; 12 of them fail this run`, known ones of a baseline apart. */
export function findingsLine({ findings, baseline }: ContractResult): string {
  if (findings.length === 0) return 'No findings.'
  const fresh = findings.filter(({ known }) => !known)
  const of = (severity: Severity) => fresh.filter((finding) => finding.severity === severity).length
  const failing = fresh.filter(({ fails }) => fails).length
  const known = findings.length - fresh.length
  const counts = [plural(of('error'), 'error'), plural(of('warning'), 'warning'), plural(of('info'), 'note')].join(', ')
  const verdict = `${grouped(failing)} of them fail${failing === 1 ? 's' : ''} this run`
  return `${[counts, verdict, ...(baseline === null ? [] : [`${grouped(known)} more known to the baseline`])].join('; ')}.`
}

function shareOf(t: ContractLocalization, value: number | null, what: string): string {
  return value === null ? 'nothing to compare' : `${percent(t, value)} ${what}`
}

function share(t: ContractLocalization, value: number | null): string {
  return value === null ? '–' : percent(t, value)
}

export function plural(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

export function grouped(count: number): string {
  return count.toLocaleString('en')
}
