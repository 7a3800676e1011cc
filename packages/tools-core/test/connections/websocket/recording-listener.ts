import { EventEmitter, once } from 'node:events'
import type { GatewayListener, SocketEnd } from '../../../src/connections/websocket/index.ts'

const deadlineMs = 10_000

export interface ReceivedMessage {
  readonly data: Buffer
  readonly receivedAt: number
  readonly isBinary: boolean
}

/** Keeps all that it is told, in its order. */
export class RecordingListener implements GatewayListener {
  readonly told: string[] = []
  readonly messages: ReceivedMessage[] = []
  readonly ends: SocketEnd[] = []
  readonly #events = new EventEmitter()

  opened(): void {
    this.told.push('opened')
    this.#events.emit('told')
  }

  message(data: Buffer, receivedAt: number, isBinary: boolean): void {
    this.told.push('message')
    this.messages.push({ data, receivedAt, isBinary })
    this.#events.emit('told')
  }

  closed(end: SocketEnd): void {
    this.told.push('closed')
    this.ends.push(end)
    this.#events.emit('told')
  }

  /** Waits until so much of this was told. */
  async until(what: 'opened' | 'message' | 'closed', count = 1): Promise<void> {
    const signal = AbortSignal.timeout(deadlineMs)
    while (this.told.filter((one) => one === what).length < count) await once(this.#events, 'told', { signal })
  }

  async end(): Promise<SocketEnd> {
    await this.until('closed')
    const [end] = this.ends
    if (!end) throw new Error('there is no end')
    return end
  }
}
