import type { GatewaySocket } from '@m4sh/tools-core/connections/websocket'
import type { Agenda } from '@m4sh/tools-core/load'
import type { OwnTime } from './own-time.ts'

/** A slow reader lies still so long, and then reads so long. Milliseconds. */
const slowStallMs = 5000
const slowReadMs = 250

/** When a client reads its socket, and when it leaves everything lying there. Times in milliseconds. */
export class Reading {
  readonly #agenda: Agenda
  readonly #time: OwnTime
  #socket: GatewaySocket | null = null
  #stalledUntil = 0
  #resumedAt = 0
  /** Nothing stalls it any more. */
  #isForGood = false

  constructor(agenda: Agenda, time: OwnTime) {
    this.#agenda = agenda
    this.#time = time
  }

  /** When it last began to read again, by the agenda's clock. */
  get resumedAt(): number {
    return this.#resumedAt
  }

  /** A new socket is open: a stall that was going on goes on with it. */
  open(socket: GatewaySocket, isSlow: boolean): void {
    this.#socket = socket
    if (isSlow) this.#readSlowly()
    else if (this.#stalledUntil > this.#agenda.now()) this.stall(this.#stalledUntil - this.#agenda.now())
  }

  close(): void {
    this.#socket = null
  }

  stall(forMs: number): void {
    if (this.#isForGood) return
    this.#stalledUntil = this.#agenda.now() + forMs
    this.#socket?.pause()
    this.#time.after(forMs, () => {
      // Another one may have begun meanwhile.
      if (this.#agenda.now() >= this.#stalledUntil - 1) this.#resume()
    })
  }

  /** From now on it reads whatever comes: what it left lying is our doing, and no loss. */
  readOn(): void {
    this.#isForGood = true
    if (this.#stalledUntil > this.#agenda.now()) this.#resume()
  }

  #resume(): void {
    this.#resumedAt = this.#agenda.now()
    this.#stalledUntil = 0
    this.#socket?.resume()
  }

  #readSlowly(): void {
    if (this.#socket === null || this.#isForGood) return
    this.stall(slowStallMs)
    this.#time.after(slowStallMs + slowReadMs, () => this.#readSlowly())
  }
}
