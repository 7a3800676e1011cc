import type { Agenda } from '@m4sh/tools-core/load'
import { Brake } from './brake.ts'
import type { GatewayLink } from './gateway-link.ts'
import { type PushNotification, toFrame } from './notification.ts'
import { type Parcel, Parcels, type SentNotification } from './parcels.ts'
import type { PushLine } from './push-line.ts'

/** No more is handed to the socket while so many bytes have not left this process. */
const mostBufferedBytes = 1024 * 1024
/** Notifications that the gateway need not have dealt with yet. */
const mostUnanswered = 1024
/** A window is sent in so many parcels. */
const parcelsPerWindow = 16
/** A full socket is looked at again after so long: it does not tell. Milliseconds. */
const lookAgainMs = 5

const rateLimit = 'WS_RATE_LIMITED'
/** Says that the socket is going to be closed, and nothing of what was published. */
const ofTheSocket = new Set(['WS_TIMEOUT', ''])

/** Publishes what waits, no faster than the gateway deals with it, and finds out what it refuses. */
export class GatewayOutbox {
  readonly #line: PushLine
  readonly #link: GatewayLink
  readonly #agenda: Agenda
  readonly #brake: Brake
  readonly #pongPatienceMs: number
  readonly #parcels = new Parcels()
  /** The gateway limits us: from now on it is to be known of each whether it was refused. */
  #isCareful = false
  #isPumpDue = false
  #isWatching = false
  #isLooking = false

  /** @param pongPatienceMs a gateway that answers no ping is believed to have taken what came before it after so long */
  constructor(line: PushLine, link: GatewayLink, agenda: Agenda, pongPatienceMs: number) {
    this.#pongPatienceMs = pongPatienceMs
    this.#line = line
    this.#link = link
    this.#agenda = agenda
    this.#brake = new Brake(agenda, mostUnanswered, () => this.pump())
  }

  /** Users to whom the next refusal may belong. */
  get users(): ReadonlySet<number | string> {
    return new Set(this.#parcels.oldest?.content.map(({ notification }) => notification.userId))
  }

  /** Not at once: what is brought within one turn shares parcels. */
  pumpSoon(): void {
    if (this.#isPumpDue) return
    this.#isPumpDue = true
    setImmediate(() => {
      this.#isPumpDue = false
      this.pump()
    })
  }

  pump(): void {
    const parcelSize = this.#isCareful ? 1 : Math.max(1, Math.floor(this.#brake.window / parcelsPerWindow))
    while (this.#link.isUp && !this.#brake.isOn && !this.#isFull) {
      const content = this.#publish(Math.min(parcelSize, this.#brake.window - this.#parcels.size))
      if (content.length === 0) return
      this.ping(content)
    }
    this.#lookAgain()
  }

  /** @param content what was published before */
  ping(content: readonly SentNotification[] = []): void {
    this.#link.ping()
    this.#parcels.add(content)
    this.#watch()
  }

  /** A pong came. */
  confirm(): void {
    const parcel = this.#parcels.takeOldest()
    if (parcel) this.#settle(parcel)
    this.pump()
  }

  /** An error came. */
  refused(code: string): void {
    this.#line.fault(code === '' ? 'error' : code)
    if (!ofTheSocket.has(code)) this.#parcels.oldest?.refusals.push(code)
    if (code === rateLimit) this.backOff()
  }

  backOff(): void {
    this.#isCareful = true
    this.#brake.hold(null)
  }

  /** They may have come through, and are not sent again: two of one are worse than none. */
  failUnanswered(kind: string): void {
    for (const notification of this.#parcels.takeAll()) {
      this.#line.fault(kind)
      this.#line.failed(notification, kind)
    }
  }

  get #isFull(): boolean {
    return this.#parcels.size >= this.#brake.window || this.#link.bufferedAmount >= mostBufferedBytes
  }

  #publish(count: number): readonly SentNotification[] {
    const content: SentNotification[] = []
    while (content.length < count) {
      const notification = this.#line.take()
      if (!notification) break
      const sentAt = performance.now()
      if (!this.#link.send(toFrame(notification))) {
        this.#line.putBack(notification)
        break
      }
      content.push({ notification, sentAt })
    }
    return content
  }

  #settle({ content, refusals }: Parcel): void {
    const [kind] = refusals
    if (kind === undefined) {
      for (const { notification, sentAt } of content) this.#line.pushed(notification, sentAt)
      this.#brake.taken(content.length)
    } else if (refusals.length < content.length) {
      this.#line.doubtful(content, refusals.length, kind)
    } else {
      const isAgain = refusals.every((code) => code === rateLimit)
      for (const { notification } of content.toReversed()) this.#notTaken(notification, isAgain ? null : kind)
    }
  }

  /** @param kind `null` for what is tried again */
  #notTaken(notification: PushNotification, kind: string | null): void {
    if (kind === null) this.#line.putBack(notification)
    else this.#line.failed(notification, kind)
  }

  #watch(): void {
    const { oldest } = this.#parcels
    if (this.#isWatching || !oldest) return
    this.#isWatching = true
    this.#agenda.at(oldest.pingedAt + this.#pongPatienceMs, () => {
      this.#isWatching = false
      const tooOld = performance.now() - this.#pongPatienceMs
      while ((this.#parcels.oldest?.pingedAt ?? Infinity) <= tooOld) this.confirm()
      this.#watch()
    })
  }

  #lookAgain(): void {
    if (this.#isLooking || this.#link.bufferedAmount < mostBufferedBytes) return
    this.#isLooking = true
    this.#agenda.after(lookAgainMs, () => {
      this.#isLooking = false
      this.pump()
    })
  }
}
