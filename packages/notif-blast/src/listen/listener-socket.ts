import type { SocketEnd } from '@m4sh/tools-core/connections/websocket'
import type { Agenda } from '@m4sh/tools-core/load'
import { browserDelay } from '../push/browser-delay.ts'
import { GatewayLink } from '../push/gateway-link.ts'
import { channelOf } from '../push/notification.ts'

export interface ListenerSocketOptions {
  readonly url: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly token: string
  readonly user: string
  readonly agenda: Agenda
  readonly pongPatienceMs?: number | undefined
  readonly retryDelay?: ((attempt: number) => number | null) | undefined
  readonly onFrame: (value: unknown, receivedAt: number) => void
}

/** The socket of one who listens. */
export class ListenerSocket {
  readonly #link: GatewayLink
  readonly #channel: string
  #onFirst: ((refusal: string | null) => void) | null = null
  /** When there was no socket last; `Infinity` while there is none. */
  #awayUntil = -Infinity
  #reconnects = 0
  #isGone = false

  constructor({ user, onFrame, retryDelay, ...options }: ListenerSocketOptions) {
    this.#channel = channelOf(user)
    this.#link = new GatewayLink({
      ...options,
      greeting: [JSON.stringify({ type: 'subscribe', channel: this.#channel })],
      pingEveryMs: 25_000,
      retryDelay: retryDelay ?? browserDelay,
      hooks: {
        onUp: () => this.#up(),
        onFrame: (frame, value, receivedAt) => {
          if (frame.kind === 'error') this.#refused(frame.code, frame.detail)
          else onFrame(value, receivedAt)
        },
        onDown: () => (this.#awayUntil = Infinity),
        onGone: (end) => this.#gone(end),
      },
    })
  }

  /** @returns why it hears nothing; `null` if it does */
  async open(): Promise<string | null> {
    return await new Promise((resolve) => {
      this.#onFirst = resolve
      this.#link.connect()
    })
  }

  get reconnects(): number {
    return this.#reconnects
  }

  /** It was lost and does not come back. */
  get isGone(): boolean {
    return this.#isGone
  }

  /** Whether it had no socket at some time since then. */
  wasAway(since: number): boolean {
    return this.#awayUntil >= since
  }

  /** Resolves once all has come that the gateway had said by now, or will not come. */
  async caughtUp(): Promise<void> {
    await this.#link.answered()
  }

  async close(): Promise<void> {
    this.#answer('it was closed')
    await this.#link.close()
  }

  #up(): void {
    if (this.#awayUntil === Infinity) {
      this.#awayUntil = performance.now()
      this.#reconnects++
    }
    this.#answer(null)
  }

  /** Only what is said of the subscription matters to one who says nothing else. */
  #refused(code: string, detail: string): void {
    this.#answer(`${this.#channel}: ${code}${detail === '' ? '' : ` (${detail})`}`)
  }

  #gone({ says }: SocketEnd): void {
    this.#isGone = true
    this.#awayUntil = Infinity
    this.#answer(says)
  }

  #answer(refusal: string | null): void {
    this.#onFirst?.(refusal)
    this.#onFirst = null
  }
}
