/** As far as a timer of Node reaches. */
const farthestMs = 2 ** 31 - 1

/**
 * One deadline for each of many, all equally long: whoever was started last ends last, so one timer, for the first, does.
 */
export class Deadlines<T> {
  readonly #ms: number
  readonly #onEnd: (item: T) => void
  /** In order of their ends. */
  readonly #ends = new Map<T, number>()
  #timer: NodeJS.Timeout | null = null

  constructor(ms: number, onEnd: (item: T) => void) {
    this.#ms = ms
    this.#onEnd = onEnd
  }

  /** Starts a deadline, or starts it anew. */
  start(item: T): void {
    this.#ends.delete(item)
    this.#ends.set(item, performance.now() + this.#ms)
    this.#wait(this.#ms)
  }

  stop(item: T): void {
    this.#ends.delete(item)
    if (this.#ends.size === 0) this.#clear()
  }

  #wait(ms: number): void {
    this.#timer ??= setTimeout(() => this.#sweep(), Math.min(Math.ceil(ms), farthestMs))
  }

  #sweep(): void {
    this.#timer = null
    const now = performance.now()
    for (const [item, end] of this.#ends) {
      if (end > now) return this.#wait(end - now)
      this.#ends.delete(item)
      this.#onEnd(item)
    }
  }

  #clear(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
