import type { DatabaseAddress } from '@m4sh/tools-core/connections/postgres'
import type { ExpectedError } from '@m4sh/tools-core/errors'
import type { BlastResult } from './result.ts'
import type { RunKey } from './rows/run-id.ts'
import type { RunFile } from './runs/run-file.ts'

/** What is going to happen, before anything does. */
export interface BlastPlan {
  readonly users: number
  /** Rows that are going to be written. */
  readonly rows: number
  /** Rows that are there, of the run that is gone on with. */
  readonly present: number
  /** Rows that are going to be removed. */
  readonly removes: number
  readonly table: string
  /** Columns that are written, each for what it is: `payload → data jsonb`. */
  readonly columns: readonly string[]
}

/** How far it is. `done` and `total` count rows. */
export interface BlastProgress {
  readonly done: number
  readonly total: number
  readonly elapsedMs: number
  readonly what: 'written' | 'removed' | 'pushed'
}

/** What a run needs of the outside world. */
export interface BlastDeps {
  /** The database; that of the config if left out. */
  readonly address: DatabaseAddress
  /** Of the run that is begun, gone on with, or taken away; as the config says if left out. */
  readonly key: RunKey
  /** Of the run that is gone on with. */
  readonly resumed: RunFile | null
  /** Told before anything is touched. @throws where nobody agrees */
  readonly agree: (plan: BlastPlan) => Promise<void>
  readonly onProgress: (progress: BlastProgress) => void
  /** Told which way pushes go, before the first one. */
  readonly onPushWay: (way: { readonly via: 'http' | 'ws'; readonly reason: string }) => void
  /** Told of tokens, for the redactor. */
  readonly onSecret: (token: string) => void
}

/** What a run has done. */
export interface BlastRun {
  /** The figures, as the JSON report has them. */
  readonly result: BlastResult
  /** What a reader of the figures has to know, in whole sentences. */
  readonly warnings: readonly string[]
  /** What has ended it before its end; `null` for nothing. */
  readonly failure: ExpectedError | null
  /** Table that the rows are in, quoted: `public.notifications_notification`. */
  readonly table: string
}
