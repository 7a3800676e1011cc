/** What stands in a {@link DueHeap}: its time, and its place among those of the same time. */
export interface Due {
  /** Milliseconds, as `performance.now()` counts them. */
  readonly dueAt: number
  readonly order: number
}

/** A binary heap: the first one due is at hand, however many there are. */
export class DueHeap<T extends Due> {
  #items: T[] = []

  get length(): number {
    return this.#items.length
  }

  get first(): T | undefined {
    return this.#items[0]
  }

  push(item: T): void {
    this.#items.push(item)
    this.#rise(this.#items.length - 1, item)
  }

  /** Takes the first one out. */
  shift(): T | undefined {
    const first = this.#items[0]
    const last = this.#items.pop()
    if (last !== undefined && last !== first) this.#sink(0, last)
    return first
  }

  /** Keeps only what passes, in a time that grows with the length alone. */
  retain(keeps: (item: T) => boolean): void {
    this.#items = this.#items.filter(keeps)
    // Each of the upper half, from below; leaves are in place.
    const upper = this.#items.slice(0, this.#items.length >> 1)
    for (const [at, item] of [...upper.entries()].toReversed()) this.#sink(at, item)
  }

  clear(): void {
    this.#items = []
  }

  #rise(from: number, item: T): void {
    const items = this.#items
    let at = from
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = items[above]
      if (parent === undefined || !isBefore(item, parent)) break
      items[at] = parent
      at = above
    }
    items[at] = item
  }

  #sink(from: number, item: T): void {
    const items = this.#items
    let at = from
    for (;;) {
      const below = this.#earlierChild(at)
      const child = items[below]
      if (child === undefined || !isBefore(child, item)) break
      items[at] = child
      at = below
    }
    items[at] = item
  }

  #earlierChild(at: number): number {
    const left = 2 * at + 1
    const leftItem = this.#items[left]
    const rightItem = this.#items[left + 1]
    return leftItem !== undefined && rightItem !== undefined && isBefore(rightItem, leftItem) ? left + 1 : left
  }
}

function isBefore(left: Due, right: Due): boolean {
  return left.dueAt < right.dueAt || (left.dueAt === right.dueAt && left.order < right.order)
}
