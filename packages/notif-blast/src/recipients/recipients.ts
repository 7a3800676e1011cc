/** Ids of users: whole numbers where the table has such, else texts. */
export type UserIds = Float64Array | readonly string[]

/** Hands rows out to users: evenly, and to neighbours never one after another. */
export class Turns {
  readonly #count: number
  readonly #step: number

  /** @param count how many users there are */
  constructor(count: number) {
    this.#count = count
    this.#step = stepFor(count)
  }

  /** The user's place in the list. */
  of(row: number): number {
    // Exact: both factors are far below 2^32, their product may be above 2^53.
    const turn = row % this.#count
    return this.#step < 2 ** 20 || turn < 2 ** 20
      ? (turn * this.#step) % this.#count
      : Number((BigInt(turn) * BigInt(this.#step)) % BigInt(this.#count))
  }
}

/** About the golden section of the list, and without a common divisor, so that every user has a turn before any has two. */
function stepFor(count: number): number {
  if (count < 3) return 1
  let step = Math.round(count * 0.618_033_988_75)
  while (greatestCommonDivisor(step, count) !== 1) step++
  return step
}

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right)
}
