/** How many are kept before those that have expired are thrown out. */
const sweepAt = 1000

/**
 * Tokens that must not be used any more, by their `jti`, for as long as they would be good otherwise. In memory, not in
 * the two tables that SimpleJWT brings: the platform's page has none for them, so whoever looks through the catalog of a
 * sandbox would find what no deployment promises. The price is that a database which is kept forgets at the next start.
 */
export class TokenBlacklist {
  readonly #expiresAt = new Map<string, number>()
  readonly #now: () => Date
  #sweepAt = sweepAt

  constructor(now: () => Date) {
    this.#now = now
  }

  /** Tokens that are kept. */
  get size(): number {
    return this.#expiresAt.size
  }

  has(jti: string): boolean {
    return this.#expiresAt.has(jti)
  }

  /**
   * Uses a token up.
   * @returns false where somebody else has done so before: of two that come at once, one gets true
   */
  add(jti: string, expiresAt: Date): boolean {
    if (this.#expiresAt.has(jti)) return false
    if (this.#expiresAt.size >= this.#sweepAt) this.#sweep()
    this.#expiresAt.set(jti, expiresAt.getTime())
    return true
  }

  #sweep(): void {
    const now = this.#now().getTime()
    for (const [jti, expiresAt] of this.#expiresAt) if (expiresAt <= now) this.#expiresAt.delete(jti)
    // Most are still good: looking at all of them again and again would be for nothing.
    this.#sweepAt = Math.max(sweepAt, this.#expiresAt.size * 2)
  }
}
