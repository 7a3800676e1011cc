import type { GeneratorReport } from '@m4sh/tools-core/load'
import type { RawResult } from './engine/raw-result.ts'
import type { ResultFacts } from './to-result.ts'
import type { Summary } from '@m4sh/tools-core/stats/summary'

/** What one run found. Times in milliseconds unless a name says otherwise. */
export interface StressResult {
  clients: {
    requested: number
    connected: number
    failed: number
    /** Were connected, should have stayed, and had no socket at the end, whether they gave up or still tried. */
    gone: number
    reconnects: number
    /** From the first attempt to the open socket. */
    connect: Summary
    /** From the loss of a socket until the board was whole again. */
    resync: Summary
  }
  messages: MessageFigures
  throughput: {
    sentPerSecond: number
    receivedPerSecond: number
    bytesSentPerSecond: number
    bytesReceivedPerSecond: number
  }
  /** Intended send → another client has it, impairments included: what a user feels. */
  latency: Summary
  /** Socket write → receipt: the server's and the network's part. */
  transit: Summary
  /** Per message: when the first, half and the last of its receivers had it, counted from its intended send. */
  fanOut: {
    first: Summary
    median: Summary
    /** Of strokes that everybody got. */
    last: Summary
    budgetMs: number
    /** Of the deliveries that should have come. */
    withinBudget: number | null
    /** Strokes that somebody on the board never got. */
    incomplete: number
  }
  snapshot: { requested: number; count: number; timedOut: number; delay: Summary; bytes: Summary }
  convergence: Convergence
  errors: { count: number; byKind: Record<string, number> }
  generator: GeneratorSection
  /** What went wrong with a single delivery, by receiver, sender and sequence. */
  ledger: { total: number; entries: LedgerEntry[] }
  rooms: RoomRow[]
  timeline: TimelinePoint[]
  /** Distributions as HdrHistogram V2, base64, microseconds: for merging and comparing. */
  histograms: Record<HistogramName, unknown>
  comparison: Comparison | null
  capacity: Capacity | null
  /** Of a shard: all that `stress-board merge` needs. */
  part: StressPart | null
}

/** What one shard brings home, which merges with the others' without loss. */
export interface StressPart {
  readonly raw: RawResult
  readonly facts: ResultFacts
}

/** Distributions that a report holds whole. */
export type HistogramName = 'latency' | 'transit' | 'sendLag'

/** What became of the frames of drawing. Counts, and bytes where a name says so. */
export interface MessageFigures {
  /** Frames of drawing that were written to a socket. */
  sent: number
  /** Frames of drawing that arrived, each once. */
  received: number
  /** What should have arrived: each frame at everybody else who surely was on the board. */
  expected: number
  /** received ÷ expected; `null` where nothing was expected. */
  delivered: number | null
  /** By the tool's own impairments; none of these was lost by the server. */
  dropped: number
  delayed: number
  reordered: number
  copied: number
  /** Meant for a socket that was not there. */
  unsent: number
  /** Written right before the socket broke, and seen by nobody: whether the server ever had them is not known. */
  cutOff: number
  /** By the server or the network. */
  lost: number
  duplicated: number
  outOfOrder: number
  late: number
  foreign: number
  bytesSent: number
  bytesReceived: number
  /** Intended in the time of the run. */
  offered: number
  /** Of these, what this machine came to in that time, be it that there was no socket to send it to. */
  achieved: number
}

/** Whether all ended with the server's picture. Counts clients. */
export interface Convergence {
  /** Clients whose board was compared with the server's. */
  checked: number
  converged: number
  /** Clients that were there at the end, and whose board could not be compared. */
  unchecked: number
  /** Clients that had left before the end, as the stages say; nobody compared theirs. */
  left: number
  diverged: DivergedClient[]
  /** Wrong boards that the tool's own impairments explain. */
  perceived: { clients: number; wrongAtEnd: number; staleTime: Summary }
}

/**
 * Why a board differs: the server `lost` something, the board shows something `extra`, or two actions crossed (`race`).
 */
export type DivergenceCause = 'lost' | 'extra' | 'race'

/** A client whose board is not the server's at the end. `missing` and `extra` count strokes. */
export interface DivergedClient {
  client: number
  lesson: string
  missing: number
  extra: number
  cause: DivergenceCause
  /** The first of them. */
  strokes: { id: string; is: 'missing' | 'extra'; cause: DivergenceCause }[]
}

/** What can go wrong with a single delivery. */
export type LedgerKind = 'lost' | 'duplicate' | 'out-of-order' | 'late' | 'foreign'

/** A delivery that went wrong. */
export interface LedgerEntry {
  kind: LedgerKind
  lesson: string
  /** Numbers of clients; of a sender that is none of ours `null`. */
  receiver: number
  sender: number | null
  /** The sender's own count of what it did, from 0; `null` where it is not known. */
  sequence: number | null
}

/** What became of one lesson's board. Counts. */
export interface RoomRow {
  lesson: string
  clients: number
  sent: number
  received: number
  lost: number
  duplicated: number
  outOfOrder: number
  late: number
  diverged: number
  /** On the server's board at the end. */
  strokes: number
}

/** What one second has brought. Counts, and latencies in milliseconds. */
export interface TimelinePoint {
  /** End of the second, from the start of the run. */
  t: number
  sent: number
  received: number
  errors: number
  connected: number
  p50: number | null
  p95: number | null
  p99: number | null
}

/** Whether this machine was the problem. */
export interface GeneratorSection extends GeneratorReport {
  /** Threads. */
  workers: number
}

/** How the run differs from an earlier one: one run against one, so a ratio is no proof. */
export interface Comparison {
  baseline: { file: string; startedAt: string }
  /** By figure: `latency.p95`; `ratio` is new ÷ old. */
  figures: Record<string, { old: number | null; new: number | null; ratio: number | null }>
}

/** How many clients hold the thresholds. */
export interface Capacity {
  /** Largest number of clients that held every threshold; 0 where none did. */
  clients: number
  /** True where even the largest size that was tried held. */
  isLimit: boolean
  steps: CapacityStep[]
}

/** One size that was tried. Latencies in milliseconds; `cpuShare` from 0 to 1. */
export interface CapacityStep {
  clients: number
  held: boolean
  valid: boolean
  receivedPerSecond: number
  p50: number | null
  p95: number | null
  p99: number | null
  lost: number
  diverged: number
  cpuShare: number
}
