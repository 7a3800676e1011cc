import type { Random } from '../../values/random.ts'
import type { ImpairmentSettings } from './settings.ts'

/**
 * Which messages are lost: independently, or in bursts after Gilbert and Elliott. In the bad state every message is lost,
 * in the good one none. Bad ends with 1 / burst, so bursts have that mean length; good ends so often that the share of
 * bad ones is `loss` in the long run, and the first state is drawn by it, so that it is `loss` from the first message on.
 */
export class Loss {
  readonly #random: Random
  readonly #first: number
  readonly #afterLost: number
  readonly #afterPassed: number
  #isBad: boolean | null = null

  constructor({ loss, lossBurst }: ImpairmentSettings, random: Random) {
    this.#random = random
    this.#first = loss
    this.#afterLost = lossBurst === null ? loss : 1 - 1 / lossBurst
    // The flow out of bad equals that into it: loss / burst = (1 - loss) × this.
    this.#afterPassed = lossBurst === null ? loss : loss / ((1 - loss) * lossBurst)
  }

  /** Whether the next message is lost. */
  draw(): boolean {
    if (this.#first === 0) return false
    this.#isBad = this.#random.chance(this.#probability())
    return this.#isBad
  }

  #probability(): number {
    if (this.#isBad === null) return this.#first
    return this.#isBad ? this.#afterLost : this.#afterPassed
  }
}
