import type { Range } from '../batches/ranges.ts'
import { Schedule } from '../batches/schedule.ts'
import type { Config, PushConfig } from '../config.ts'
import { type Listeners, openListeners } from '../listen/open-listeners.ts'
import type { PushNotification } from '../push/notification.ts'
import { openPusher, type Pusher, type PushHooks } from '../push/open-pusher.ts'
import type { UserIds } from '../recipients/recipients.ts'
import type { PushResult } from '../result.ts'
import type { RowMaker } from '../rows/row-maker.ts'
import type { Tally } from '../tally.ts'
import { instantText } from '../writers/text-values.ts'
import { listenWarnings } from './listen-warnings.ts'
import { toPushResult } from './to-push-result.ts'

export interface DeliveryParts {
  readonly config: Config
  readonly push: PushConfig
  readonly maker: RowMaker
  readonly users: UserIds
  readonly tally: Tally
  /** The platform has made a row. */
  readonly onMade: () => void
  /** Told of tokens, for the redactor. */
  readonly onSecret: (token: string) => void
}

/** Where users have UUIDs, one that no user has. */
const nobodysUuid = '00000000-0000-0000-0000-000000000000'

function isNumbered(users: UserIds): boolean {
  return /^\d+$/.test(String(users[0] ?? 0))
}

/**
 * Opens the way to the sockets of the users, and the sockets that listen.
 * @throws {RunError} where nothing can be pushed, before anything is written
 */
export async function openDelivery(parts: DeliveryParts, signal: AbortSignal): Promise<Delivery> {
  const { config, push, maker, users, tally, onSecret } = parts
  const listeners = push.listen
    ? await openListeners(
        {
          ...config.platform,
          run: maker.settings.key,
          recipients: users,
          timeoutMs: push.listenTimeoutMs,
          onSecret,
          onDelivered: () => tally.delivered(),
        },
        signal,
      )
    : null
  try {
    const nobody = isNumbered(users) ? {} : { nobody: nobodysUuid }
    let pusher: Pusher | null = null
    const hooks = hooksOf(parts, listeners, () => pusher?.via === 'http')
    pusher = await openPusher({ ...config.platform, ...push, ...nobody, hooks }, signal)
    return new Delivery(parts, pusher, listeners)
  } catch (error) {
    await listeners?.close()
    throw error
  }
}

/**
 * What is told of each notification, told on.
 * @param isMade whether the platform makes a row as it is asked to push it
 */
function hooksOf({ tally, onMade }: DeliveryParts, listeners: Listeners | null, isMade: () => boolean): PushHooks {
  return {
    onSent: ({ row }, sentAt) => listeners?.sent(row, sentAt),
    onPushed: ({ type, readyAt }) => {
      tally.pushed()
      if (!isMade()) return
      tally.batch(new Map([[type, 1]]), performance.now() - readyAt)
      onMade()
    },
    onFailed: ({ row }) => listeners?.failed(row),
    onDoubtful: (notifications, refused) => {
      for (const { row } of notifications) listeners?.doubtful(row)
      for (let taken = notifications.length - refused; taken > 0; taken--) tally.pushed()
    },
    onFault: (kind) => tally.fault(kind),
  }
}

/** Tells the sockets of users what was written. */
export class Delivery {
  readonly #parts: DeliveryParts
  readonly #pusher: Pusher
  readonly #listeners: Listeners | null

  constructor(parts: DeliveryParts, pusher: Pusher, listeners: Listeners | null) {
    this.#parts = parts
    this.#pusher = pusher
    this.#listeners = listeners
  }

  get via(): 'http' | 'ws' {
    return this.#pusher.via
  }

  /** Why this way, for people. */
  get reason(): string {
    return this.#pusher.reason
  }

  /** Whether the platform makes the rows as it is asked to push them. */
  get makesRows(): boolean {
    return this.via === 'http'
  }

  get warnings(): readonly string[] {
    return this.#listeners === null
      ? []
      : [...this.#listeners.warnings, ...listenWarnings(this.#listeners.figures(), this.#parts.push.listenTimeoutMs)]
  }

  /** Has the platform make and push all rows. Resolves once it was asked for the last one. */
  async pushAll(ranges: readonly Range[], signal: AbortSignal): Promise<void> {
    const schedule = new Schedule(this.#parts.config.rows.intervalMs)
    try {
      for (const { from, to } of ranges)
        for (let row = from; row < to; row++) {
          const dueAt = await schedule.until(1, signal)
          if (signal.aborted) return
          await this.#push(row, dueAt)
        }
    } finally {
      schedule.close()
    }
  }

  /**
   * Pushes rows that are in. Resolves once the queue has room again.
   * @param dueAt when they were due, by `performance.now()`; `null` where nothing was planned
   */
  async pushCommitted({ from, to }: Range, dueAt: number | null): Promise<void> {
    if (this.makesRows) return
    const readyAt = dueAt ?? performance.now()
    for (let row = from; row < to; row++) await this.#push(row, readyAt)
  }

  /** Waits for all that is under way. */
  async finish(signal: AbortSignal): Promise<void> {
    await this.#pusher.drain()
    await this.#listeners?.settle(signal)
  }

  figures(): PushResult {
    return toPushResult(this.#pusher, this.#listeners?.figures() ?? null)
  }

  async close(): Promise<void> {
    await this.#pusher.close()
    await this.#listeners?.close()
  }

  async #push(row: number, readyAt: number): Promise<void> {
    const { maker } = this.#parts
    maker.turnTo(row)
    const notification: PushNotification = {
      id: maker.id(),
      row,
      userId: maker.userId,
      type: maker.type,
      payloadJson: maker.payloadText(),
      createdAt: instantText(maker.createdAtUs),
      readAt: maker.readAtUs === null ? null : instantText(maker.readAtUs),
      readyAt,
    }
    this.#listeners?.ready(row, notification.userId, readyAt)
    await this.#pusher.push(notification)
  }
}
