import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Platform } from '../platform.ts'
import type { GatewayUser } from './access.ts'
import { CloseCode } from './close-code.ts'
import { Connection } from './connection.ts'
import { Deadlines } from './deadlines.ts'
import type { GatewayCounters } from './gateway-stats.ts'
import { Inbox } from './inbox.ts'
import { OutboxWriter } from './outbox.ts'
import { Session } from './session.ts'

/** All sockets of users, from their welcome to their end. */
export class Connections {
  readonly #platform: Platform
  readonly #counters: GatewayCounters
  readonly #writer = new OutboxWriter()
  readonly #open = new Set<Connection>()
  /** Until the next ping is due. */
  readonly #silence: Deadlines<Connection>
  /** Until a fault on request closes it. */
  readonly #closings: Deadlines<Connection> | null

  constructor(platform: Platform, counters: GatewayCounters) {
    const { closeEveryMs } = platform.faults.settings
    this.#platform = platform
    this.#counters = counters
    this.#silence = new Deadlines(platform.settings.pingTimeoutMs, (connection) => this.#timeOut(connection))
    this.#closings =
      closeEveryMs === null ? null : new Deadlines(closeEveryMs, (connection) => this.#strike(connection))
  }

  get size(): number {
    return this.#open.size
  }

  /** @param socket what carries the WebSocket */
  admit(webSocket: WebSocket, socket: Duplex, user: GatewayUser): void {
    const { faults, hub, settings } = this.#platform
    const connection = new Connection({
      webSocket,
      socket,
      userId: user.id,
      faults,
      writer: this.#writer,
      maxBufferedBytes: settings.maxBufferedBytes,
      onOverflow: () => this.#counters.slowReaders++,
      onLeave: () => {
        session.end()
        inbox.close()
        this.#forget(connection)
      },
    })
    const session = new Session({
      platform: this.#platform,
      user,
      connection,
      onSignOfLife: () => this.#silence.start(connection),
      onError: (code) => this.#counters.countError(code),
    })
    const inbox = new Inbox(webSocket, (data, isBinary) => session.handle(data, isBinary))
    webSocket.on('message', (data: Buffer, isBinary) => {
      this.#counters.received++
      inbox.receive(data, isBinary)
    })
    webSocket.on('close', () => connection.leave())
    // A frame too large or no frame at all: the closing handshake begins, and nothing may follow it.
    webSocket.on('error', () => connection.leave())
    this.#open.add(connection)
    this.#silence.start(connection)
    this.#closings?.start(connection)
    hub.connect(connection)
  }

  /** Says goodbye to all. */
  close(): void {
    for (const connection of this.#open) connection.close(CloseCode.goingAway, 'the gateway ends')
  }

  #timeOut(connection: Connection): void {
    this.#counters.timedOut++
    const detail = `no ping for ${this.#platform.settings.pingTimeoutMs} ms`
    connection.close(CloseCode.timeout, detail, { type: 'connection.timeout', code: 'WS_TIMEOUT', detail })
  }

  #strike(connection: Connection): void {
    this.#platform.faults.strike('closed', connection.userId)
    connection.close(CloseCode.serviceRestart, 'a fault on request')
  }

  #forget(connection: Connection): void {
    this.#open.delete(connection)
    this.#silence.stop(connection)
    this.#closings?.stop(connection)
    this.#platform.hub.disconnect(connection)
  }
}
