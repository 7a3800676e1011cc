import { inMicroseconds } from '@m4sh/tools-core/stats/summary'
import type { Config } from './config.ts'
import type { BlastResult, PushResult } from './result.ts'
import type { RunKey } from './rows/run-id.ts'
import { markerPath } from './run-rows/marker.ts'
import type { Tally } from './tally.ts'
import { methodOf } from './writers/write-rows.ts'

export interface BlastFacts {
  readonly config: Config
  readonly key: RunKey
  readonly tally: Tally
  readonly users: number
  readonly requested: number
  /** Rows that were in before. */
  readonly present: number
  readonly cleared: number
  /** Rows with the marker at the end; `null` where they could not be counted, or nothing was done. */
  readonly counted: number | null
  /** Rows that there should be then; all that were written if left out. */
  readonly left?: number
  readonly push?: PushResult | null
  readonly copyFormat?: BlastResult['copyFormat']
}

export function toResult(facts: BlastFacts): BlastResult {
  const { config, key, tally, requested, present, counted, push = null, copyFormat = null } = facts
  const { left = present + tally.rows } = facts
  const isDryRun = config.isDryRun
  const inserted = tally.rows
  const failed = isDryRun ? 0 : Math.max(0, requested - present - inserted)
  const seconds = tally.elapsedMs / 1000
  const agrees = counted === null || isDryRun ? null : counted === left
  const { user, system } = process.cpuUsage()
  return {
    users: facts.users,
    requested,
    inserted,
    byType: Object.fromEntries([...tally.byType].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    failed,
    resumed: present,
    cleared: facts.cleared,
    batches: tally.batches,
    batchSize: config.writing.batchSize,
    method: push?.via === 'http' ? 'http' : methodOf(config.writing),
    copyFormat: push?.via === 'http' ? null : copyFormat,
    connections: config.writing.connections,
    writingMs: Math.round(tally.elapsedMs * 10) / 10,
    rowsPerSecond: inserted > 0 && seconds > 0 ? Math.round((inserted / seconds) * 10) / 10 : null,
    batchTime: inMicroseconds(tally.batchTime.summary()),
    push,
    marker: key.id,
    markerPath,
    database: { rows: counted, agrees },
    errors: {
      count: [...tally.errors.values()].reduce((sum, count) => sum + count, 0),
      byKind: Object.fromEntries(tally.errors),
    },
    generator: { cpuSeconds: (user + system) / 1e6, maxRssBytes: process.resourceUsage().maxRSS * 1024 },
    timeline: tally.timeline,
    next: {
      // What could not be counted may be there.
      undo: !isDryRun && (counted ?? Math.max(left, failed)) > 0 ? commandFor('undo', config, key) : null,
      resume:
        config.task.kind !== 'undo' && (failed > 0 || agrees === false) ? commandFor('resume', config, key) : null,
    },
    dryRun: isDryRun,
  }
}

/** With what this run was told of where things are; the database is said by the environment or is not for a report. */
function commandFor(task: 'undo' | 'resume', { mapping, runs }: Config, { id }: RunKey): string {
  const { table, userTable, columns } = mapping
  const flags = [
    ...(table === null ? [] : [`--table ${quoted(table)}`]),
    ...(userTable === null ? [] : [`--user-table ${quoted(userTable)}`]),
    ...Object.entries(columns).map(([role, column]) => `--column ${quoted(`${role}=${column}`)}`),
    ...(runs.isUsual ? [] : [`--runs ${quoted(runs.folder)}`]),
  ]
  return ['npx @m4sh/notif-blast', `--${task} ${id}`, ...flags].join(' ')
}

/** For a shell. */
function quoted(text: string): string {
  return /^[\w./=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
