import { Random } from '@m4sh/tools-core/values/random'
import { FaultyLine } from './faulty-line.ts'

/** What goes wrong on purpose. Times in milliseconds, rates from 0 to 1. */
export interface FaultSettings {
  /** Added to every answer and every delivery. */
  readonly latencyMs: number
  /** Around the latency, evenly, to both sides; never below 0. */
  readonly jitterMs: number
  /** Deliveries that never come. */
  readonly drop: number
  /** Deliveries that come twice. */
  readonly duplicate: number
  /** Deliveries that are overtaken by the next one to the same socket. */
  readonly reorder: number
  /** Every socket is closed after so long; `null` for never. */
  readonly closeEveryMs: number | null
  /** Requests that answer 503, and publishes that answer WS_SERVER_ERROR. */
  readonly errorRate: number
}

export const noFaults: FaultSettings = {
  latencyMs: 0,
  jitterMs: 0,
  drop: 0,
  duplicate: 0,
  reorder: 0,
  closeEveryMs: null,
  errorRate: 0,
}

/**
 * Whether the faults that strike one delivery each are to strike more than all of them. As written: 0.7 + 0.2 + 0.1 is a
 * little less than 1 in binary, 0.1 + 0.2 + 0.7 a little more.
 */
export function strikesTooMany({ drop = 0, duplicate = 0, reorder = 0 }: Partial<FaultSettings>): boolean {
  return drop + duplicate + reorder > 1 + 1e-9
}

/** How often each fault has struck: what the tools' reports are held against. */
export interface FaultCounts {
  dropped: number
  /** Deliveries that came once more, not the copies and the originals together. */
  duplicated: number
  /** Deliveries that really were overtaken. */
  reordered: number
  /** Frames and answers that were held back, copies included. */
  delayed: number
  closed: number
  errors: number
}

/** What a fault does, by the name of its count. */
export type FaultKind = keyof FaultCounts

/** What a fault struck; what it has not is `null`. */
export interface Fault {
  readonly kind: FaultKind
  readonly channel: string | null
  /** Who did not get it, or got it otherwise than it was sent; of an error, who had published. */
  readonly userId: number | null
  readonly eventType: string | null
  /** Of the stroke, the message or the notification. */
  readonly id: string | null
}

/** An event on its way to one socket. */
export interface Delivery {
  /** The event as it goes over the wire. */
  readonly frame: Buffer
  readonly channel: string
  readonly event: Readonly<Record<string, unknown>>
}

/** What befalls one request. */
export interface RequestFault {
  readonly delayMs: number
  /** It is to answer 503. */
  readonly isError: boolean
}

/** Draws the faults, the same ones for the same seed and the same traffic. */
export class Faults {
  readonly settings: FaultSettings
  readonly counts: FaultCounts = { dropped: 0, duplicated: 0, reordered: 0, delayed: 0, closed: 0, errors: 0 }
  readonly #onFault: ((fault: Fault) => void) | null
  readonly #seed: number
  readonly #requests: Random
  /** How many sockets each user has had: the third of user 5 draws its own numbers, and the same ones in every run. */
  readonly #linesOf = new Map<number, number>()

  /**
   * @param onFault is told of every fault as it strikes
   * @throws {RangeError} where the rates of deliveries come to more than all of them
   */
  constructor(settings: Partial<FaultSettings> = noFaults, seed = 42, onFault: ((fault: Fault) => void) | null = null) {
    this.settings = { ...noFaults, ...settings }
    const { drop, duplicate, reorder } = this.settings
    if (strikesTooMany(this.settings))
      throw new RangeError(
        `drop, duplicate and reorder strike one delivery each: ${drop + duplicate + reorder} is more than 1`,
      )
    this.#seed = seed
    this.#onFault = onFault
    this.#requests = new Random(seed, -1)
  }

  /** Whether no fault can strike a frame of a socket. */
  get isQuiet(): boolean {
    const { latencyMs, jitterMs, drop, duplicate, reorder, errorRate } = this.settings
    return latencyMs + jitterMs + drop + duplicate + reorder + errorRate === 0
  }

  /**
   * The way to one socket, which `send` ends; `null` while all is quiet, so that nobody pays for what does not happen.
   * Lines are told apart by user and by how many the user has had before.
   */
  lineTo(userId: number, send: (frame: Buffer) => void): FaultyLine | null {
    if (this.isQuiet) return null
    const ordinal = this.#linesOf.get(userId) ?? 0
    this.#linesOf.set(userId, ordinal + 1)
    const stream = Math.imul(userId, 0x9e3779b1) ^ Math.imul(ordinal, 0x85ebca6b)
    // Of their own each: what a socket asks for must not change what befalls its deliveries.
    const randomFor = (purpose: number): Random => new Random(this.#seed, stream ^ (purpose << 28))
    return new FaultyLine({
      faults: this,
      strikes: randomFor(1),
      delays: randomFor(2),
      errors: randomFor(3),
      userId,
      send,
    })
  }

  /** What befalls the next request; whoever asks has to do it: wait, then answer, or answer 503. */
  ofRequest(): RequestFault {
    const delayMs = this.drawDelay(this.#requests)
    const isError = this.#requests.chance(this.settings.errorRate)
    if (delayMs > 0) this.strike('delayed')
    if (isError) this.strike('errors')
    return { delayMs, isError }
  }

  /** How long the next answer or delivery is held back. */
  drawDelay(random: Random): number {
    const { latencyMs, jitterMs } = this.settings
    if (jitterMs === 0) return latencyMs
    return Math.max(0, latencyMs + (random.next() * 2 - 1) * jitterMs)
  }

  /** Counts a fault that strikes and tells the observer. */
  strike(kind: FaultKind, userId: number | null = null, struck: Omit<Delivery, 'frame'> | null = null): void {
    this.counts[kind]++
    this.#onFault?.({
      kind,
      channel: struck?.channel ?? null,
      userId,
      eventType: textOf(struck?.event['type']),
      id: struck ? idOf(struck.event) : null,
    })
  }
}

/** Of a stroke, a message or a notification, wherever its event holds it. */
function idOf(event: Readonly<Record<string, unknown>>): string | null {
  return textOf(event['stroke_id'] ?? idIn(event['stroke']) ?? idIn(event['payload']) ?? event['id'])
}

function idIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
