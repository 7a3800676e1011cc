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
    const start = this.prefix.length
    const dash = id.indexOf('-', start)
    if (dash === -1) return null
    const client = Number.parseInt(id.slice(start, dash), 36)
    const sequence = Number.parseInt(id.slice(dash + 1), 36)
    return Number.isInteger(client) && Number.isInteger(sequence) ? { client, sequence } : null
  }
}
