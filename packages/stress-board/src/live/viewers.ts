import type { ServerResponse } from 'node:http'

/** Bytes that a viewer may leave unread: the longest history, three times over. */
const mostUnread = 1_048_576

/** Event streams at a time: each costs a little of the machine that measures. */
const mostStreams = 32

/** Who looks at the page. Nobody's slowness costs memory: who stops reading is dropped, and may come again. */
export class Viewers {
  readonly #streams = new Set<ServerResponse>()
  /** Pages that are on their way, and those that came and have not asked for events yet. */
  readonly #pages = new Set<object>()
  readonly #arrivals: NodeJS.Timeout[] = []
  #onGone: (() => void) | null = null

  get isFull(): boolean {
    return this.#streams.size >= mostStreams
  }

  /** A page is sent. */
  addPage(response: ServerResponse): void {
    this.#hold(this.#pages, response)
  }

  /** Whoever has the live page will ask for events, and is waited for. @param forMs at most */
  expect(forMs: number): void {
    const arrival = setTimeout(() => this.#arrive(arrival), forMs).unref()
    this.#arrivals.push(arrival)
    this.#pages.add(arrival)
  }

  /** An event stream begins, its headers are written. */
  addStream(response: ServerResponse): void {
    // Whoever comes is never out of sight in between.
    this.#hold(this.#streams, response)
    this.#arrive(this.#arrivals[0])
  }

  send(name: string, data: unknown): void {
    const text = eventText(name, data)
    for (const stream of this.#streams)
      if (stream.writableLength > mostUnread) stream.destroy()
      else stream.write(text)
  }

  /** When all have left, or have got all that they asked for. */
  async gone(): Promise<void> {
    if (this.#isEmpty()) return
    await new Promise<void>((resolve) => (this.#onGone = resolve))
  }

  #arrive(arrival: NodeJS.Timeout | undefined): void {
    if (arrival === undefined) return
    clearTimeout(arrival)
    this.#arrivals.splice(this.#arrivals.indexOf(arrival), 1)
    this.#pages.delete(arrival)
    this.#tellIfGone()
  }

  #hold(group: Set<ServerResponse> | Set<object>, response: ServerResponse): void {
    const all: Set<object> = group
    all.add(response)
    response.once('close', () => {
      all.delete(response)
      this.#tellIfGone()
    })
  }

  #isEmpty(): boolean {
    return this.#streams.size + this.#pages.size === 0
  }

  #tellIfGone(): void {
    if (this.#isEmpty()) this.#onGone?.()
  }
}

/** As an event stream has it. JSON has no line ends. */
export function eventText(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
