/** What one board may hold: PostgreSQL takes 256 MB in one `jsonb`, and a client a little less. */
const maxBytes = 64 * 1024 * 1024

/**
 * The strokes of one lesson, in the order in which they first came. Kept as JSON: that is how they come, go and are saved,
 * and it takes a fraction of the memory of their points as objects.
 */
export class Board {
  readonly #onChange: () => void
  #savedAt: Date | null = null
  /** Asked for by everybody who joins, most often while nothing changes. */
  #snapshot: Buffer | null = null
  readonly #strokes = new Map<string, string>()
  #length = 0

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  get size(): number {
    return this.#strokes.size
  }

  /** When the row in the database was written; `null` where there is none. */
  get savedAt(): Date | null {
    return this.#savedAt
  }

  set savedAt(at: Date | null) {
    this.#savedAt = at
    this.#snapshot = null
  }

  /**
   * Adds a stroke, or replaces the one of the same id where it stands.
   * @returns false where the board is full
   */
  put(id: string, stroke: string): boolean {
    const length = this.#length + stroke.length - (this.#strokes.get(id)?.length ?? 0)
    if (length > maxBytes) return false
    this.#strokes.set(id, stroke)
    this.#length = length
    this.#changed()
    return true
  }

  remove(id: string): void {
    const stroke = this.#strokes.get(id)
    if (stroke === undefined) return
    this.#strokes.delete(id)
    this.#length -= stroke.length
    this.#changed()
  }

  reset(): void {
    this.#strokes.clear()
    this.#length = 0
    this.#changed()
  }

  /** Puts other strokes in the place of all there are. */
  replace(strokes: readonly unknown[]): void {
    this.load(strokes)
    this.#changed()
  }

  /** As {@link replace}, with strokes that need not be saved. */
  load(strokes: readonly unknown[]): void {
    this.#strokes.clear()
    this.#length = 0
    this.#snapshot = null
    for (const [index, stroke] of strokes.entries()) {
      const json = JSON.stringify(stroke)
      this.#strokes.set(keyOf(stroke, index), json)
      this.#length += json.length
    }
  }

  /** The strokes as a JSON array. */
  toJson(): string {
    return `[${[...this.#strokes.values()].join(',')}]`
  }

  toStrokes(): readonly unknown[] {
    return Array.from(this.#strokes.values(), (stroke): unknown => JSON.parse(stroke))
  }

  /** The frame that tells a client all of this, made by `make` once after each change. */
  snapshot(make: (board: Board) => Buffer): Buffer {
    this.#snapshot ??= make(this)
    return this.#snapshot
  }

  #changed(): void {
    this.#snapshot = null
    this.#onChange()
  }
}

/** Whatever the database holds is kept and shown; only what has an id can be replaced or removed. */
function keyOf(stroke: unknown, index: number): string {
  const id = typeof stroke === 'object' && stroke !== null && 'id' in stroke ? stroke.id : undefined
  return typeof id === 'string' || typeof id === 'number' ? String(id) : `\0${index}`
}
