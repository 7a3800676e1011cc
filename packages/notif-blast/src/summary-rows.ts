import { escapeTerminal, type Report } from '@m4sh/tools-core/reporting'
import type { Summary } from '@m4sh/tools-core/stats/summary'
import type { BlastLocalization } from './language/index.ts'
import type { BlastResult, PushResult } from './result.ts'

export type BlastReport = Report<BlastResult>

type Row = readonly [label: string, value: string]

/** Types that a line names; the rest stands in the report. */
const shownTypes = 8

/** What a run was for: rows that come, rows of some users that go, or rows of one run that go. */
export function taskOf({ options, result }: Pick<BlastReport, 'options' | 'result'>): 'write' | 'clear' | 'undo' {
  if (typeof options['undo'] === 'string') return 'undo'
  return result.requested > 0 ? 'write' : 'clear'
}

/** Rows of the run that are in: those of this time, and those that were in before it was resumed. */
export function rowsIn({ inserted, resumed }: Pick<BlastResult, 'inserted' | 'resumed'>): number {
  return inserted + resumed
}

/** The figures that a reader wants first. What did not happen, and says nothing by that, is left out. */
export function summaryRows(t: BlastLocalization, report: BlastReport): Row[] {
  const { result } = report
  const { text } = t.messages
  const task = taskOf(report)
  return [
    ...(task === 'write' ? writingRows(t, result) : []),
    ...(result.push === null ? [] : pushRows(t, result.push)),
    ...(task === 'write' && result.cleared === 0 ? [] : [removedRow(t, result, task)]),
    ...(task === 'clear' || result.dryRun ? [] : [[text.database, databaseText(t, report)] as const]),
    ...(result.dryRun
      ? []
      : ([
          [text.errors, errorText(t, result.errors)],
          [text.generator, generatorText(t, result.generator)],
        ] as const)),
    ...(task === 'clear' || (task === 'write' && result.dryRun)
      ? []
      : [[text.marker, markerText(t, result, task)] as const]),
  ]
}

/** How to go on from here; each is one line to copy. */
export function commandRows({ messages: { text } }: BlastLocalization, { next: { undo, resume } }: BlastResult): Row[] {
  return [
    ...(undo === null ? [] : [[text.undo, escapeTerminal(undo)] as const]),
    ...(resume === null ? [] : [[text.resume, escapeTerminal(resume)] as const]),
  ]
}

function writingRows(t: BlastLocalization, result: BlastResult): Row[] {
  const { dryRun, resumed } = result
  const { text } = t.messages
  const types = typeText(t, result)
  return [
    [dryRun ? text.wouldWrite : text.written, writtenText(t, result)],
    ...(resumed > 0 ? [[text.before, text.beforeText(resumed)] as const] : []),
    ...(types === '' ? [] : [[text.byType, types] as const]),
    ...batchRows(t, result),
  ]
}

/** Whether rows go by themselves, and a batch is one row. */
export function isRowByRow({ method }: Pick<BlastResult, 'method'>): boolean {
  return method === 'rows' || method === 'http'
}

function batchRows(t: BlastLocalization, { batchTime, batches, method }: BlastResult): Row[] {
  const { text } = t.messages
  if (method === 'http') return times(t, text.rowTime, batchTime, text.dueToMade)
  if (method === 'rows') return times(t, text.rowTime, batchTime, text.dueToCommitted)
  return times(t, text.batchTime, batchTime, text.dueToCommittedBatches(batches))
}

function writtenText(t: BlastLocalization, result: BlastResult): string {
  const { dryRun, inserted, requested, resumed, rowsPerSecond, users, writingMs } = result
  const { text } = t.messages
  const wanted = requested - resumed
  if (dryRun) return text.planned(wanted, users, writingText(t, result))
  if (wanted === 0) return text.nothingMissing
  const rate = rowsPerSecond === null ? [] : [t.perSecond(rowsPerSecond)]
  return text.writtenText(inserted, wanted, users, t.ms(writingMs), [...rate, writingText(t, result)].join(', '))
}

/** `COPY binary, 2 connections, batches of 5,000` */
export function writingText(t: BlastLocalization, result: BlastResult): string {
  const { details, method } = writingWords(t, result)
  return [method, ...details].join(', ')
}

/** How rows are written, in the words of this report. */
export function writingWords(
  { messages: { writing } }: BlastLocalization,
  { batchSize, connections, copyFormat, method }: BlastResult,
): { readonly method: string; readonly details: readonly string[] } {
  const own = method === 'copy' ? writing.copy(copyFormat) : writing[method]
  if (method === 'http') return { method: own, details: [writing.asPushed] }
  const batches = method === 'rows' ? [] : [writing.batchesOf(batchSize)]
  return { method: own, details: [writing.connections(connections), ...batches] }
}

/** Types by how many there are, the most first. */
export function typesOf({ byType }: Pick<BlastResult, 'byType'>): (readonly [type: string, rows: number])[] {
  return Object.entries(byType)
    .filter(([, rows]) => rows > 0)
    .toSorted(([, a], [, b]) => b - a)
}

function typeText(t: BlastLocalization, result: BlastResult): string {
  const types = typesOf(result)
  const rest = types.length - shownTypes
  return [
    ...types.slice(0, shownTypes).map(([type, rows]) => `${t.whole(rows)} ${escapeTerminal(type)}`),
    ...(rest > 0 ? [t.messages.text.otherTypes(rest)] : []),
  ].join(', ')
}

function pushRows(t: BlastLocalization, push: PushResult): Row[] {
  const { acknowledge, failed, latency, pushed, reason, transit, via } = push
  const { text } = t.messages
  return [
    [text.pushed, text.pushedText(pushed, failed)],
    [text.pushVia, `${via}: ${escapeTerminal(reasonText(t, reason))}`],
    [text.delivered, deliveredText(t, push)],
    ...times(t, text.latency, latency, text.latencyFromTo),
    ...times(t, text.transit, transit, text.transitFromTo),
    ...times(t, text.answered, acknowledge, text.answeredFromTo),
  ]
}

/** Why the pushes go this way: what was asked first, if that was none, and what was taken. */
export function reasonText({ translate }: BlastLocalization, reason: string): string {
  return reason.split('; ').map(translate).join('; ')
}

function deliveredText(
  { messages: { text } }: BlastLocalization,
  { delivered, duplicated, listeners, lost }: PushResult,
): string {
  if (delivered === null) return text.notListened
  const trouble = [...counted(lost, text.lost), ...counted(duplicated, text.cameOnceMore)]
  return text.deliveredText(delivered, lost === null ? null : delivered + lost, listeners, trouble)
}

function removedRow(
  { messages: { text } }: BlastLocalization,
  { cleared, dryRun, users }: BlastResult,
  task: 'write' | 'clear' | 'undo',
): Row {
  const label = dryRun ? text.wouldRemove : text.removed
  if (cleared === 0) return [label, task === 'undo' ? text.nothingOfRun : text.nothingThere]
  if (task === 'write') return [label, text.hadBefore(cleared)]
  return [label, text.removedText(cleared, users, task === 'undo')]
}

function databaseText(t: BlastLocalization, report: BlastReport): string {
  const { rows } = report.result.database
  const { held } = t.messages
  if (rows === null) return held.notCounted
  if (rows === 0 && taskOf(report) === 'undo') return held.noneLeft
  return held.rows(rows, databaseWords(t, report))
}

/** What rows they are that the database holds, and whether they are as many as this report says. */
export function databaseWords({ messages: { held } }: BlastLocalization, report: BlastReport): string {
  const { result } = report
  const { agrees, rows } = result.database
  if (taskOf(report) === 'undo') return held.left(rows ?? 0)
  if (agrees === null) return held.marked
  return agrees ? held.asMany : held.though(rowsIn(result))
}

function errorText(t: BlastLocalization, { byKind, count: all }: BlastResult['errors']): string {
  const kinds = Object.entries(byKind).map(([kind, many]) => `${escapeTerminal(kind)} ${t.whole(many)}`)
  return all === 0 ? t.messages.text.noErrors : `${t.whole(all)}: ${kinds.join(', ')}`
}

function generatorText(t: BlastLocalization, { cpuSeconds, maxRssBytes }: BlastResult['generator']): string {
  return t.messages.text.generatorText(t.secondsFixed(cpuSeconds), t.bytes(maxRssBytes))
}

function markerText(
  { messages: { text } }: BlastLocalization,
  { marker, markerPath }: BlastResult,
  task: 'write' | 'undo',
): string {
  return task === 'undo' ? marker : text.markerText(marker, markerPath)
}

function times(t: BlastLocalization, label: string, summary: Summary, what: string): Row[] {
  return summary.count === 0 ? [] : [[label, `${timesText(t, summary)}  (${what})`]]
}

function timesText({ messages, ms }: BlastLocalization, { max, p50, p95, p99 }: Summary): string {
  return messages.text.times(ms(p50), ms(p95), ms(p99), ms(max))
}

function counted(count: number | null, textOf: (count: number) => string): string[] {
  return count !== null && count > 0 ? [textOf(count)] : []
}
