import type { WebSocket } from 'ws'

/** Handles one frame; a promise where that takes time. Never throws or rejects. */
export type FrameHandler = (data: Buffer, isBinary: boolean) => Promise<void> | undefined

/** Frames of one socket, handled one after the other though some wait for the database; meanwhile nothing more is read. */
export class Inbox {
  readonly #socket: WebSocket
  readonly #handle: FrameHandler
  /** What had been read already. */
  #waiting: [data: Buffer, isBinary: boolean][] = []
  #isBusy = false
  #isClosed = false

  constructor(socket: WebSocket, handle: FrameHandler) {
    this.#socket = socket
    this.#handle = handle
  }

  receive(data: Buffer, isBinary: boolean): void {
    if (this.#isClosed) return
    if (this.#isBusy) {
      this.#waiting.push([data, isBinary])
      return
    }
    const handled = this.#handle(data, isBinary)
    if (handled) void this.#waitFor(handled)
  }

  close(): void {
    this.#isClosed = true
    this.#waiting = []
  }

  async #waitFor(handled: Promise<void>): Promise<void> {
    this.#isBusy = true
    this.#socket.pause()
    await handled
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await this.#handle(...next)
    this.#isBusy = false
    this.#socket.resume()
  }
}
