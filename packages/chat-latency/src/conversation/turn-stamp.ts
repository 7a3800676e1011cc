/**
 * How long a frame has waited in this process before it was looked at, at most: since the first frame of the same turn of
 * the event loop was.
 */
export class TurnStamp {
  #first: number | null = null

  /** @returns milliseconds */
  waitOf(receivedAt: number): number {
    if (this.#first === null) {
      this.#first = receivedAt
      setImmediate(() => {
        this.#first = null
      })
    }
    return receivedAt - this.#first
  }
}
