import {
  type GatewayFrame,
  type GatewayListener,
  GatewaySocket,
  readGatewayFrame,
  type SocketEnd,
} from '@m4sh/tools-core/connections/websocket'
import type { Agenda } from '@m4sh/tools-core/load'

/** Milliseconds. */
export const usualPongPatienceMs = 5000

export interface GatewayLinkHooks {
  /** It is open, and what it says at first is dealt with: at first, and each time that it is back. */
  readonly onUp: () => void
  /** @param value the frame as it came of JSON */
  readonly onFrame: (frame: GatewayFrame, value: unknown, receivedAt: number) => void
  /** It was up and is lost. */
  readonly onDown: (end: SocketEnd) => void
  /** There will be no socket any more: it was refused, or tried for long enough. Never after `close`. */
  readonly onGone: (end: SocketEnd) => void
}

export interface GatewayLinkOptions {
  readonly url: string
  readonly token: string | null
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  /** What is said whenever it opens. */
  readonly greeting: readonly string[]
  /** 0 for never: whoever counts pongs pings by themselves. */
  readonly pingEveryMs: number
  /** A gateway that answers no ping is believed to have dealt with what came before it after so long. */
  readonly pongPatienceMs?: number | undefined
  readonly agenda: Agenda
  readonly retryDelay: (attempt: number) => number | null
  readonly hooks: GatewayLinkHooks
}

/** A socket that comes back as a browser's would. One that never was up is not tried again. */
export class GatewayLink implements GatewayListener {
  readonly #options: GatewayLinkOptions
  #socket: GatewaySocket | null = null
  #failedTries = 0
  #isUp = false
  #wasUp = false
  #isClosed = false
  /** The answer to the ping behind the greeting is still to come. */
  #isGreeting = false
  #hasAnswered = false
  #awaiting: (() => void)[] = []
  #ended: Promise<void> | null = null
  #onEnd: (() => void) | null = null

  constructor(options: GatewayLinkOptions) {
    this.#options = options
  }

  get isUp(): boolean {
    return this.#isUp
  }

  /** Whether it has answered a ping. */
  get hasAnswered(): boolean {
    return this.#hasAnswered
  }

  /** Bytes that were sent and have not left this process. */
  get bufferedAmount(): number {
    return this.#socket?.bufferedAmount ?? 0
  }

  connect(): void {
    if (this.#isClosed) return
    const { url, token, headers, pingEveryMs } = this.#options
    this.#socket = new GatewaySocket({ url, token, headers, pingEveryMs, listener: this })
  }

  /** @returns false where there is no socket: nothing was sent then */
  send(text: string): boolean {
    return this.#socket?.send(text) ?? false
  }

  ping(): void {
    this.send(`{"type":"ping","timestamp":${Date.now()}}`)
  }

  /** Resolves once the gateway has answered a ping: all that it had said before has come by then. */
  async answered(): Promise<void> {
    if (!this.#isUp) return
    const { agenda, pongPatienceMs = usualPongPatienceMs } = this.#options
    this.ping()
    await new Promise<void>((resolve) => {
      this.#awaiting.push(resolve)
      agenda.after(pongPatienceMs, resolve)
    })
  }

  /** Resolves once the socket has ended. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#isUp = false
    this.#ended ??= new Promise((resolve) => {
      this.#onEnd = resolve
      if (this.#socket) this.#socket.close()
      else resolve()
    })
    await this.#ended
  }

  opened(): void {
    const { greeting, agenda, pongPatienceMs = usualPongPatienceMs } = this.#options
    for (const text of greeting) this.send(text)
    // The gateway answers in order, so what answers this has dealt with the greeting.
    this.#isGreeting = true
    this.ping()
    const socket = this.#socket
    agenda.after(pongPatienceMs, () => {
      if (this.#socket === socket) this.#up()
    })
  }

  message(data: Buffer, receivedAt: number): void {
    const value = readJson(data)
    const frame = readGatewayFrame(value)
    if (frame.kind === 'pong' && this.#isGreeting) {
      this.#isGreeting = false
      this.#hasAnswered = true
      return this.#up()
    }
    if (frame.kind === 'pong') this.#awaiting.shift()?.()
    if (!this.#isClosed) this.#options.hooks.onFrame(frame, value, receivedAt)
  }

  closed(end: SocketEnd): void {
    const { hooks, agenda, retryDelay } = this.#options
    const wasUp = this.#isUp
    this.#socket = null
    this.#isUp = false
    this.#onEnd?.()
    for (const answered of this.#awaiting.splice(0)) answered()
    if (this.#isClosed) return
    if (wasUp) hooks.onDown(end)
    const delay = this.#wasUp && end.isPassing ? retryDelay(++this.#failedTries) : null
    if (delay === null) hooks.onGone(end)
    else agenda.after(delay, () => this.connect())
  }

  #up(): void {
    if (this.#isUp || this.#isClosed) return
    this.#isUp = true
    this.#wasUp = true
    this.#failedTries = 0
    this.#options.hooks.onUp()
  }
}

/** `undefined` for what is none. */
function readJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString()) as unknown
  } catch {
    return undefined
  }
}
