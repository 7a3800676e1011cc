/** Items that are in memory as such at once. */
const partLength = 2000

/** A long list of texts, or of some that belong together, in little memory: it is kept in parts, as bytes. */
export class PackedList<Item extends string | readonly string[]> {
  readonly #parts: Buffer[] = []
  #last: Item[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  push(...items: readonly Item[]): void {
    for (const item of items) {
      this.#last.push(item)
      if (this.#last.length === partLength) this.#pack()
    }
    this.#length += items.length
  }

  *parts(): Generator<readonly Item[]> {
    for (const part of this.#parts) yield this.#unpacked(part)
    if (this.#last.length > 0) yield this.#last
  }

  /** As {@link parts}, for the last time: what was given is kept no longer. */
  *drain(): Generator<readonly Item[]> {
    this.#parts.reverse()
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) {
      const items = this.#unpacked(part)
      this.#length -= items.length
      yield items
    }
    const last = this.#last
    this.#last = []
    this.#length = 0
    if (last.length > 0) yield last
  }

  #pack(): void {
    this.#parts.push(Buffer.from(JSON.stringify(this.#last)))
    this.#last = []
  }

  #unpacked(part: Buffer): readonly Item[] {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what was packed here
    return JSON.parse(part.toString()) as Item[]
  }
}
