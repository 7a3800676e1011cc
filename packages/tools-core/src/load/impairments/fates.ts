import type { Random } from '../../values/random.ts'
import { Duplication } from './duplicate.ts'
import { Latency } from './latency.ts'
import { Loss } from './loss.ts'
import { Reordering } from './reorder.ts'
import type { ImpairmentSettings } from './settings.ts'

/** What is going to befall a message. */
export interface Fate {
  readonly isLost: boolean
  readonly isHeld: boolean
  readonly copies: 1 | 2
  readonly latencyMs: number
}

/** One sequence of random numbers a kind. */
export interface ImpairmentStreams {
  readonly loss: Random
  readonly latency: Random
  readonly duplicate: Random
  readonly reorder: Random
}

/** @param randomFor gives each purpose, from 0 to 3, a sequence of its own */
export function impairmentStreams(randomFor: (purpose: number) => Random): ImpairmentStreams {
  // The numbers stay as they are: a seed is to give the same run in the next version.
  return { loss: randomFor(0), latency: randomFor(1), duplicate: randomFor(2), reorder: randomFor(3) }
}

/**
 * Draws the fate of one message after the other. Every kind that is switched on draws once a message, whatever else
 * befalls it, from a sequence of its own: switching one on changes nothing of what the others do.
 */
export class Fates {
  readonly #loss: Loss
  readonly #latency: Latency
  readonly #duplication: Duplication
  readonly #reordering: Reordering

  constructor(settings: ImpairmentSettings, streams: ImpairmentStreams) {
    this.#loss = new Loss(settings, streams.loss)
    this.#latency = new Latency(settings, streams.latency)
    this.#duplication = new Duplication(settings, streams.duplicate)
    this.#reordering = new Reordering(settings, streams.reorder)
  }

  draw(): Fate {
    return {
      isLost: this.#loss.draw(),
      latencyMs: this.#latency.draw(),
      copies: this.#duplication.draw(),
      isHeld: this.#reordering.draw(),
    }
  }
}
