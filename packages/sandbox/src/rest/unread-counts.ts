interface CachedCount {
  readonly count: Promise<number>
  readonly expiresAt: number
}

/** Unread notifications of each user, counted once in a while: what goes past the platform shows late. */
export class UnreadCounts {
  readonly #countOf: (userId: number) => Promise<number>
  readonly #cacheMs: number
  readonly #now: () => Date
  readonly #cached = new Map<number, CachedCount>()

  constructor(countOf: (userId: number) => Promise<number>, cacheMs: number, now: () => Date) {
    this.#countOf = countOf
    this.#cacheMs = cacheMs
    this.#now = now
  }

  /** Counts that are kept. */
  get size(): number {
    return this.#cached.size
  }

  async get(userId: number): Promise<number> {
    const now = this.#now().getTime()
    const cached = this.#cached.get(userId)
    if (cached && cached.expiresAt > now) return await cached.count
    return await this.#count(userId, now)
  }

  /** The platform itself has changed something. */
  forget(userId: number): void {
    this.#cached.delete(userId)
  }

  async #count(userId: number, now: number): Promise<number> {
    if (this.#cached.size >= 1000) this.#sweep(now)
    const entry = { count: this.#countOf(userId), expiresAt: now + this.#cacheMs }
    this.#cached.set(userId, entry)
    try {
      return await entry.count
    } catch (error) {
      if (this.#cached.get(userId) === entry) this.#cached.delete(userId)
      throw error
    }
  }

  #sweep(now: number): void {
    for (const [userId, { expiresAt }] of this.#cached) if (expiresAt <= now) this.#cached.delete(userId)
  }
}
