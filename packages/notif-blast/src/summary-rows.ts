import { bytes, escapeTerminal, ms, perSecond, plural, type Report, whole } from '@m4sh/tools-core/reporting'
import type { Summary } from '@m4sh/tools-core/stats/summary'
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
export function summaryRows(report: BlastReport): Row[] {
  const { result } = report
  const task = taskOf(report)
  return [
    ...(task === 'write' ? writingRows(result) : []),
    ...(result.push === null ? [] : pushRows(result.push)),
    ...(task === 'write' && result.cleared === 0 ? [] : [removedRow(result, task)]),
    ...(task === 'clear' || result.dryRun ? [] : [['Database', databaseText(report)] as const]),
    ...(result.dryRun
      ? []
      : ([
          ['Errors', errorText(result.errors)],
          ['Generator', generatorText(result.generator)],
        ] as const)),
    ...(task === 'clear' || (task === 'write' && result.dryRun) ? [] : [['Marker', markerText(result, task)] as const]),
  ]
}

/** How to go on from here; each is one line to copy. */
export function commandRows({ next: { undo, resume } }: BlastResult): Row[] {
  return [
    ...(undo === null ? [] : [['Undo', escapeTerminal(undo)] as const]),
    ...(resume === null ? [] : [['Resume', escapeTerminal(resume)] as const]),
  ]
}

function writingRows(result: BlastResult): Row[] {
  const { dryRun, resumed } = result
  return [
    [dryRun ? 'Would write' : 'Written', writtenText(result)],
    ...(resumed > 0 ? [['Before', beforeText(resumed)] as const] : []),
    ...(typeText(result) === '' ? [] : [['By type', typeText(result)] as const]),
    ...batchRows(result),
  ]
}

function beforeText(resumed: number): string {
  return `${plural(resumed, 'row')} of the run ${resumed === 1 ? 'was' : 'were'} in already`
}

/** Whether rows go by themselves, and a batch is one row. */
export function isRowByRow({ method }: Pick<BlastResult, 'method'>): boolean {
  return method === 'rows' || method === 'http'
}

function batchRows(result: BlastResult): Row[] {
  const { batchTime, batches, method } = result
  if (method === 'http') return times('Row time', batchTime, 'due → made by the platform')
  if (method === 'rows') return times('Row time', batchTime, 'due → committed')
  return times('Batch time', batchTime, `due → committed, ${plural(batches, 'batch', 'batches')}`)
}

function writtenText(result: BlastResult): string {
  const { dryRun, inserted, requested, resumed, rowsPerSecond, users, writingMs } = result
  const wanted = requested - resumed
  const who = `for ${plural(users, 'user')}`
  if (dryRun) return `${plural(wanted, 'row')} ${who} (${writingText(result)})`
  if (wanted === 0) return 'nothing: the run was whole'
  const rows = inserted === wanted ? plural(wanted, 'row') : `${whole(inserted)} of ${plural(wanted, 'row')}`
  const rate = rowsPerSecond === null ? [] : [perSecond(rowsPerSecond)]
  return `${rows} ${who} in ${ms(writingMs)} (${[...rate, writingText(result)].join(', ')})`
}

/** `COPY binary, 2 connections, batches of 5,000` */
export function writingText(result: BlastResult): string {
  const { details, method } = writingWords(result)
  return [method, ...details].join(', ')
}

const methods = { insert: 'INSERT', rows: 'row by row', http: 'made by the platform' } as const

/** How rows are written, in the words of this report. */
export function writingWords({ batchSize, connections, copyFormat, method }: BlastResult): {
  readonly method: string
  readonly details: readonly string[]
} {
  const own = method === 'copy' ? `COPY${copyFormat === null ? '' : ` ${copyFormat}`}` : methods[method]
  if (method === 'http') return { method: own, details: ['as it pushed them'] }
  const batches = method === 'rows' ? [] : [`batches of ${whole(batchSize)}`]
  return { method: own, details: [plural(connections, 'connection'), ...batches] }
}

/** Types by how many there are, the most first. */
export function typesOf({ byType }: Pick<BlastResult, 'byType'>): (readonly [type: string, rows: number])[] {
  return Object.entries(byType)
    .filter(([, rows]) => rows > 0)
    .toSorted(([, a], [, b]) => b - a)
}

function typeText(result: BlastResult): string {
  const types = typesOf(result)
  const rest = types.length - shownTypes
  return [
    ...types.slice(0, shownTypes).map(([type, rows]) => `${whole(rows)} ${escapeTerminal(type)}`),
    ...(rest > 0 ? [`${plural(rest, 'other')} in the report`] : []),
  ].join(', ')
}

function pushRows(push: PushResult): Row[] {
  const { acknowledge, failed, latency, pushed, reason, transit, via } = push
  return [
    ['Pushed', `${plural(pushed, 'notification')}${failed > 0 ? `, ${whole(failed)} failed` : ''}`],
    ['Push via', `${via}: ${escapeTerminal(reason)}`],
    ['Delivered', deliveredText(push)],
    ...times('Latency', latency, 'committed or due → at a socket'),
    ...times('Transit', transit, 'sent → at a socket'),
    ...times('Answered', acknowledge, 'sent → the platform has answered'),
  ]
}

function deliveredText({ delivered, duplicated, listeners, lost }: PushResult): string {
  if (delivered === null) return 'not known: nobody listened'
  const trouble = [...count(lost, 'lost'), ...count(duplicated, 'came once more')]
  const of = lost === null ? '' : ` of ${whole(delivered + lost)}`
  return `${whole(delivered)}${of} to ${plural(listeners, 'user')} who listened${trouble.length > 0 ? `: ${trouble.join(', ')}` : ''}`
}

function removedRow({ cleared, dryRun, users }: BlastResult, task: 'write' | 'clear' | 'undo'): Row {
  const label = dryRun ? 'Would remove' : 'Removed'
  if (cleared === 0) return [label, task === 'undo' ? 'nothing: the run has no row here' : 'nothing: there was none']
  if (task === 'write') return [label, `${plural(cleared, 'row')} that they had before`]
  const whose = users > 0 ? ` of ${plural(users, 'user')}` : ''
  return [label, `${plural(cleared, 'row')}${whose}${task === 'undo' ? ', all of one run' : ''}`]
}

function databaseText(report: BlastReport): string {
  const { rows } = report.result.database
  if (rows === null) return 'rows with the marker could not be counted'
  if (rows === 0 && taskOf(report) === 'undo') return 'no row of the run is left'
  return `${plural(rows, 'row')} ${databaseWords(report)}`
}

/** What rows they are that the database holds, and whether they are as many as this report says. */
export function databaseWords(report: BlastReport): string {
  const { result } = report
  const { agrees, rows } = result.database
  if (taskOf(report) === 'undo') return `of the run ${rows === 1 ? 'is' : 'are'} left`
  if (agrees === null) return 'with the marker'
  return `with the marker, ${agrees ? 'as many as' : `though ${whole(rowsIn(result))}`} were written`
}

function errorText({ byKind, count: all }: BlastResult['errors']): string {
  const kinds = Object.entries(byKind).map(([kind, many]) => `${escapeTerminal(kind)} ${whole(many)}`)
  return all === 0 ? 'none' : `${whole(all)}: ${kinds.join(', ')}`
}

function generatorText({ cpuSeconds, maxRssBytes }: BlastResult['generator']): string {
  return `${cpuSeconds.toFixed(1)} s of CPU, ${bytes(maxRssBytes)} of memory at most`
}

function markerText({ marker, markerPath }: BlastResult, task: 'write' | 'undo'): string {
  return task === 'undo' ? marker : `${marker} at ${markerPath} of every payload`
}

function times(label: string, summary: Summary, what: string): Row[] {
  return summary.count === 0 ? [] : [[label, `${timesText(summary)}  (${what})`]]
}

function timesText({ max, p50, p95, p99 }: Summary): string {
  return `p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, max ${ms(max)}`
}

function count(number: number | null, label: string): string[] {
  return number !== null && number > 0 ? [`${whole(number)} ${label}`] : []
}
