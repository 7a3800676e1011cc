/** Seeded random numbers: the same seed gives the same sequence everywhere. Not for secrets. */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  /** @param stream tells independent sequences of one seed apart */
  constructor(seed: number, stream = 0) {
    this.#a = seed | 0
    this.#b = Math.floor(seed / 2 ** 32) | 0
    this.#c = stream | 0
    // Near seeds give near sequences until the state is mixed.
    for (let round = 0; round < 15; round++) this.#next32()
  }

  /** From 0 up to 1. */
  next(): number {
    return this.#next32() / 2 ** 32
  }

  /** A whole number, both ends included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  /** Mean 0, standard deviation 1, after Box and Muller: two numbers a draw, always. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    const item = list[Math.floor(this.next() * list.length)]
    if (item === undefined) throw new RangeError('an empty list has nothing to pick')
    return item
  }

  /** A UUID of version 4. */
  uuid(): string {
    const [a, b, c, d] = [this.#next32(), this.#next32(), this.#next32(), this.#next32()]
    const version = (b & 0xffff_0fff) | 0x4000
    const variant = (c & 0x3fff_ffff) | 0x8000_0000
    return `${hexOf(a)}-${high(version)}-${low(version)}-${high(variant)}-${low(variant)}${hexOf(d)}`
  }

  /** sfc32, which passes PractRand: http://pracrand.sourceforge.net */
  #next32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return sum >>> 0
  }
}

/** Looked up: a seed makes millions of ids. */
const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function high(word: number): string {
  return `${hexOfByte[word >>> 24]}${hexOfByte[(word >>> 16) & 0xff]}`
}

function low(word: number): string {
  return `${hexOfByte[(word >>> 8) & 0xff]}${hexOfByte[word & 0xff]}`
}

function hexOf(word: number): string {
  return high(word) + low(word)
}
