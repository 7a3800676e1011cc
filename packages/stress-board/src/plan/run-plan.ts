import type { ImpairmentSettings } from '@m4sh/tools-core/load'
import type { PointRange } from '../board/draw-stroke.ts'
import type { OperationKind } from '../ledger/operation-log.ts'

/** What one thread is to do. Crosses to a worker, so it holds nothing but data. Times in milliseconds from the start of the run. */
export interface RunPlan {
  readonly url: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  /** Tells this run's strokes from all others. */
  readonly tag: string
  readonly seed: number
  readonly rooms: readonly RoomPlan[]
  readonly durationMs: number
  readonly load: LoadPlan
  readonly impairments: ImpairmentPlan
  readonly snapshots: { readonly intervalMs: number; readonly timeoutMs: number }
  /** How long what is under way may take when the load has ended. */
  readonly settleMs: number
  /** Of the fan-out's share within budget. */
  readonly budgetMs: number
  readonly precise: boolean
}

export interface RoomPlan {
  readonly lesson: string
  readonly clients: readonly ClientPlan[]
}

export interface ClientPlan {
  /** Number among all clients of the run. */
  readonly index: number
  readonly token: string | null
  readonly userId: number | null
  readonly startAt: number
  /** When it leaves; the end of the run where it stays. */
  readonly stopAt: number
  /** It reads only now and then. */
  readonly isSlow: boolean
}

export interface LoadPlan {
  readonly model: 'open' | 'closed'
  /** Operations a second, of each client; of the open model. */
  readonly ratePerSecond: number
  readonly pattern: 'poisson' | 'constant'
  readonly thinkTimeMs: number
  readonly mix: Readonly<Record<OperationKind, number>>
  readonly strokePoints: PointRange
}

export interface ImpairmentPlan {
  readonly direction: 'in' | 'out' | 'both'
  readonly settings: ImpairmentSettings
  readonly chaos: boolean
  /** Mean time between two cuts of a client's socket; 0 for never. */
  readonly disconnectEveryMs: number
  /** Mean time between two stalls, and how long one takes; 0 for never. */
  readonly stallEveryMs: number
  readonly stallMs: number
  /** All sockets are cut at once so often; 0 for never. */
  readonly stormEveryMs: number
}
