import type { Random } from '../values/random.ts'
import { nearestRank } from './nearest-rank.ts'

/** So many stretches are made of each run: the longer a moment's luck may last, the fewer can be told apart. */
export const stretchesPerRun = 10

/** One or more runs, each cut in due order into stretches of one length (±1), each of those sorted. */
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

/**
 * Which share of each stretch lies beyond a percentile of both together, if the old samples took so much longer. Where
 * that percentile never came (`Infinity`), the share of what never came.
 */
export function sharesBeyond(old: Stretched, now: Stretched, percent: number, shift: number): Shares {
  const rank = nearestRank(percent, old.sorted.length + now.sorted.length)
  const limit = Math.min(
    nthOfTwo(old.sorted, shift, now.sorted, rank),
    Math.max(largestFinite(old.sorted) + shift, largestFinite(now.sorted)),
  )
  return {
    old: old.stretches.map((one) => shareAbove(one, limit - shift)),
    new: now.stretches.map((one) => shareAbove(one, limit)),
  }
}

/** Of each stretch, which share never came. */
export function sharesMissing(old: Stretched, now: Stretched): Shares {
  const missing = ({ stretches }: Stretched) => stretches.map((one) => shareAbove(one, Number.MAX_VALUE))
  return { old: missing(old), new: missing(now) }
}

/** One figure of each stretch. */
export interface Shares {
  readonly old: readonly number[]
  readonly new: readonly number[]
}

/** How likely luck alone makes as much of a difference: of the new run above the old one, and below. */
export interface OneSided {
  readonly above: number
  readonly below: number
}

/**
 * Draws new runs from the stretches of both. Had nothing changed, any of them might have been the new run: so the share of
 * drawings that differ as much as the real one is how likely luck is, whatever the samples of one stretch have to do with
 * each other. What is compared is the difference of means over its standard error, so that it holds, too, where runs
 * differ in something else.
 * Source: Canay, Romano & Shaikh, Randomization Tests under an Approximate Symmetry Assumption, Econometrica 85 (2017);
 * Chung & Romano, Exact and Asymptotically Robust Permutation Tests, Annals of Statistics 41 (2013).
 */
export class Rearrangements {
  readonly #drawings: Int32Array
  readonly #count: number
  readonly #size: number

  /** @param size stretches of the new run, of so many in all */
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
  test(shares: Shares): OneSided {
    const all = Float64Array.from([...shares.new, ...shares.old])
    const real = comparer(all, this.#size)(...sumsOf(all.subarray(0, this.#size)))
    let [above, below] = [1, 1]
    for (const drawn of this.#statistics(all)) {
      if (drawn >= real - 1e-9) above++
      if (drawn <= real + 1e-9) below++
    }
    return { above: above / (this.#count + 1), below: below / (this.#count + 1) }
  }

  /** Of all drawings. This is where the time goes: nothing is made anew in it. */
  #statistics(all: Float64Array): Float64Array {
    const [size, count, drawings] = [this.#size, this.#count, this.#drawings]
    const statistics = new Float64Array(count)
    const compare = comparer(all, size)
    for (let drawing = 0, place = 0; drawing < count; drawing++) {
      let sum = 0
      let squares = 0
      for (const end = place + size; place < end; place++) {
        const share = all[drawings[place] ?? 0] ?? 0
        sum += share
        squares += share * share
      }
      statistics[drawing] = compare(sum, squares)
    }
    return statistics
  }
}

function sumsOf(shares: Float64Array): readonly [sum: number, squares: number] {
  let [sum, squares] = [0, 0]
  for (const share of shares) {
    sum += share
    squares += share * share
  }
  return [sum, squares]
}

/**
 * Makes of the sum and the sum of squares of some shares their mean less that of all others, over the standard error.
 * @param size how many they are
 */
function comparer(all: Float64Array, size: number): (sum: number, squares: number) => number {
  const others = all.length - size
  const [wholeSum, wholeSquares] = sumsOf(all)
  return (sum, squares) => {
    const [otherSum, otherSquares] = [wholeSum - sum, wholeSquares - squares]
    const difference = sum / size - otherSum / others
    // Sums of shares are off by so little.
    if (Math.abs(difference) < 1e-12) return 0
    const variance = squaredError(sum, squares, size) + squaredError(otherSum, otherSquares, others)
    return variance < 1e-18 ? difference * Number.MAX_VALUE : difference / Math.sqrt(variance)
  }
}

/** Of the mean of so many. */
function squaredError(sum: number, squares: number, count: number): number {
  return Math.max(0, squares - (sum * sum) / count) / (count - 1) / count
}

function shareAbove(sorted: Float64Array, limit: number): number {
  return sorted.length === 0 ? 0 : (sorted.length - countUpTo(sorted, limit)) / sorted.length
}

/** How many are no greater. */
function countUpTo(sorted: Float64Array, limit: number): number {
  return partition(sorted.length, (at) => (sorted[at] ?? 0) <= limit)
}

/** `NaN`-free: 0 where there is none. */
function largestFinite(sorted: Float64Array): number {
  return sorted[countUpTo(sorted, Number.MAX_VALUE) - 1] ?? 0
}

/** The nth smallest, counted from 1, of two sorted lists, the first of which is shifted. */
function nthOfTwo(one: Float64Array, shift: number, two: Float64Array, nth: number): number {
  const first = (at: number) => (at < 0 ? -Infinity : at < one.length ? (one[at] ?? 0) + shift : Infinity)
  const second = (at: number) => (at < 0 ? -Infinity : at < two.length ? (two[at] ?? 0) : Infinity)
  const [least, most] = [Math.max(0, nth - two.length), Math.min(nth, one.length)]
  // As many of the first one as are smaller than what they leave to the second one.
  const taken = least + partition(most - least, (at) => first(least + at) < second(nth - least - at - 1))
  return Math.max(first(taken - 1), second(nth - taken - 1))
}

/** How many places, from the first one on, a condition holds, which never holds again after it once did not. */
function partition(count: number, holds: (at: number) => boolean): number {
  let [from, to] = [0, count]
  while (from < to) {
    const middle = (from + to) >> 1
    if (holds(middle)) from = middle + 1
    else to = middle
  }
  return from
}
