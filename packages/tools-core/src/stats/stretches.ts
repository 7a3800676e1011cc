import type { Random } from '../values/random.ts'
import { nearestRank } from './nearest-rank.ts'

/** So many are made of each run: the longer what hangs together may last, the fewer can there be. */
export const stretchesPerRun = 10

/** One or more runs, each cut in due order into stretches of one length (±1). All sorted. */
export interface Stretched {
  readonly sorted: Float64Array
  readonly stretches: readonly Float64Array[]
}

/** Stretches never reach from one run into the next one. */
export function stretch(runs: readonly (readonly number[])[]): Stretched {
  return {
    sorted: Float64Array.from(runs.flat()).sort(),
    stretches: runs.flatMap((run) =>
      Array.from({ length: stretchesPerRun }, (_, at) => {
        const [from, to] = [at, at + 1].map((edge) => Math.floor((edge * run.length) / stretchesPerRun))
        return Float64Array.from(run.slice(from, to)).sort()
      }),
    ),
  }
}

/** What is compared: a figure of the new run's stretches less that of the others, by the places of the new ones. */
export type Difference = (places: ArrayLike<number>, from: number) => number

/** Values of all samples together that are told apart. */
const gridSize = 256

/** Of a percentile, if the old samples took longer by a shift. */
export function percentileDifference(old: Stretched, now: Stretched, percent: number, shift: number): Difference {
  const grid = gridOf(old.sorted, shift, now.sorted, percent)
  const size = now.stretches.length
  const count = size + old.stretches.length
  const sizes = Int32Array.from([...now.stretches, ...old.stretches], ({ length }) => length)
  // Of each stretch, how many samples are no greater than a value; those of one value stand together.
  const upTo = new Int32Array(grid.length * count)
  const whole = new Int32Array(grid.length)
  for (const [at, value] of grid.entries()) {
    for (const [place, samples] of now.stretches.entries()) upTo[at * count + place] = countUpTo(samples, value)
    for (const [place, samples] of old.stretches.entries())
      upTo[at * count + size + place] = countUpTo(samples, value - shift)
    whole[at] = upTo.subarray(at * count, (at + 1) * count).reduce((sum, one) => sum + one, 0)
  }
  const missing = Int32Array.from(
    [...now.stretches, ...old.stretches],
    (samples) => samples.length - countUpTo(samples, Number.MAX_VALUE),
  )
  const [total, totalMissing] = [sizes, missing].map((counts) => counts.reduce((sum, one) => sum + one, 0))
  /** The value at the percentile of the new stretches, or of all others, that so many samples are. */
  const valueOf = (places: ArrayLike<number>, first: number, samples: number, isRest: boolean) => {
    const rank = nearestRank(percent, samples)
    let [from, to] = [0, grid.length - 1]
    while (from < to) {
      const middle = (from + to) >> 1
      const row = middle * count
      let sum = 0
      for (let place = first; place < first + size; place++) sum += upTo[row + (places[place] ?? 0)] ?? 0
      if ((isRest ? (whole[middle] ?? 0) - sum : sum) >= rank) to = middle
      else from = middle + 1
    }
    return grid[from] ?? 0
  }
  return (places, first) => {
    let [samples, lost] = [0, 0]
    for (let at = first; at < first + size; at++) {
      samples += sizes[places[at] ?? 0] ?? 0
      lost += missing[places[at] ?? 0] ?? 0
    }
    const others = (total ?? 0) - samples
    return (
      known(valueOf(places, first, samples, false), lost / samples) -
      known(valueOf(places, first, others, true), ((totalMissing ?? 0) - lost) / others)
    )
  }
}

/** Beyond all that came, of two the one that misses more samples is further. */
function known(value: number, missing: number): number {
  return value === Infinity ? beyondAll * (1 + missing) : value
}

const beyondAll = 1e300

/** Half of them evenly over all samples, half around the percentile. */
function gridOf(old: Float64Array, shift: number, now: Float64Array, percent: number): Float64Array {
  const count = old.length + now.length
  const reach = Math.min(percent, 100 - percent) / 100
  const shares = Array.from({ length: gridSize / 2 }, (_, at) => at / (gridSize / 2 - 1))
  const places = [...shares, percent / 100, ...shares.map((share) => percent / 100 - reach + 2 * reach * share)]
  const all = count <= gridSize ? Array.from({ length: count }, (_, at) => at + 1) : places.map((one) => one * count)
  const ranks = new Set(all.map((place) => Math.min(count, Math.max(1, Math.round(place)))))
  return Float64Array.from(ranks, (rank) => nthOfTwo(old, shift, now, rank)).sort()
}

/** How many are no greater. */
function countUpTo(sorted: Float64Array, limit: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? 0) <= limit) from = middle + 1
    else to = middle
  }
  return from
}

/** The nth smallest, counted from 1, of two sorted lists, the first of which is shifted. */
function nthOfTwo(one: Float64Array, shift: number, two: Float64Array, nth: number): number {
  // As many of the first one as are smaller than what they leave to the second one.
  let [taken, to] = [Math.max(0, nth - two.length), Math.min(nth, one.length)]
  while (taken < to) {
    const middle = (taken + to) >> 1
    if ((one[middle] ?? 0) + shift < (two[nth - middle - 1] ?? 0)) taken = middle + 1
    else to = middle
  }
  const last = taken === 0 ? -Infinity : (one[taken - 1] ?? 0) + shift
  return Math.max(last, nth === taken ? -Infinity : (two[nth - taken - 1] ?? 0))
}

/** Of the share of samples that never came, if that of the old ones were greater by a shift. */
export function missingDifference(old: Stretched, now: Stretched, shift: number): Difference {
  const shares = Float64Array.from([
    ...now.stretches.map(shareMissing),
    ...old.stretches.map((one) => shareMissing(one) + shift),
  ])
  const [size, others] = [now.stretches.length, old.stretches.length]
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return (places, from) => {
    let part = 0
    for (let at = from; at < from + size; at++) part += shares[places[at] ?? 0] ?? 0
    return part / size - (whole - part) / others
  }
}

/** `NaN` without samples. */
export function shareMissing(samples: Float64Array): number {
  return samples.filter((sample) => sample === Infinity).length / samples.length
}

/** How likely luck alone makes as much of a difference: of the new run above the old one, and below. */
export interface OneSided {
  readonly above: number
  readonly below: number
}

/**
 * Draws new runs from the stretches of both. Had nothing changed, any of them might have been the new run: so the share of
 * drawings that differ as much as the real one is how likely luck is, whatever the samples of one stretch have to do with
 * each other.
 * Source: Canay, Romano & Shaikh, Randomization Tests under an Approximate Symmetry Assumption, Econometrica 85 (2017).
 */
export class Rearrangements {
  readonly #drawings: Int32Array
  readonly #count: number
  readonly #size: number

  /** @param size stretches of the new run, which are the first ones, of so many in all */
  constructor(all: number, size: number, { count, random }: { readonly count: number; readonly random: Random }) {
    this.#count = count
    this.#size = size
    this.#drawings = new Int32Array(count * size)
    const places = Int32Array.from({ length: all }, (_, at) => at)
    for (let at = 0; at < this.#drawings.length; at++) {
      const place = at % size
      const other = random.integer(place, all - 1)
      const drawn = places[other] ?? 0
      places[other] = places[place] ?? 0
      places[place] = drawn
      this.#drawings[at] = drawn
    }
  }

  /** Never 0: the real run is one of the drawings. */
  test(difference: Difference): OneSided {
    const [size, count, drawings] = [this.#size, this.#count, this.#drawings]
    const real = difference(
      Array.from({ length: size }, (_, at) => at),
      0,
    )
    // Sums of shares are off by so little.
    const [atLeast, atMost] = [real - 1e-9, real + 1e-9]
    let [above, below] = [1, 1]
    for (let drawing = 0; drawing < count; drawing++) {
      const drawn = difference(drawings, drawing * size)
      if (drawn >= atLeast) above++
      if (drawn <= atMost) below++
    }
    return { above: above / (count + 1), below: below / (count + 1) }
  }
}
