import type { Duplex } from 'node:stream'

/** Above it, gluing frames together costs more than handing over a list of them. */
const glueBytes = 64 * 1024

export interface OutboxOptions {
  readonly writer: OutboxWriter
  /** Bytes that may wait to be read before the socket is given up. */
  readonly limit: number
  /** False once the closing handshake has begun: nothing may follow its frame. */
  readonly isWritable: () => boolean
  /** Nobody has read for too long. Called between two turns, never from within a push. */
  readonly onOverflow: () => void
}

/**
 * Frames on their way into one socket. Those of one turn of the event loop leave together: what twenty others drew at
 * nearly the same moment is one write, and it is the writes that cost.
 */
export class Outbox {
  readonly #socket: Duplex
  readonly #options: OutboxOptions
  #frames: Buffer[] = []
  #bytes = 0
  /** One frame may be larger than the limit: a snapshot. Its bytes are no sign that nobody reads. */
  #allowance = 0
  #state: 'open' | 'overflowing' | 'closed' = 'open'

  constructor(socket: Duplex, options: OutboxOptions) {
    this.#socket = socket
    this.#options = options
  }

  push(frame: Buffer): void {
    if (this.#state !== 'open') return
    if (this.#frames.length === 0) this.#options.writer.add(this)
    if (this.#isOverflowing(frame.length)) {
      this.#state = 'overflowing'
      this.#forget()
      return
    }
    this.#frames.push(frame)
    this.#bytes += frame.length
  }

  /** Hands over what waits. */
  flush(): void {
    if (this.#state === 'overflowing') {
      this.#state = 'closed'
      this.#options.onOverflow()
      return
    }
    const frames = this.#frames
    const bytes = this.#bytes
    this.#forget()
    if (this.#state === 'open' && this.#options.isWritable()) this.#write(frames, bytes)
  }

  close(): void {
    this.#state = 'closed'
    this.#forget()
  }

  #isOverflowing(length: number): boolean {
    const { limit } = this.#options
    const waiting = this.#bytes + this.#socket.writableLength
    if (waiting > limit) return waiting > limit + this.#allowance
    this.#allowance = length > limit ? length : 0
    return false
  }

  #write(frames: readonly Buffer[], bytes: number): void {
    const [first, second] = frames
    if (first === undefined) return
    if (second === undefined) this.#socket.write(first)
    else if (bytes <= glueBytes) this.#socket.write(Buffer.concat(frames, bytes))
    else {
      this.#socket.cork()
      for (const frame of frames) this.#socket.write(frame)
      this.#socket.uncork()
    }
  }

  #forget(): void {
    this.#frames = []
    this.#bytes = 0
  }
}

/** Empties all outboxes of a gateway at the end of a turn of the event loop. */
export class OutboxWriter {
  #outboxes: Outbox[] = []

  add(outbox: Outbox): void {
    if (this.#outboxes.length === 0) setImmediate(() => this.#flushAll())
    this.#outboxes.push(outbox)
  }

  #flushAll(): void {
    const outboxes = this.#outboxes
    this.#outboxes = []
    for (const outbox of outboxes) outbox.flush()
  }
}
