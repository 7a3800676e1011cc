/**
 * How long a frame has waited in this process before it was looked at, at most: since the first frame or answer of the same
 * turn of the event loop was.
 */
export class TurnStamp {
  #first: number | null = null

  /** Also to be told of what is not a frame, and yet keeps frames waiting. @returns milliseconds */
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
