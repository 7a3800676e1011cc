import type { Agenda } from '@m4sh/tools-core/load'

/** A rate limit that does not say how long it lasts is believed to last so long at first. Milliseconds. */
const firstHoldMs = 500
const longestHoldMs = 10_000

/**
 * How much may be under way at once. It begins with one and doubles with each round that is taken; whoever is told to wait
 * waits, and begins with one again: all at once would meet the same limit again.
 */
export class Brake {
  readonly #agenda: Agenda
  readonly #limit: number
  readonly #onFree: () => void
  #window = 1
  #until = 0
  #holdMs = firstHoldMs

  /** @param onFree it may go on */
  constructor(agenda: Agenda, limit: number, onFree: () => void) {
    this.#agenda = agenda
    this.#limit = limit
    this.#onFree = onFree
  }

  /** Nothing may be sent now. */
  get isOn(): boolean {
    return this.#agenda.now() < this.#until
  }

  get window(): number {
    return this.#window
  }

  /** @param waitMs as the platform says; `null` where it does not */
  hold(waitMs: number | null): void {
    const isTold = waitMs !== null && waitMs > 0
    const wait = isTold ? waitMs : this.#holdMs
    // Several that were under way together are told the same.
    if (!isTold && !this.isOn) this.#holdMs = Math.min(longestHoldMs, this.#holdMs * 2)
    this.#window = 1
    this.#until = Math.max(this.#until, this.#agenda.now() + wait)
    this.#agenda.at(this.#until, this.#onFree)
  }

  /** So many were taken. */
  taken(count: number): void {
    this.#window = Math.min(this.#limit, this.#window + count)
    this.#holdMs = firstHoldMs
  }
}
