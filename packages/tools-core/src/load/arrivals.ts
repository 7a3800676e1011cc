import type { Random } from '../values/random.ts'
import { drawExponential } from './exponential.ts'

/** `poisson`: independent of each other, as people are; `constant`: evenly spaced. */
export type ArrivalPattern = 'poisson' | 'constant'

/** How often something is due, and how regularly. Times in milliseconds. */
export interface ArrivalOptions {
  /** The arrival rate, operations a second; 0 for none. */
  readonly ratePerSecond: number
  readonly pattern: ArrivalPattern
  /** Of this virtual user alone. */
  readonly random: Random
  /** Milliseconds; all times count from here. */
  readonly startAt: number
}

/**
 * The intended times of one virtual user's operations in an open model: they do not wait for answers. The same seed gives
 * the same times.
 *
 * `constant` begins at a random point of the first interval, so that virtual users do not move in step.
 */
export class Arrivals {
  readonly #next: () => number

  /** @throws {RangeError} if the rate is negative or no finite number */
  constructor({ ratePerSecond, pattern, random, startAt }: ArrivalOptions) {
    if (!(ratePerSecond >= 0 && ratePerSecond < Infinity))
      throw new RangeError(`the arrival rate is ${ratePerSecond}: operations a second are wanted, 0 for none`)
    const intervalMs = 1000 / ratePerSecond
    this.#next =
      pattern === 'constant' ? evenly(startAt, intervalMs, random) : independently(startAt, intervalMs, random)
  }

  /** Milliseconds; never before the time it gave last, and `Infinity` where the rate is 0. */
  next(): number {
    return this.#next()
  }
}

function evenly(startAt: number, intervalMs: number, random: Random): () => number {
  const phase = random.next()
  let count = 0
  // Multiplied and not summed up, so that no error does; 0 of an endless interval is endless too.
  return () => (intervalMs === Infinity ? Infinity : startAt + (phase + count++) * intervalMs)
}

function independently(startAt: number, intervalMs: number, random: Random): () => number {
  let at = startAt
  return () => (at += drawExponential(random, intervalMs))
}
