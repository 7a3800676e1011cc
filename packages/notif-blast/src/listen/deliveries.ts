import type { Agenda } from '@m4sh/tools-core/load'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { RowSet } from './row-set.ts'

/** A notification of somebody who listens, from ready to arrived or lost. Times by `performance.now()`. */
interface Awaited {
  readonly user: string
  readonly readyAt: number
  /** `null` as long as it is not known to have been sent. */
  sentAt: number | null
  arrivedAt: number | null
  /** It may have been refused. */
  isDoubtful: boolean
}

export interface DeliveriesOptions {
  /** What comes later after it was sent is lost. Milliseconds. */
  readonly timeoutMs: number
  readonly agenda: Agenda
  /** Whether somebody had no socket at some time since then. */
  readonly wasAway: (user: string, since: number) => boolean
  readonly onDelivered?: (() => void) | undefined
}

/**
 * The book of what is to arrive. An entry stays only until its notification has arrived, is lost or has failed; of all
 * others there is a bit, to tell a second arrival from a late one.
 */
export class Deliveries {
  readonly latency = new Histogram()
  readonly transit = new Histogram()
  delivered = 0
  lost = 0
  /** Of those that were lost: by whoever had no socket meanwhile. */
  missed = 0
  /** Of those that were lost: arrived after all. */
  late = 0
  duplicated = 0
  /** Arrived though whoever pushed them got no good answer; neither delivered nor lost. */
  unconfirmed = 0
  /** Came to somebody else's socket. */
  misdirected = 0
  readonly #options: DeliveriesOptions
  readonly #unsent = new Map<number, Awaited>()
  /** In the order in which they were known to be sent. */
  readonly #sent = new Map<number, Awaited>()
  readonly #arrived = new RowSet()
  readonly #lost = new RowSet()
  #isWatching = false
  #watchers: (() => void)[] = []

  constructor(options: DeliveriesOptions) {
    this.#options = options
  }

  /** Neither arrived nor lost. */
  get open(): number {
    return this.#unsent.size + this.#sent.size
  }

  ready(row: number, user: string, readyAt: number): void {
    this.#unsent.set(row, { user, readyAt, sentAt: null, arrivedAt: null, isDoubtful: false })
  }

  /** Its arrival may have come before. */
  sent(row: number, sentAt: number): void {
    const awaited = this.#find(row)
    if (!awaited) return
    this.#forget(row)
    awaited.sentAt = sentAt
    if (awaited.arrivedAt !== null) return this.#deliver(row, awaited, sentAt, awaited.arrivedAt)
    this.#sent.set(row, awaited)
    this.#watch()
  }

  /** It was not pushed, as far as is known: not awaited. */
  failed(row: number): void {
    const awaited = this.#find(row)
    if (!awaited) return
    this.#forget(row)
    if (awaited.arrivedAt !== null) this.#arriveUnconfirmed(row)
    this.#changed()
  }

  /** It was refused or not: if it does not arrive it is not lost. */
  doubtful(row: number): void {
    const awaited = this.#find(row)
    if (awaited) awaited.isDoubtful = true
  }

  arrived(row: number, user: string, arrivedAt: number): void {
    const awaited = this.#find(row)
    if (!awaited) return this.#arriveAgain(row)
    if (awaited.user !== user) return void this.misdirected++
    if (awaited.arrivedAt !== null) return void this.duplicated++
    awaited.arrivedAt = arrivedAt
    if (awaited.sentAt === null) return
    this.#forget(row)
    this.#deliver(row, awaited, awaited.sentAt, arrivedAt)
  }

  /** Resolves once nothing that was sent can arrive in time any more, or on a signal. */
  async settled(signal: AbortSignal): Promise<void> {
    const wake = (): void => this.#changed()
    signal.addEventListener('abort', wake)
    while (this.#sent.size > 0 && !signal.aborted)
      await new Promise<void>((resolve) => {
        this.#watchers.push(resolve)
      })
    signal.removeEventListener('abort', wake)
  }

  #find(row: number): Awaited | undefined {
    return this.#sent.get(row) ?? this.#unsent.get(row)
  }

  #forget(row: number): void {
    if (!this.#sent.delete(row)) this.#unsent.delete(row)
  }

  #deliver(row: number, awaited: Awaited, sentAt: number, arrivedAt: number): void {
    this.#arrived.add(row)
    if (arrivedAt - sentAt > this.#options.timeoutMs) {
      this.#lose(row, awaited)
      this.late++
    } else {
      this.latency.record(arrivedAt - awaited.readyAt)
      this.transit.record(arrivedAt - sentAt)
      this.delivered++
      this.#options.onDelivered?.()
    }
    this.#changed()
  }

  /** What is not awaited. */
  #arriveAgain(row: number): void {
    if (this.#arrived.has(row)) return void this.duplicated++
    if (this.#lost.has(row)) {
      this.late++
      this.#arrived.add(row)
    } else {
      this.#arriveUnconfirmed(row)
    }
  }

  #arriveUnconfirmed(row: number): void {
    this.unconfirmed++
    this.#arrived.add(row)
  }

  #lose(row: number, { user, readyAt }: Awaited): void {
    this.#lost.add(row)
    this.lost++
    if (this.#options.wasAway(user, readyAt)) this.missed++
  }

  /** One appointment for all: they are lost in the order in which they were sent. */
  #watch(): void {
    const [oldest] = this.#sent.values()
    if (this.#isWatching || !oldest) return
    this.#isWatching = true
    this.#options.agenda.at((oldest.sentAt ?? 0) + this.#options.timeoutMs, () => {
      this.#isWatching = false
      this.#loseLate()
      this.#watch()
    })
  }

  #loseLate(): void {
    const tooOld = performance.now() - this.#options.timeoutMs
    for (const [row, awaited] of this.#sent) {
      if ((awaited.sentAt ?? 0) > tooOld) break
      this.#sent.delete(row)
      if (!awaited.isDoubtful) this.#lose(row, awaited)
    }
    this.#changed()
  }

  #changed(): void {
    if (this.#watchers.length === 0) return
    const watchers = this.#watchers
    this.#watchers = []
    for (const look of watchers) look()
  }
}
