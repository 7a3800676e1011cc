import {
  type GatewayListener,
  GatewaySocket,
  readGatewayFrame,
  reconnectDelay,
  type SocketEnd,
} from '@m4sh/tools-core/connections/websocket'
import { RunError } from '@m4sh/tools-core/errors'
import type { SeenMessage } from '../messages/message-book.ts'
import type { Person } from '../people/find-people.ts'
import { newMessageIn } from './chat-message.ts'
import type { ChatRunParts } from './chat-run.ts'

/** A gateway that answers no ping is believed to have subscribed us after so long. Milliseconds. */
const pongPatienceMs = 3000

/** What an error of the gateway is counted as: its code, if that looks like one. */
const codeShape = /^\w[\w.-]{0,39}$/

export interface ChatSocketHooks {
  /** A message came, whoever wrote it. */
  readonly onMessage: (message: SeenMessage, receivedAt: number) => void
  /** The socket broke, or is not subscribed any more; what is pushed now is not heard. */
  readonly onDown: () => void
  /** It is back, and subscribed again. */
  readonly onBack: () => void
  /** What was published is too much for the gateway; which of it is not told. */
  readonly onRateLimited: () => void
}

/** A person's socket, subscribed to the chat, which comes back as a browser's would. */
export class ChatSocket implements GatewayListener {
  readonly #run: ChatRunParts
  readonly #person: Person
  readonly #hooks: ChatSocketHooks
  readonly #channel: string
  #socket: GatewaySocket | null = null
  #attempt = 0
  #wasUp = false
  /** Open, and subscribed by all that is known. */
  #isUp = false
  /** It does not come back by itself. */
  #isGone = false
  #isOver = false
  #onFirst: { readonly resolve: () => void; readonly reject: (error: Error) => void } | null = null

  constructor(run: ChatRunParts, person: Person, hooks: ChatSocketHooks) {
    this.#run = run
    this.#person = person
    this.#hooks = hooks
    this.#channel = `chat:user:${person.userId}`
  }

  /**
   * Connects and subscribes. Resolves too where it is closed before.
   * @throws {RunError} where the gateway refuses
   */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onFirst = { resolve, reject }
      this.#connect()
    })
  }

  get isUp(): boolean {
    return this.#isUp
  }

  /** Whether it is lost for good: refused, or in vain tried for too long. */
  get isGone(): boolean {
    return this.#isGone
  }

  /** @returns false where there is no socket */
  publish(event: Readonly<Record<string, unknown>>): boolean {
    return this.#socket?.send(JSON.stringify({ channel: this.#channel, ...event })) ?? false
  }

  close(): void {
    this.#isOver = true
    this.#isUp = false
    this.#socket?.close()
    this.#onFirst?.resolve()
    this.#onFirst = null
  }

  opened(): void {
    this.#socket?.send(JSON.stringify({ type: 'subscribe', channel: this.#channel }))
    // The gateway answers in order, so what answers this has subscribed us.
    this.#socket?.send(`{"type":"ping","timestamp":${Date.now()}}`)
    const socket = this.#socket
    this.#run.agenda.after(pongPatienceMs, () => {
      if (this.#socket === socket) this.#up()
    })
  }

  message(data: Buffer, receivedAt: number): void {
    const { counts, turn } = this.#run
    counts.activeAt = receivedAt
    counts.turnWait.record(turn.waitOf(receivedAt))
    let value: unknown
    try {
      value = JSON.parse(data.toString())
    } catch {
      return counts.error('garbage')
    }
    const frame = readGatewayFrame(value)
    if (frame.kind === 'pong') this.#up()
    else if (frame.kind === 'error') this.#refused(frame.code, frame.detail)
    else if (frame.kind === 'event') {
      const message = newMessageIn(frame)
      if (message !== null) this.#hooks.onMessage(message, receivedAt)
    }
  }

  closed(end: SocketEnd): void {
    const { counts, agenda, random } = this.#run
    this.#socket = null
    const wasUp = this.#isUp
    this.#isUp = false
    if (this.#isOver || this.#isGone) return
    if (!this.#wasUp) return this.#failFirst(refusalOf(end))
    counts.error(end.kind)
    counts.ended(end.kind, end)
    if (wasUp) this.#hooks.onDown()
    this.#attempt++
    const delay = end.isPassing ? reconnectDelay(this.#attempt, () => random.next()) : null
    if (delay === null) this.#isGone = true
    else agenda.after(delay, () => this.#connect())
  }

  #connect(): void {
    if (this.#isOver) return
    const { url, headers } = this.#run.config
    this.#socket = new GatewaySocket({ url, headers, token: this.#person.token, listener: this })
  }

  #up(): void {
    if (this.#isUp || this.#isOver || this.#isGone) return
    this.#isUp = true
    this.#attempt = 0
    if (this.#wasUp) {
      this.#run.counts.reconnects++
      this.#hooks.onBack()
    }
    this.#wasUp = true
    this.#onFirst?.resolve()
    this.#onFirst = null
  }

  #refused(code: string, detail: string): void {
    const kind = codeShape.test(code) ? code : code === '' ? 'WS_ERROR' : 'other'
    this.#run.counts.error(kind)
    if (kind === 'WS_RATE_LIMITED') return this.#hooks.onRateLimited()
    // What comes before the answer to our ping is about our subscription.
    if (this.#isUp) return
    const told = detail === '' ? '' : ` (${detail})`
    if (this.#wasUp) return this.#loseFor(kind, `the gateway refused ${this.#channel} when it was back: ${kind}${told}`)
    this.#failFirst(
      new RunError(`The gateway refuses ${this.#channel}: ${kind}${told}.`, {
        hint: 'A chat is heard by the user that the token is of. Are tokens and addresses of the same platform?',
      }),
    )
    this.close()
  }

  /** A socket that hears nothing is as good as none. */
  #loseFor(kind: string, says: string): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#run.counts.ended(kind, { says })
    this.#socket?.close()
  }

  #failFirst(error: Error): void {
    this.#onFirst?.reject(error)
    this.#onFirst = null
  }
}

function refusalOf({ kind, says, hint }: SocketEnd): RunError {
  const usual =
    kind === 'unauthorized'
      ? 'Give valid tokens with --sender-token and --receiver-token, or log in with --email and --password.'
      : 'Is the platform running? Check --base-url and --ws-url.'
  return new RunError(`The gateway cannot be used: ${says}.`, {
    hint: kind === 'unauthorized' || kind === 'refused' ? usual : (hint ?? usual),
  })
}
