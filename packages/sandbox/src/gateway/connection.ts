import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { Delivery, Faults } from '../faults/faults.ts'
import type { FaultyLine } from '../faults/faulty-line.ts'
import type { Subscriber } from './hub.ts'
import { Outbox, type OutboxWriter } from './outbox.ts'
import { encodeTextFrame } from './text-frame.ts'

export interface ConnectionParts {
  readonly webSocket: WebSocket
  /** What carries it: whole frames are written there, past the framing of each for each socket. */
  readonly socket: Duplex
  readonly userId: number
  readonly faults: Faults
  readonly writer: OutboxWriter
  readonly maxBufferedBytes: number
  /** It does not read, and is dropped. */
  readonly onOverflow: () => void
  /** Nothing goes out any more. Called once. */
  readonly onLeave: () => void
}

/** The outgoing side of one socket. */
export class Connection implements Subscriber {
  readonly userId: number
  readonly #webSocket: WebSocket
  readonly #outbox: Outbox
  readonly #line: FaultyLine | null
  readonly #onLeave: () => void
  #isOpen = true

  constructor({ webSocket, socket, userId, faults, writer, maxBufferedBytes, onOverflow, onLeave }: ConnectionParts) {
    this.userId = userId
    this.#webSocket = webSocket
    this.#onLeave = onLeave
    this.#outbox = new Outbox(socket, {
      writer,
      limit: maxBufferedBytes,
      isWritable: () => webSocket.readyState === WebSocket.OPEN,
      onOverflow: () => {
        this.terminate()
        onOverflow()
      },
    })
    this.#line = faults.lineTo(userId, (frame) => this.#outbox.push(frame))
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** An event of a channel. */
  deliver(delivery: Delivery): void {
    if (this.#line === null) this.#outbox.push(delivery.frame)
    else if (this.#isOpen) this.#line.deliver(delivery)
  }

  /** What the socket asked for itself. */
  answer(frame: Buffer): void {
    if (this.#line === null) this.#outbox.push(frame)
    else if (this.#isOpen) this.#line.answer(frame)
  }

  answerJson(value: Readonly<Record<string, unknown>>): void {
    this.answer(encodeTextFrame(JSON.stringify(value)))
  }

  /** Whether a fault on request strikes what the socket publishes. */
  failsPublish(channel: string, event: Readonly<Record<string, unknown>>): boolean {
    return this.#line?.failsPublish({ channel, event }) ?? false
  }

  /** Says one more thing, where there is one, past all faults, and then goodbye. */
  close(code: number, reason: string, lastWord?: Readonly<Record<string, unknown>>): void {
    if (!this.#isOpen) return
    if (lastWord) this.#outbox.push(encodeTextFrame(JSON.stringify(lastWord)))
    this.#outbox.flush()
    this.leave()
    this.#webSocket.close(code, reason)
  }

  terminate(): void {
    this.leave()
    this.#webSocket.terminate()
  }

  /** Sends nothing any more: the other side is gone, or the closing handshake has begun. */
  leave(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#line?.close()
    this.#outbox.close()
    this.#onLeave()
  }
}
