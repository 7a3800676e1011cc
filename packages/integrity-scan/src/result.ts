/** How bad a broken row is. */
export type Severity = 'critical' | 'warning' | 'info'

/** The worst first. */
export const severities = ['critical', 'warning', 'info'] as const

/** Primary key of a row: a number up to 2^53 − 1, else text; of several columns their JSON list; of a schema finding `table.column`. */
export type Key = number | string

/** `skipped` and `error`: the check was not made, and says nothing about the rows. */
export type CheckStatus = 'passed' | 'failed' | 'skipped' | 'error'

/** Whether a check says something about the rows. */
export function isMade({ status }: { readonly status: CheckStatus }): boolean {
  return status === 'passed' || status === 'failed'
}

/** What one scan found. Times in milliseconds. */
export interface ScanResult {
  /** How the checks saw the database: one picture for all. `null` where none was made. */
  snapshot: SnapshotResult | null
  tables: TableResult[]
  checks: CheckResult[]
  /** Before a repair. `critical`, `warning` and `info` count broken rows, but for ignored ones; the others count checks. */
  summary: Summary
  /** Broken rows by check, before a repair; `null` of a check that was not made. */
  count: Record<string, number | null>
  /** The same as a share of the rows that were looked at, in percent. */
  percent: Record<string, number | null>
  /** What is broken when the run is over: thresholds and the history are about it. */
  now: StateNow
  /** What was not looked at, and why: tables that are not there, columns that may point somewhere, checks not made. */
  notChecked: { what: string; reason: string }[]
  /** Beside an earlier report; `null` where there is none. */
  comparison: ComparisonResult | null
  fix: FixResult | null
  /** How `--undo` went; `null` for a scan. */
  undo: UndoResult | null
}

/** After a repair that was committed the figures of what it has left; else those of the scan once more. */
export type StateNow = Pick<ScanResult, 'summary' | 'count' | 'percent'>

/** The one picture of the database that all checks saw. */
export interface SnapshotResult {
  connections: number
  /** `serializable`: deferrable, so that no concurrent transaction can make it wrong. */
  isolation: 'serializable' | 'repeatable read'
  /** ISO 8601, UTC: the database's clock, which ages are counted by. */
  takenAt: string
  /** Of PostgreSQL: `18.0`. */
  serverVersion: string
  /** Finding tables, columns and keys; making the checks. */
  catalogMs: number
  checksMs: number
}

/** A table that the checks know, and what in the database was taken for it. */
export interface TableResult {
  /** What the checks call it: `lessons`. */
  name: string
  /** With its schema, as in SQL: `public.lessons_lesson`; `null` where it was not found. */
  table: string | null
  /** Exact, and `null` where they were not counted. */
  rows: number | null
  /** `by config`, `by default name`, `by its columns`; or why it was not found. */
  found: string
  kind: string | null
  /** Real column names by what the checks call them. */
  columns: Record<string, string>
}

/** What became of one check. */
export interface CheckResult {
  id: string
  /** `Lessons`; `Custom` for those of the config file. */
  category: string
  title: string
  /** Of the worst row that was found; where none was, the worst that it can find. */
  severity: Severity
  status: CheckStatus
  /** Broken rows, exact, but for ignored ones; 0 where the check was not made. */
  count: number
  bySeverity: Record<Severity, number>
  /** Broken rows that the config file accepts. */
  ignored: number
  /** Rows that were looked at; `null` where the check was not made. */
  rows: number | null
  /** Table whose rows these are: `public.lessons_lesson`; `null` where it was not found, or is none. */
  table: string | null
  /** Some of the rows, the worst first. */
  samples: SampleRow[]
  /** Keys of all rows that were found, in order; the first ones where there are too many to keep. `null`: the rows have no key. */
  keys: Key[] | null
  /** Whether `keys` are all, and each of one row. */
  keysComplete: boolean
  /** Whether `--fix`, with the options of this run, has something to do here. */
  fixable: boolean
  /** Rows that it would change, of this table or another. */
  fixableRows: number
  /** What `--fix` does about it, in one sentence; or why a human has to. */
  fix: string
  durationMs: number
  /** Why it was skipped, or what went wrong. */
  reason: string | null
  /** What it means, and what it does to people. */
  explanation: string
  docs: string
  /** The statement that found the rows. */
  sql: string | null
}

/**
 * A broken row as it stands in a report: its key and the columns that matter, by their real names and as PostgreSQL writes
 * JSON, and what a scan says of it.
 */
export type SampleRow = Record<string, unknown> & { _key: Key | null; _severity: Severity }

/** A broken row taken apart. */
export interface Sample {
  key: Key | null
  severity: Severity
  row: Record<string, unknown>
}

/** Counts of all checks together: of broken rows by severity, and of checks by status. */
export interface Summary {
  critical: number
  warning: number
  info: number
  ignored: number
  checks: number
  passed: number
  failed: number
  skipped: number
  error: number
  /** Rows that an earlier report did not have; `null` without one. */
  new: number | null
}

/** What has changed since an earlier report. Counts rows. */
export interface ComparisonResult {
  /** Of the earlier report; `startedAt` and `runId` are `null` where there was none yet, and every row is new. */
  file: string
  startedAt: string | null
  runId: string | null
  new: number
  fixed: number
  open: number
  checks: CheckComparison[]
}

/** Rows of one check, now and then. */
export interface CheckComparison {
  check: string
  /** `exact` by keys; `count` where one of the reports has not kept all keys; `unknown` where one of them has not made the check. */
  by: 'exact' | 'count' | 'unknown'
  /** Why it is not exact, or what counts as new or fixed though nobody changed it. */
  reason: string | null
  before: number | null
  now: number | null
  /** By count: by how many there are more, at least. `null`: unknown. */
  new: number | null
  fixed: number | null
  open: number | null
  /** `new` by severity; `null` where `new` is. */
  newBySeverity: Record<Severity, number> | null
  newKeys: Key[]
  fixedKeys: Key[]
}

/** What a repair has done, or would do. */
export interface FixResult {
  dryRun: boolean
  /** `none`: nothing was to be done, or only a plan was made. */
  transaction: 'committed' | 'rolled back' | 'none'
  /** Why it was rolled back. */
  reason: string | null
  /** The undo file; `null` where none was written. */
  undo: string | null
  actions: FixActionResult[]
  /** Checks whose rows need a human, with what to do. */
  manual: { check: string; count: number; advice: string }[]
  /** The scan after it, in the same transaction; `null` where there was none. */
  after: Summary | null
  /** Broken rows that are left, by check and severity; `null` where `after` is. */
  afterByCheck: Record<string, Record<Severity, number>> | null
  /** Rows that came up because of a repair that is meant to do so: a lesson without its empty snapshot. */
  uncovered: { check: string; count: number; because: string }[]
}

/** What was done about the rows of one check. */
export interface FixActionResult {
  check: string
  /** `removed`, `archived`, `author_id set to NULL` … */
  action: string
  table: string
  /** Rows that were changed; in a dry run those that would be. */
  count: number
  undo: string | null
  /** Rows that were planned and left alone, by why. */
  left: { count: number; reason: string; keys: Key[] }[]
  samples: Sample[]
}

/** What was brought back of a repair, table by table. Counts rows. */
export interface UndoResult {
  file: string
  /** Of the run that is undone. */
  runId: string
  dryRun: boolean
  /** What became of the fix: what the server says of its transaction. */
  fix: 'committed' | 'rolled back' | 'in progress' | 'unknown'
  transaction: 'committed' | 'rolled back' | 'none'
  tables: {
    table: string
    restored: number
    alreadyThere: number
    left: { count: number; reason: string; keys: Key[] }[]
  }[]
}
