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
    const hex = [this.#next32(), this.#next32(), this.#next32(), this.#next32()]
      .map((word) => word.toString(16).padStart(8, '0'))
      .join('')
    const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
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
