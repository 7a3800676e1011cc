/** So many a second; after a pause the same number at once. */
export class RateLimit {
  readonly #perSecond: number
  #left: number
  #asked = performance.now()

  constructor(perSecond: number) {
    this.#perSecond = perSecond
    this.#left = perSecond
  }

  /** Whether one more may pass now. */
  take(): boolean {
    const now = performance.now()
    this.#left = Math.min(this.#perSecond, this.#left + ((now - this.#asked) / 1000) * this.#perSecond)
    this.#asked = now
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}
