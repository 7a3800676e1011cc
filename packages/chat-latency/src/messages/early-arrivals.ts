/** Others write in the same chat: what has not been asked for by then is none of ours. */
const mostKept = 1000

/** Messages that nothing written in them tells to be ours: their ids may, once their POST is answered. */
export class EarlyArrivals {
  readonly #byId = new Map<string, number[]>()

  note(id: string | null, receivedAt: number): void {
    if (id === null) return
    const times = this.#byId.get(id)
    if (times) return void times.push(receivedAt)
    const [oldest] = this.#byId.keys()
    if (oldest !== undefined && this.#byId.size >= mostKept) this.#byId.delete(oldest)
    this.#byId.set(id, [receivedAt])
  }

  /** When a message came, each time that it did. */
  take(id: string | null): readonly number[] {
    if (id === null) return []
    const times = this.#byId.get(id) ?? []
    this.#byId.delete(id)
    return times
  }
}
