import type { Random } from '@m4sh/tools-core/values/random'
import { DelayLine } from './delay-line.ts'
import type { Delivery, Faults } from './faults.ts'

/** How long a delivery waits to be overtaken; then it goes its way, in order. */
const holdMs = 300

interface LineParts {
  readonly faults: Faults
  /** Which fault strikes a delivery. */
  readonly strikes: Random
  /** How long a frame is held back. */
  readonly delays: Random
  /** Which publish fails. */
  readonly errors: Random
  readonly userId: number
  readonly send: (frame: Buffer) => void
}

/** The way to one socket, on which faults lie in wait. One number is drawn a delivery, so one fault strikes it at most. */
export class FaultyLine {
  readonly #faults: Faults
  readonly #strikes: Random
  readonly #delays: Random
  readonly #errors: Random
  readonly #userId: number
  readonly #delayed: DelayLine
  #held: Delivery | null = null
  #holdTimer: NodeJS.Timeout | null = null

  constructor({ faults, strikes, delays, errors, userId, send }: LineParts) {
    this.#faults = faults
    this.#strikes = strikes
    this.#delays = delays
    this.#errors = errors
    this.#userId = userId
    this.#delayed = new DelayLine(send)
  }

  /** An event of a channel: all faults may strike it. */
  deliver(delivery: Delivery): void {
    const { drop, duplicate, reorder } = this.#faults.settings
    const draw = this.#strikes.next()
    if (draw < drop) return this.#strike('dropped', delivery)
    if (draw < drop + duplicate) {
      this.#strike('duplicated', delivery)
      this.#send(delivery)
    } else if (draw < drop + duplicate + reorder && this.#held === null) {
      return this.#hold(delivery)
    }
    this.#send(delivery)
    const overtaken = this.#letGo()
    if (overtaken === null) return
    this.#strike('reordered', overtaken)
    this.#send(overtaken)
  }

  /** What a socket asked for itself (pongs, errors, snapshots) is only held back, and overtakes nothing. */
  answer(frame: Buffer): void {
    this.#release()
    const delayMs = this.#faults.drawDelay(this.#delays)
    if (delayMs > 0) this.#faults.strike('delayed', this.#userId)
    this.#delayed.push(frame, delayMs)
  }

  /** Whether a publish of this socket is to be answered by an error. */
  failsPublish(published: Omit<Delivery, 'frame'>): boolean {
    const { errorRate } = this.#faults.settings
    if (errorRate === 0 || !this.#errors.chance(errorRate)) return false
    this.#faults.strike('errors', this.#userId, published)
    return true
  }

  /** Forgets what is under way. */
  close(): void {
    this.#letGo()
    this.#delayed.close()
  }

  #send(delivery: Delivery): void {
    const delayMs = this.#faults.drawDelay(this.#delays)
    if (delayMs > 0) this.#strike('delayed', delivery)
    this.#delayed.push(delivery.frame, delayMs)
  }

  #hold(delivery: Delivery): void {
    this.#held = delivery
    this.#holdTimer = setTimeout(() => this.#release(), holdMs)
  }

  /** Sends what was held with nothing having overtaken it. */
  #release(): void {
    const held = this.#letGo()
    if (held) this.#send(held)
  }

  #letGo(): Delivery | null {
    const held = this.#held
    if (held === null) return null
    if (this.#holdTimer) clearTimeout(this.#holdTimer)
    this.#held = null
    this.#holdTimer = null
    return held
  }

  #strike(kind: 'dropped' | 'duplicated' | 'reordered' | 'delayed', delivery: Delivery): void {
    this.#faults.strike(kind, this.#userId, delivery)
  }
}
