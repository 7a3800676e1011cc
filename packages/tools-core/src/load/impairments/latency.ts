import type { Random } from '../../values/random.ts'
import type { ImpairmentSettings } from './settings.ts'

/** The least shape with a variance; lower ones make means that do not settle within a run. */
const paretoShape = 3

/** How long messages take, besides the bandwidth. */
export class Latency {
  readonly #latencyMs: number
  readonly #jitterMs: number
  readonly #drawJitter: (random: Random) => number
  readonly #random: Random

  constructor({ latencyMs, jitterMs, jitterShape }: ImpairmentSettings, random: Random) {
    this.#latencyMs = latencyMs
    this.#jitterMs = jitterMs
    this.#drawJitter = jitterShape === 'normal' ? (from) => from.normal() : drawPareto
    this.#random = random
  }

  /** Milliseconds of the next message, from 0. */
  draw(): number {
    if (this.#jitterMs === 0) return this.#latencyMs
    return Math.max(0, this.#latencyMs + this.#jitterMs * this.#drawJitter(this.#random))
  }
}

/** A Lomax distribution (a Pareto one that starts at 0) of mean 1. */
function drawPareto(random: Random): number {
  return (paretoShape - 1) * ((1 - random.next()) ** (-1 / paretoShape) - 1)
}
