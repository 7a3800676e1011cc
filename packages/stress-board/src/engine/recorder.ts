import { Histogram } from '@m4sh/tools-core/stats/histogram'
import type { LedgerEntry, LedgerKind } from '../result.ts'

/** Entries of the ledger that are named of each kind, so that many harmless ones hide no grave one; all are counted. */
export const mostEntries = 1000

/** Names of errors are given by whoever is measured: no more of them are told apart. */
const mostKinds = 50

/** Timelines have many histograms, and need no third digit. */
const timelineBits = 7

/** What one thread counts and measures. */
export class Recorder {
  readonly latency = new Histogram()
  readonly transit = new Histogram()
  readonly sendLag = new Histogram()
  readonly connect = new Histogram()
  readonly resync = new Histogram()
  readonly snapshotDelay = new Histogram()
  /** Kilobytes, not milliseconds. */
  readonly snapshotBytes = new Histogram()
  readonly first = new Histogram()
  readonly median = new Histogram()
  readonly last = new Histogram()
  readonly stale = new Histogram()
  readonly counts = {
    connected: 0,
    failed: 0,
    reconnects: 0,
    sent: 0,
    unsent: 0,
    offered: 0,
    achieved: 0,
    withinBudget: 0,
    /** Strokes that somebody on the board never got. */
    incomplete: 0,
    snapshotRequests: 0,
    snapshots: 0,
    snapshotTimeouts: 0,
    foreign: 0,
    dropped: 0,
    delayed: 0,
    reordered: 0,
    copied: 0,
    bytesSent: 0,
    bytesReceived: 0,
  }
  readonly errors = new Map<string, number>()
  readonly ledger: LedgerEntry[] = []
  readonly #named = new Map<LedgerKind, number>()
  ledgerTotal = 0
  /** How many sockets are open now. */
  open = 0
  #second = emptySecond()

  error(kind: string): void {
    const known = this.errors.has(kind) || this.errors.size < mostKinds ? kind : 'other'
    this.errors.set(known, (this.errors.get(known) ?? 0) + 1)
    this.#second.errors++
  }

  sent(): void {
    this.counts.sent++
    this.#second.sent++
  }

  /** A delivery that a user would see. */
  arrived(latencyMs: number): void {
    this.latency.record(latencyMs)
    this.#second.latency.record(latencyMs)
  }

  received(): void {
    this.#second.received++
  }

  note(kind: LedgerKind, entry: Omit<LedgerEntry, 'kind'>): void {
    this.ledgerTotal++
    const named = this.#named.get(kind) ?? 0
    if (named === mostEntries) return
    this.#named.set(kind, named + 1)
    this.ledger.push({ kind, ...entry })
  }

  /** What happened since the last time. */
  takeSecond(t: number): SecondSample {
    const { latency, ...counts } = this.#second
    this.#second = emptySecond()
    return { t, ...counts, connected: this.open, latency: latency.toJSON() }
  }
}

/** One second of one thread. */
export interface SecondSample {
  readonly t: number
  readonly sent: number
  readonly received: number
  readonly errors: number
  readonly connected: number
  readonly latency: ReturnType<Histogram['toJSON']>
}

function emptySecond() {
  return { sent: 0, received: 0, errors: 0, latency: new Histogram({ subBucketBits: timelineBits }) }
}
