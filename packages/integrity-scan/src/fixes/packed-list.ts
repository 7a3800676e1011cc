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
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what was packed here
    for (const part of this.#parts) yield JSON.parse(part.toString()) as Item[]
    if (this.#last.length > 0) yield this.#last
  }

  #pack(): void {
    this.#parts.push(Buffer.from(JSON.stringify(this.#last)))
    this.#last = []
  }
}
