import { type GeneratorFigures } from '@m4sh/tools-core/load'
import { type Histogram } from '@m4sh/tools-core/stats/histogram'
import type { DivergedClient, LedgerEntry, RoomRow } from '../result.ts'
import type { Recorder, SecondSample } from './recorder.ts'

type HistogramJson = ReturnType<Histogram['toJSON']>

export const histogramNames = [
  'latency',
  'transit',
  'sendLag',
  'connect',
  'resync',
  'snapshotDelay',
  'snapshotBytes',
  'first',
  'median',
  'last',
  'stale',
] as const

export type RawHistogramName = (typeof histogramNames)[number]

/** What one thread brings home: data only, that can be merged with another's without loss. */
export interface RawResult {
  readonly counts: Recorder['counts'] & DeliveryCounts
  readonly errors: Readonly<Record<string, number>>
  readonly histograms: Readonly<Record<RawHistogramName, HistogramJson>>
  readonly ledger: { readonly total: number; readonly entries: readonly LedgerEntry[] }
  readonly convergence: RawConvergence
  readonly rooms: readonly RoomRow[]
  readonly seconds: readonly SecondSample[]
  readonly generator: GeneratorFigures
  /** Clients of the thread, and how long they had. */
  readonly clients: number
  readonly activeMs: number
  /** How sockets ended, in words, and what helps; one a kind. */
  readonly ends: Readonly<Record<string, { readonly says: string; readonly hint: string | null }>>
  readonly interrupted: boolean
}

export interface DeliveryCounts {
  readonly expected: number
  readonly received: number
  readonly lost: number
  readonly duplicated: number
  readonly outOfOrder: number
  readonly late: number
  readonly cutOff: number
}

export interface RawConvergence {
  readonly checked: number
  readonly unchecked: number
  readonly left: number
  readonly gone: number
  readonly diverged: readonly DivergedClient[]
  readonly perceivedClients: number
  readonly wrongAtEnd: number
}
