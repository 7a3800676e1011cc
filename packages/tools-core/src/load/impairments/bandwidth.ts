/** A link that passes one message after the other and takes its time for each byte; the messages wait in line. */
export class Bandwidth {
  readonly bytesPerSecond: number | null
  #freeAt = -Infinity

  /** @param bytesPerSecond `null` for no limit */
  constructor(bytesPerSecond: number | null) {
    this.bytesPerSecond = bytesPerSecond
  }

  /** When the last byte of a message leaves that is sent now, after those before it. */
  pass(bytes: number, now: number): number {
    if (this.bytesPerSecond === null) return now
    this.#freeAt = Math.max(now, this.#freeAt) + (bytes * 1000) / this.bytesPerSecond
    return this.#freeAt
  }

  /** How many bytes of a message have not left yet. */
  remaining(bytes: number, leavesAt: number, now: number): number {
    if (this.bytesPerSecond === null || leavesAt <= now) return 0
    return Math.min(bytes, ((leavesAt - now) * this.bytesPerSecond) / 1000)
  }
}
