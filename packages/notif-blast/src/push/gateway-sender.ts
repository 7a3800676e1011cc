import type { RunError } from '@m4sh/tools-core/errors'
import { connectionAddress, type ErrorFrame, type GatewayFrame } from '@m4sh/tools-core/connections/websocket'
import { Agenda } from '@m4sh/tools-core/load'
import { emptySummary, type Summary } from '@m4sh/tools-core/stats/summary'
import { GatewayLink, usualPongPatienceMs } from './gateway-link.ts'
import { GatewayOutbox } from './gateway-outbox.ts'
import { gatewayGone, publishRefused } from './gateway-refusals.ts'
import { channelOf } from './notification.ts'
import type { PushLine } from './push-line.ts'
import type { PushSettings, Sender } from './pusher.ts'
import { browserDelay } from './browser-delay.ts'
import { say } from '../language/phrases.ts'

const pingEveryMs = 25_000
/** What is under way when a run is interrupted may still be dealt with. Milliseconds. */
const graceMs = 1000
/** Nobody, among users that are counted. */
const usualNobody = 2_147_483_647

/** Refusals of whoever publishes, not of one frame. */
const lastingRefusals = new Set(['WS_FORBIDDEN', 'WS_UNAUTHORIZED', 'WS_INVALID_CHANNEL'])

/** Publishes them as the platform's services do, through a socket of an admin. */
export class GatewaySender implements Sender {
  readonly via = 'ws'
  readonly acknowledge: Summary = emptySummary
  readonly #settings: PushSettings
  readonly #line: PushLine
  readonly #signal: AbortSignal
  readonly #agenda = new Agenda()
  readonly #link: GatewayLink
  readonly #outbox: GatewayOutbox
  #onFirst: { readonly resolve: () => void; readonly reject: (error: Error) => void } | null = null

  constructor(settings: PushSettings, line: PushLine, signal: AbortSignal) {
    this.#settings = settings
    this.#line = line
    this.#signal = signal
    this.#link = new GatewayLink({
      ...settings,
      // Whether this token may publish there: nobody hears it.
      greeting: [JSON.stringify({ channel: channelOf(this.#nobody), type: 'notif_blast.probe' })],
      // Each pong is to be of one ping of the outbox.
      pingEveryMs: 0,
      agenda: this.#agenda,
      retryDelay: settings.retryDelay ?? browserDelay,
      hooks: {
        onUp: () => this.#up(),
        onFrame: (frame) => this.#hear(frame),
        onDown: ({ kind }) => this.#outbox.failUnanswered(kind),
        onGone: (end) => this.#stop(gatewayGone(settings.url, end)),
      },
    })
    this.#outbox = new GatewayOutbox(line, this.#link, this.#agenda, settings.pongPatienceMs ?? usualPongPatienceMs)
    line.onWork = () => this.#outbox.pumpSoon()
  }

  /**
   * @returns what it has found, for people
   * @throws {RunError} where the gateway does not take the token, or does not let it publish
   * @throws the signal's reason
   */
  async open(): Promise<string> {
    this.#signal.addEventListener('abort', this.#onAbort, { once: true })
    await new Promise<void>((resolve, reject) => {
      this.#onFirst = { resolve, reject }
      this.#link.connect()
    })
    this.#signal.throwIfAborted()
    this.#keepAlive()
    const address = connectionAddress(this.#settings.url)
    return this.#link.hasAnswered
      ? say('the gateway at {address} lets this token publish', { address })
      : say('the gateway at {address} takes this token, and answers no ping', { address })
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#onAbort)
    await this.#link.close()
    this.#outbox.failUnanswered('interrupted')
    this.#agenda.close()
  }

  get #nobody(): number | string {
    return this.#settings.nobody ?? usualNobody
  }

  readonly #onAbort = (): void => {
    this.#onFirst?.resolve()
    this.#agenda.after(graceMs, () => this.#outbox.failUnanswered('interrupted'))
  }

  #up(): void {
    this.#onFirst?.resolve()
    this.#onFirst = null
    this.#outbox.pump()
  }

  #hear(frame: GatewayFrame): void {
    if (frame.kind === 'pong') this.#outbox.confirm()
    else if (frame.kind === 'error') this.#refused(frame)
  }

  #refused(frame: ErrorFrame): void {
    const { code } = frame
    const { users } = this.#outbox
    if (lastingRefusals.has(code)) this.#stop(publishRefused(users.size > 0 ? [...users] : [this.#nobody], frame))
    // What is said of the greeting is said of nothing that was pushed.
    if (this.#link.isUp) this.#outbox.refused(code)
    else if (code === 'WS_RATE_LIMITED') this.#outbox.backOff()
  }

  #stop(error: RunError): void {
    this.#line.stop(error)
    this.#onFirst?.reject(error)
    this.#onFirst = null
  }

  #keepAlive(): void {
    this.#agenda.after(pingEveryMs, () => {
      if (this.#link.isUp) this.#outbox.ping()
      this.#keepAlive()
    })
  }
}
