/** Keeps those who are too fast waiting: each may do one thing in so long. */
export class Pace {
  readonly #intervalMs: number
  readonly #now: () => Date
  readonly #last = new Map<number, number>()

  /** @param intervalMs 0 for no limit */
  constructor(intervalMs: number, now: () => Date) {
    this.#intervalMs = intervalMs
    this.#now = now
  }

  /** Users who have to wait, about. */
  get size(): number {
    return this.#last.size
  }

  /** @returns how long the user has to wait; 0 for one who may go on, which counts */
  take(userId: number): number {
    if (this.#intervalMs <= 0) return 0
    const now = this.#now().getTime()
    const waitMs = (this.#last.get(userId) ?? -Infinity) + this.#intervalMs - now
    if (waitMs > 0) return waitMs
    if (this.#last.size >= 1000) this.#forget(now)
    this.#last.set(userId, now)
    return 0
  }

  #forget(now: number): void {
    for (const [userId, at] of this.#last) if (at + this.#intervalMs <= now) this.#last.delete(userId)
  }
}
