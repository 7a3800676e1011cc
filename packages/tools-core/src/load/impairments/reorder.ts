import type { Random } from '../../values/random.ts'
import type { Appointment } from '../agenda.ts'
import type { ImpairmentSettings } from './settings.ts'
import type { Timetable } from './timetable.ts'

/** Milliseconds that a message waits to be overtaken; then it goes its way, in order. */
const longestHoldMs = 300

/** Which messages are to be overtaken. */
export class Reordering {
  readonly #probability: number
  readonly #random: Random

  constructor({ reorder }: ImpairmentSettings, random: Random) {
    this.#probability = reorder
    this.#random = random
  }

  /** Whether the next message is held back. */
  draw(): boolean {
    return this.#probability > 0 && this.#random.chance(this.#probability)
  }
}

/** The place of the one message that waits to be overtaken. */
export class Hold<T> {
  readonly #agenda: Timetable
  readonly #onExpired: (item: T) => void
  #waiting: { readonly item: T; readonly expiry: Appointment } | null = null

  /** @param onExpired is given what nothing has overtaken in time */
  constructor(agenda: Timetable, onExpired: (item: T) => void) {
    this.#agenda = agenda
    this.#onExpired = onExpired
  }

  get held(): T | null {
    return this.#waiting && this.#waiting.item
  }

  put(item: T): void {
    const expiry = this.#agenda.at(this.#agenda.now() + longestHoldMs, () => {
      this.#waiting = null
      this.#onExpired(item)
    })
    this.#waiting = { item, expiry }
  }

  /** Takes it out; `null` if there is none. */
  take(): T | null {
    const waiting = this.#waiting
    waiting?.expiry.cancel()
    this.#waiting = null
    return waiting && waiting.item
  }
}
