/** As `toString(36)` writes whole numbers, so that no two ids are read alike; ten digits are exact. */
const numbers = /^(0|[1-9a-z][\da-z]{0,9})-(0|[1-9a-z][\da-z]{0,9})$/

/**
 * Ids that say who drew a stroke and when: a gateway may drop whatever field is not documented, but never the id. The tag
 * tells the strokes of this run from all others on the board.
 */
export class StrokeIds {
  /** What all of them begin with. */
  readonly prefix: string

  /** @param tag letters and digits */
  constructor(tag: string) {
    this.prefix = `${tag}-`
  }

  /** @param sequence the sender's own count */
  make(client: number, sequence: number): string {
    return `${this.prefix}${client.toString(36)}-${sequence.toString(36)}`
  }

  /** `null` for a stroke that is not of this run. */
  read(id: string): { client: number; sequence: number } | null {
    if (!id.startsWith(this.prefix)) return null
    const [, client, sequence] = numbers.exec(id.slice(this.prefix.length)) ?? []
    if (client === undefined || sequence === undefined) return null
    return { client: Number.parseInt(client, 36), sequence: Number.parseInt(sequence, 36) }
  }
}

/** An id out of a frame; empty for what can be none. */
export function idText(id: unknown): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : ''
}
