import type { Random } from '../values/random.ts'
import { drawExponential } from './exponential.ts'

/** A while in which a socket is stalled (nothing is read from it) or disconnected. */
export interface Spell {
  /** Milliseconds, counted as `startAt` was. */
  readonly at: number
  readonly forMs: number
}

/** How often a spell comes and how long it takes. Milliseconds. */
export interface SpellOptions {
  /** Mean time from the end of one spell to the start of the next; `Infinity` for no spells. */
  readonly everyMs: number
  /** How long each of them is. */
  readonly forMs: number
  /** Of this virtual user and this kind of spell alone. */
  readonly random: Random
  /** Milliseconds; all times count from here. */
  readonly startAt: number
}

/** When a socket has its bad spells: at random (exponential gaps), never two at once. The same seed gives the same ones. */
export class Spells {
  readonly #everyMs: number
  readonly #forMs: number
  readonly #random: Random
  #clearFrom: number

  /** @throws {RangeError} if the gap is not above 0, or the length negative or no finite number */
  constructor({ everyMs, forMs, random, startAt }: SpellOptions) {
    if (!(everyMs > 0)) throw new RangeError(`everyMs is ${everyMs}: milliseconds above 0 are wanted`)
    if (!(forMs >= 0 && forMs < Infinity)) throw new RangeError(`forMs is ${forMs}: milliseconds are wanted`)
    this.#everyMs = everyMs
    this.#forMs = forMs
    this.#random = random
    this.#clearFrom = startAt
  }

  next(): Spell {
    const at = this.#clearFrom + drawExponential(this.#random, this.#everyMs)
    this.#clearFrom = at + this.#forMs
    return { at, forMs: this.#forMs }
  }
}
