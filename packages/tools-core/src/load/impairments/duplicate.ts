import type { Random } from '../../values/random.ts'
import type { ImpairmentSettings } from './settings.ts'

/** How often messages arrive. */
export class Duplication {
  readonly #probability: number
  readonly #random: Random

  constructor({ duplicate }: ImpairmentSettings, random: Random) {
    this.#probability = duplicate
    this.#random = random
  }

  /** Copies of the next message, itself included. */
  draw(): 1 | 2 {
    return this.#probability > 0 && this.#random.chance(this.#probability) ? 2 : 1
  }
}
