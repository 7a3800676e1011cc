/** A stroke of this run: the place of its sender in the room, and the sender's own count. */
export interface StrokeRef {
  readonly slot: number
  readonly sequence: number
}

/** What two boards do not share. */
export interface Difference {
  readonly missing: readonly StrokeRef[]
  readonly extra: readonly StrokeRef[]
  readonly missingForeign: readonly string[]
  readonly extraForeign: readonly string[]
}

/**
 * Which strokes a board shows, as the browser would have computed it. A bit for each stroke of this run, since a thousand
 * clients keep two boards each; strokes of others by their id. The order is no part of it: whoever draws sees the own stroke
 * first, so no two boards of this protocol ever agree on it.
 */
export class Board {
  readonly #bits: Uint32Array[] = []
  #foreign: Set<string> | null = null
  /** Whether another board shows the very same set: a board may hold thousands of others' strokes, and a room many boards. */
  #isShared = false

  put(slot: number, sequence: number): void {
    const word = sequence >>> 5
    let bits = this.#bits[slot]
    if (bits === undefined || word >= bits.length) {
      const larger = new Uint32Array(Math.max(2, word + 1, (bits?.length ?? 0) * 2))
      if (bits) larger.set(bits)
      this.#bits[slot] = bits = larger
    }
    bits[word] = (bits[word] ?? 0) | (1 << (sequence & 31))
  }

  remove(slot: number, sequence: number): void {
    const bits = this.#bits[slot]
    const word = sequence >>> 5
    if (bits && word < bits.length) bits[word] = (bits[word] ?? 0) & ~(1 << (sequence & 31))
  }

  has(slot: number, sequence: number): boolean {
    return (((this.#bits[slot]?.[sequence >>> 5] ?? 0) >>> (sequence & 31)) & 1) === 1
  }

  putForeign(id: string): void {
    if (this.#foreign?.has(id) !== true) this.#ownForeign().add(id)
  }

  removeForeign(id: string): void {
    if (this.#foreign?.has(id) === true) this.#ownForeign().delete(id)
  }

  #ownForeign(): Set<string> {
    const own = this.#isShared || this.#foreign === null ? new Set(this.#foreign) : this.#foreign
    this.#foreign = own
    this.#isShared = false
    return own
  }

  reset(): void {
    for (const bits of this.#bits) bits?.fill(0)
    this.#foreign = null
    this.#isShared = false
  }

  /** Shows what the other one shows, and nothing else. */
  load(other: Board): void {
    this.reset()
    for (const [slot, theirs] of other.#bits.entries()) {
      if (theirs === undefined) continue
      const own = this.#bits[slot]
      if (own && own.length >= theirs.length) own.set(theirs)
      else this.#bits[slot] = theirs.slice()
    }
    this.#foreign = other.#foreign
    this.#isShared = other.#isShared = other.#foreign !== null
  }

  get size(): number {
    let size = this.#foreign?.size ?? 0
    for (const bits of this.#bits) for (const word of bits ?? []) size += ones(word)
    return size
  }

  /** Whether it shows the same as another one. */
  shows(other: Board): boolean {
    const { missing, extra, missingForeign, extraForeign } = this.differenceTo(other)
    return missing.length + extra.length + missingForeign.length + extraForeign.length === 0
  }

  /** What of the other one is missing here, and what is here and not there. */
  differenceTo(wanted: Board): Difference {
    const missing: StrokeRef[] = []
    const extra: StrokeRef[] = []
    for (let slot = 0; slot < Math.max(this.#bits.length, wanted.#bits.length); slot++) {
      const own = this.#bits[slot]
      const theirs = wanted.#bits[slot]
      for (let word = 0; word < Math.max(own?.length ?? 0, theirs?.length ?? 0); word++) {
        const [a, b] = [own?.[word] ?? 0, theirs?.[word] ?? 0]
        if (a === b) continue
        collect(b & ~a, slot, word, missing)
        collect(a & ~b, slot, word, extra)
      }
    }
    return {
      missing,
      extra,
      missingForeign: [...(wanted.#foreign ?? [])].filter((id) => !this.#foreign?.has(id)),
      extraForeign: [...(this.#foreign ?? [])].filter((id) => !wanted.#foreign?.has(id)),
    }
  }
}

function collect(bits: number, slot: number, word: number, into: StrokeRef[]): void {
  for (let bit = 0; bit < 32; bit++) if ((bits >>> bit) & 1) into.push({ slot, sequence: word * 32 + bit })
}

function ones(word: number): number {
  let count = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}
