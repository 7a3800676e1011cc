import type { Delivery } from '../faults/faults.ts'
import { statusChannel } from './channel.ts'
import { encodeTextFrame } from './text-frame.ts'

/** One socket, as whoever has something to tell it sees it. */
export interface Subscriber {
  readonly userId: number
  /** Never throws and never waits: a socket that does not read is dropped by itself. */
  deliver(delivery: Delivery): void
}

/** How events are wrapped: both forms are seen in the wild, and clients must take either. */
export type Envelope = 'payload' | 'flat'

/** What a channel carries; `type` says what it is. */
export type ChannelEvent = Readonly<Record<string, unknown>>

export interface PublishOptions {
  /** Whoever it came from gets no echo. */
  readonly except?: Subscriber
  /** The event as JSON, where the caller has it already or the event holds more than is told. */
  readonly json?: string
}

/** Which sockets listen to which channel. Knows nothing of access: whoever subscribes has been checked. */
export class Hub {
  readonly #channels = new Map<string, Set<Subscriber>>()
  readonly #socketsOf = new Map<number, Set<Subscriber>>()
  readonly #envelope: Envelope
  #sockets = 0
  #deliveries = 0

  constructor(envelope: Envelope = 'payload') {
    this.#envelope = envelope
  }

  /** Takes a socket in; with a user's first one, `status:users` hears that the user is online. */
  connect(subscriber: Subscriber): void {
    const { userId } = subscriber
    const sockets = this.#socketsOf.get(userId) ?? new Set()
    this.#socketsOf.set(userId, sockets.add(subscriber))
    this.#sockets++
    if (sockets.size === 1) this.#tellStatus(userId, 'online')
  }

  /** Lets a socket go; with a user's last one, `status:users` hears that the user is offline. */
  disconnect(subscriber: Subscriber): void {
    const { userId } = subscriber
    const sockets = this.#socketsOf.get(userId)
    if (!sockets?.delete(subscriber)) return
    this.#sockets--
    if (sockets.size > 0) return
    this.#socketsOf.delete(userId)
    this.#tellStatus(userId, 'offline')
  }

  subscribe(channel: string, subscriber: Subscriber): void {
    const subscribers = this.#channels.get(channel) ?? new Set()
    this.#channels.set(channel, subscribers.add(subscriber))
  }

  unsubscribe(channel: string, subscriber: Subscriber): void {
    const subscribers = this.#channels.get(channel)
    subscribers?.delete(subscriber)
    if (subscribers?.size === 0) this.#channels.delete(channel)
  }

  /**
   * Tells all subscribers of a channel. The frame is made once, however many there are.
   * @returns to how many it was given
   */
  publish(channel: string, event: ChannelEvent, { except, json }: PublishOptions = {}): number {
    const subscribers = this.#channels.get(channel)
    // Most often the one who drew alone on a board.
    if (!subscribers || (subscribers.size === 1 && except && subscribers.has(except))) return 0
    const delivery = { frame: this.frameOf(channel, json ?? JSON.stringify(event)), channel, event }
    let told = 0
    for (const subscriber of subscribers) {
      if (subscriber === except) continue
      subscriber.deliver(delivery)
      told++
    }
    this.#deliveries += told
    return told
  }

  /**
   * An event as it goes over the wire. Names of channels are letters, digits and colons, so they need no escaping.
   * @param json the event, an object with at least one field
   */
  frameOf(channel: string, json: string): Buffer {
    const head = `{"channel":"${channel}",`
    return encodeTextFrame(this.#envelope === 'payload' ? `${head}"payload":${json}}` : head + json.slice(1))
  }

  isOnline(userId: number): boolean {
    return this.#socketsOf.has(userId)
  }

  get sockets(): number {
    return this.#sockets
  }

  /** Channels with at least one subscriber. */
  get channels(): number {
    return this.#channels.size
  }

  /** Events given to sockets so far, each socket counted. */
  get deliveries(): number {
    return this.#deliveries
  }

  #tellStatus(userId: number, status: 'online' | 'offline'): void {
    this.publish(statusChannel, { type: 'user.status', user_id: userId, status })
  }
}
