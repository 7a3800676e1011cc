/**
 * Random numbers of a row that depend on nothing but the seed and the row: any row can be made again by itself, whatever
 * batch it stands in. The mixer is `lowbias32` of Chris Wellons' hash-prospector, with its best known constants.
 */
export class RowDraws {
  readonly #seed: number
  #state = 0

  constructor(seed: number) {
    this.#seed = mixed(mixed(seed >>> 0) ^ Math.floor(seed / 2 ** 32))
  }

  /** Turns to a row. */
  start(row: number): void {
    this.#state = mixed(this.#seed ^ mixed(row + 0x9e37_79b9))
  }

  /** From 0 up to 2³² − 1. */
  next(): number {
    this.#state = (this.#state + 0x9e37_79b9) >>> 0
    return mixed(this.#state)
  }
}

function mixed(value: number): number {
  let x = value >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x21f0_aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a_2d97)
  return (x ^ (x >>> 15)) >>> 0
}
