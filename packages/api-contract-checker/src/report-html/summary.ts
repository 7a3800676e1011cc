import type { Verdict } from '@m4sh/tools-core/reporting'
import { type Bar, bar, type Figure, figure, type Tone } from '@m4sh/tools-core/reporting/html'
import type { ContractLocalization } from '../language/index.ts'
import { percent } from '../percent.ts'
import type { ContractResult, ContractSummary, Severity } from '../result.ts'
import type { Row } from './rows.ts'
import { type SectionId, sectionsOf } from './sections.ts'

export function toTiles(t: ContractLocalization, { summary }: ContractResult, rows: readonly Row[]): Figure[] {
  const { page, sections } = t.messages
  const notes = page.tiles
  const shareOf = (value: number | null, inWords: (percent: string) => string) =>
    value === null ? notes.nothingToCompare : inWords(percent(t, value))
  const ignored = summary.operationsIgnored
  const otherFindings = rows.filter(({ section }) => section === 'findings').length
  // What is not there is no matter.
  const tile = (section: SectionId, count: number, tone: Tone, note: string) =>
    figure(sections[section].title, t.whole(count), note, count === 0 ? 'quiet' : tone, `#${section}`)
  return [
    tile('matched', summary.matched, 'good', shareOf(summary.matchedPercent, notes.matchedShare)),
    tile('frontend-only', summary.frontendOnly, 'bad', notes.frontendOnly),
    tile('method-mismatch', summary.methodMismatch, 'bad', notes.methodMismatch),
    tile('trailing-slash', summary.trailingSlash, 'warn', notes.trailingSlash),
    tile('findings', otherFindings, 'warn', notes.otherFindings),
    tile('backend-only', summary.backendOnly, 'info', shareOf(summary.usedPercent, notes.usedShare)),
    tile('unresolved', summary.unresolved, 'info', notes.unresolved),
    tile('external', summary.external, 'quiet', notes.external),
    tile('ignored', summary.ignored, 'quiet', ignored === 0 ? notes.ignored : notes.ignoredEndpoints(ignored)),
    uncalledTile(t, summary, rows),
  ]
}

/** Leads to the first part that has any, and shows only such rows. */
function uncalledTile(t: ContractLocalization, { uncalled }: ContractSummary, rows: readonly Row[]): Figure {
  const { page, summary: labels } = t.messages
  const parts = new Set(rows.filter((row) => row.uncalled).map(({ section }) => section))
  const first = sectionsOf(t).find(({ id }) => parts.has(id))
  const tile = figure(labels.uncalled, t.whole(uncalled), page.tiles.uncalled)
  return first === undefined ? tile : { ...tile, href: `#${first.id}`, chosen: 'uncalled=only' }
}

export function toBars(t: ContractLocalization, { summary }: ContractResult): Bar[] {
  const { page, summary: labels } = t.messages
  const share = (value: number | null) => (value === null ? '–' : percent(t, value))
  return [
    bar(labels.calls, page.bars.matched(share(summary.matchedPercent)), [
      [labels.matched, summary.matched, 'good'],
      [labels.trailingSlash, summary.trailingSlash, 'warn'],
      [labels.methodMismatch, summary.methodMismatch, 'bad'],
      [labels.frontendOnly, summary.frontendOnly, 'bad'],
    ]),
    bar(labels.endpoints, page.bars.used(share(summary.usedPercent)), [
      [labels.used, summary.operationsMatched, 'good'],
      [page.bars.notUsed, summary.backendOnly, 'info'],
    ]),
  ]
}

/** The first sentence of the page. */
export function headlineOf(
  { messages }: ContractLocalization,
  verdict: Verdict,
  summary: ContractSummary,
  isInterrupted: boolean,
): string {
  const texts = messages.page.verdict
  if (isInterrupted) return texts.stopped
  if (verdict === 'error') return texts.unfinished
  const places = summary.frontendOnly + summary.methodMismatch + summary.trailingSlash
  if (places > 0) return verdict === 'pass' ? texts.disagreeHarmlessly(places) : texts.disagree(places)
  if (summary.calls === 0) return texts.noCalls
  return verdict === 'pass' ? texts.agree : texts.findingsFail
}

/** What was held against what, in one line. */
export function subjectOf({ messages }: ContractLocalization, { summary, frontends, schemas }: ContractResult): string {
  const files = frontends.reduce((sum, frontend) => sum + frontend.files, 0)
  const roots = frontends.map(({ root }) => root).join(', ')
  const sources = schemas.map(({ source }) => source).join(', ')
  return messages.page.subject(summary.calls, files, roots, summary.operations, sources)
}

/** `12 errors, 3 warnings, 40 notes; 12 of them fail this run.`, known ones of a baseline apart. */
export function findingsLine({ messages }: ContractLocalization, { findings, baseline }: ContractResult): string {
  const texts = messages.page.findings
  if (findings.length === 0) return texts.none
  const fresh = findings.filter(({ known }) => !known)
  const of = (severity: Severity) => fresh.filter((finding) => finding.severity === severity).length
  const failing = fresh.filter(({ fails }) => fails).length
  const parts = [
    texts.counts(of('error'), of('warning'), of('info')),
    texts.failing(failing),
    ...(baseline === null ? [] : [texts.known(findings.length - fresh.length)]),
  ]
  return `${parts.join('; ')}.`
}
