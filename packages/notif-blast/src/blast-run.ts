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
}

export interface BlastProgress {
  readonly done: number
  readonly total: number
  readonly elapsedMs: number
  readonly what: 'written' | 'removed' | 'pushed'
}

export interface BlastDeps {
  readonly address: DatabaseAddress
  /** Of the run that is begun, gone on with, or taken away. */
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

export interface BlastRun {
  readonly result: BlastResult
  readonly warnings: readonly string[]
  /** What has ended it before its end. */
  readonly failure: ExpectedError | null
  readonly table: string
}
