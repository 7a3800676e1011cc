import type { RunError } from '@m4sh/tools-core/errors'
import type { PushNotification } from './notification.ts'
import type { SentNotification } from './parcels.ts'
import { WaitingLine } from './waiting-line.ts'

/** Told of what becomes of each notification, at once. */
export interface PushHooks {
  /** It was sent, at that time by `performance.now()`; told once the platform has taken it. Its arrival may come before. */
  readonly onSent?: (notification: PushNotification, sentAt: number) => void
  /** The platform has taken it, as far as it says; comes with `onSent`. */
  readonly onPushed?: (notification: PushNotification) => void
  /** It is not pushed, or nobody knows: without an answer it may have been all the same. */
  readonly onFailed?: (notification: PushNotification, kind: string) => void
  /** So many of them were refused; which ones, the gateway does not say. The others are pushed. Comes after `onSent` of all. */
  readonly onDoubtful?: (notifications: readonly PushNotification[], refused: number, kind: string) => void
  /**
   * Something went wrong, whether or not it is tried again: `http-500`, `http-429`, `timeout`, `reset`, `refused`,
   * `WS_RATE_LIMITED`, `dropped`, `interrupted`, `stopped` …
   */
  readonly onFault?: (kind: string) => void
}

export interface PushLineOptions {
  /** Notifications that wait before whoever brings more waits, too. */
  readonly limit: number
  readonly hooks: PushHooks
  /** Nothing more is pushed after it. */
  readonly signal: AbortSignal
}

/** What waits to be pushed, and the count of what became of it. */
export class PushLine {
  readonly counts = { pushed: 0, failed: 0 }
  /** There is something to push. */
  onWork: () => void = () => undefined
  readonly #options: PushLineOptions
  readonly #waiting = new WaitingLine<PushNotification>()
  #underWay = 0
  #error: RunError | null = null
  /** Why what is left is not pushed; `null` as long as it is. */
  #end: string | null = null
  #watchers: (() => void)[] = []

  constructor(options: PushLineOptions) {
    this.#options = options
    options.signal.addEventListener('abort', this.#onAbort, { once: true })
  }

  /**
   * Resolves once there is room for another one.
   * @throws {RunError} what has stopped it
   */
  async add(notification: PushNotification): Promise<void> {
    this.#waiting.push(notification)
    if (this.#end === null) this.onWork()
    else this.#failWaiting(this.#end)
    await this.#until(() => this.#waiting.length < this.#options.limit)
    if (this.#error) throw this.#error
  }

  /** The next one, which is under way from now on. */
  take(): PushNotification | undefined {
    const next = this.#waiting.shift()
    if (!next) return undefined
    this.#underWay++
    this.#changed()
    return next
  }

  /** The platform has not taken it: it is the next one again. */
  putBack(notification: PushNotification): void {
    this.#underWay--
    this.#waiting.putBack(notification)
    if (this.#end !== null) this.#failWaiting(this.#end)
  }

  pushed(notification: PushNotification, sentAt: number): void {
    const { onSent, onPushed } = this.#options.hooks
    this.#underWay--
    this.counts.pushed++
    onSent?.(notification, sentAt)
    onPushed?.(notification)
    this.#changed()
  }

  /** The fault itself is not counted here. */
  failed(notification: PushNotification, kind: string): void {
    this.#underWay--
    this.counts.failed++
    this.#options.hooks.onFailed?.(notification, kind)
    this.#changed()
  }

  /** So many of them were refused, nobody knows which ones. */
  doubtful(content: readonly SentNotification[], refused: number, kind: string): void {
    const { onSent, onDoubtful } = this.#options.hooks
    this.#underWay -= content.length
    this.counts.failed += refused
    this.counts.pushed += content.length - refused
    for (const { notification, sentAt } of content) onSent?.(notification, sentAt)
    onDoubtful?.(
      content.map(({ notification }) => notification),
      refused,
      kind,
    )
    this.#changed()
  }

  fault(kind: string): void {
    this.#options.hooks.onFault?.(kind)
  }

  /** Nothing that waits is pushed. What is under way goes on. */
  stop(error: RunError): void {
    this.#error ??= error
    this.#endWith('stopped')
  }

  /** Whether nothing more is pushed. */
  get isOver(): boolean {
    return this.#end !== null
  }

  /**
   * Resolves once nothing waits or is under way.
   * @throws {RunError} what has stopped it
   */
  async drained(): Promise<void> {
    await this.#until(() => this.#waiting.length + this.#underWay === 0)
    if (this.#error) throw this.#error
  }

  close(): void {
    this.#options.signal.removeEventListener('abort', this.#onAbort)
    this.#endWith('interrupted')
  }

  readonly #onAbort = (): void => this.#endWith('interrupted')

  #endWith(kind: string): void {
    this.#end ??= kind
    this.#failWaiting(this.#end)
    this.#changed()
  }

  #failWaiting(kind: string): void {
    for (let next = this.take(); next; next = this.take()) {
      this.fault(kind)
      this.failed(next, kind)
    }
  }

  #changed(): void {
    if (this.#watchers.length === 0) return
    const watchers = this.#watchers
    this.#watchers = []
    for (const look of watchers) look()
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds())
      await new Promise<void>((resolve) => {
        this.#watchers.push(resolve)
      })
  }
}
