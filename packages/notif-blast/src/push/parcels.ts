import type { PushNotification } from './notification.ts'

export interface SentNotification {
  readonly notification: PushNotification
  /** `performance.now()` */
  readonly sentAt: number
}

/** What was published between two pings. */
export interface Parcel {
  readonly content: readonly SentNotification[]
  /** `performance.now()` */
  readonly pingedAt: number
  /** Codes, one for each refusal. */
  readonly refusals: string[]
}

/**
 * What was published and is not known to have been dealt with. The gateway says nothing of what it takes, and not which one
 * it refuses; but it answers in order: what it refuses before the pong was published before the ping.
 */
export class Parcels {
  #parcels: Parcel[] = []
  /** Notifications in all of them. */
  #size = 0

  get size(): number {
    return this.#size
  }

  get oldest(): Parcel | undefined {
    return this.#parcels[0]
  }

  /** @param content nothing, for a ping alone */
  add(content: readonly SentNotification[]): void {
    this.#parcels.push({ content, pingedAt: performance.now(), refusals: [] })
    this.#size += content.length
  }

  /** A pong came. */
  takeOldest(): Parcel | undefined {
    const parcel = this.#parcels.shift()
    this.#size -= parcel?.content.length ?? 0
    return parcel
  }

  /** The socket is lost. */
  takeAll(): readonly PushNotification[] {
    const all = this.#parcels.flatMap(({ content }) => content.map(({ notification }) => notification))
    this.#parcels = []
    this.#size = 0
    return all
  }
}
