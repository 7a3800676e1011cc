import type { Summary } from '@m4sh/tools-core/stats/summary'

/** What one run did. Times in milliseconds unless a name says otherwise. */
export interface BlastResult {
  /** Who got notifications, or lost them. */
  users: number
  /** Rows that were to be written; with `--resume`, those of the whole run. */
  requested: number
  /** Rows of this run that are in for sure, those that the platform has made for a push included. */
  inserted: number
  byType: Record<string, number>
  /** Rows that were to be written and are not in. */
  failed: number
  /** Rows that were in before, of a run that was resumed. */
  resumed: number
  /** Rows that `--clear` or `--undo` removed, or would remove. */
  cleared: number
  batches: number
  batchSize: number
  /** `http`: the platform made the rows as it was asked to push them. */
  method: 'copy' | 'insert' | 'rows' | 'http'
  /** Of COPY; `null` for the others. */
  copyFormat: 'binary' | 'text' | null
  connections: number
  /** From the first batch to the end of the last one. */
  writingMs: number
  rowsPerSecond: number | null
  /**
   * Due → committed, of each batch: where nothing is planned, a batch is due when a connection is free. With `http` a batch
   * is a row, and ends with the platform's answer.
   */
  batchTime: Summary
  push: PushResult | null
  /** The id of the run, which stands in every row's payload. */
  marker: string
  /** Where it stands: the path within the payload. */
  markerPath: string
  database: {
    /** Rows with the marker, counted when all was done; `null` where they could not be counted. */
    rows: number | null
    /** Whether that is what this report says. */
    agrees: boolean | null
  }
  errors: { count: number; byKind: Record<string, number> }
  generator: { cpuSeconds: number; maxRssBytes: number }
  /** What every second brought. */
  timeline: TimelineRow[]
  /** Commands that go on from here; `null` where there is nothing to go on with. */
  next: { undo: string | null; resume: string | null }
  /** Nothing was written: this is what would have been. */
  dryRun: boolean
}

/** What one second has brought. Counts rows, batches, deliveries. */
export interface TimelineRow {
  /** Milliseconds from the first batch; the end of the second. */
  t: number
  rows: number
  batches: number
  pushed: number
  delivered: number
  errors: number
}

/** How notifications reached the sockets of their users. */
export interface PushResult {
  via: 'http' | 'ws'
  /** Why this way: what the target was asked and said. */
  reason: string
  pushed: number
  failed: number
  /** Deliveries to the sockets that listened; `null` where none did. */
  delivered: number | null
  /** Pushed to somebody who listened, and never delivered. */
  lost: number | null
  duplicated: number | null
  /** Whose sockets listened. */
  listeners: number
  /** Committed, or due where there is a schedule → a socket of the user has it. */
  latency: Summary
  /** Sent to the platform → a socket of the user has it. */
  transit: Summary
  /** Sent → the platform has answered; not known of `ws`. */
  acknowledge: Summary
}
