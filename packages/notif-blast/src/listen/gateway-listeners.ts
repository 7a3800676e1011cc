import { Agenda } from '@m4sh/tools-core/load'
import { inMicroseconds } from '@m4sh/tools-core/stats/summary'
import { Deliveries } from './deliveries.ts'
import type { Listener } from './find-listeners.ts'
import { RowFinder } from './find-rows.ts'
import { ListenerSocket } from './listener-socket.ts'
import type { ListenFigures, Listeners, ListenSettings } from './listeners.ts'
import { say } from '../language/phrases.ts'

/** What is under way when a run is interrupted may still arrive. Milliseconds. */
const graceMs = 1000
/** Sockets are opened so many at a time. */
const openedAtOnce = 20

/** A socket for each who listens, and the book of what reaches them. */
export class GatewayListeners implements Listeners {
  users: ReadonlySet<string> = new Set()
  readonly #settings: ListenSettings
  readonly #agenda = new Agenda()
  readonly #sockets = new Map<string, ListenerSocket>()
  readonly #deliveries: Deliveries
  readonly #finder: RowFinder
  #warnings: readonly string[] = []

  constructor(settings: ListenSettings) {
    const { timeoutMs, onDelivered, run } = settings
    this.#settings = settings
    this.#finder = new RowFinder(run)
    this.#deliveries = new Deliveries({
      timeoutMs,
      onDelivered,
      agenda: this.#agenda,
      wasAway: (user, since) => this.#sockets.get(user)?.wasAway(since) ?? false,
    })
  }

  /**
   * @returns why, of each that cannot listen
   * @throws the signal's reason
   */
  async open(listeners: readonly Listener[], signal: AbortSignal): Promise<readonly string[]> {
    const refusals: string[] = []
    const onAbort = (): void => void this.close()
    signal.addEventListener('abort', onAbort, { once: true })
    for (let at = 0; at < listeners.length && !signal.aborted; at += openedAtOnce) {
      const some = listeners.slice(at, at + openedAtOnce)
      const answers = await Promise.all(some.map(async (listener) => await this.#openOne(listener)))
      refusals.push(...answers.filter((refusal) => refusal !== null))
    }
    signal.removeEventListener('abort', onAbort)
    signal.throwIfAborted()
    this.users = new Set(this.#sockets.keys())
    return refusals
  }

  warned(warnings: readonly string[]): this {
    this.#warnings = warnings
    return this
  }

  get warnings(): readonly string[] {
    const gone = [...this.#sockets.values()].filter(({ isGone }) => isGone).length
    if (gone === 0) return this.#warnings
    const all = this.#sockets.size
    return [...this.#warnings, say('{count} of {all} listeners lost their sockets for good.', { count: gone, all })]
  }

  ready(row: number, userId: number | string, readyAt: number): void {
    const user = String(userId)
    if (this.#sockets.has(user)) this.#deliveries.ready(row, user, readyAt)
  }

  sent(row: number, sentAt: number): void {
    this.#deliveries.sent(row, sentAt)
  }

  failed(row: number): void {
    this.#deliveries.failed(row)
  }

  doubtful(row: number): void {
    this.#deliveries.doubtful(row)
  }

  async settle(signal: AbortSignal): Promise<void> {
    const over = new AbortController()
    const onAbort = (): void => void this.#agenda.after(graceMs, () => over.abort())
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    await this.#deliveries.settled(over.signal)
    signal.removeEventListener('abort', onAbort)
    // Duplicates come behind what is waited for.
    if (!over.signal.aborted)
      await Promise.all([...this.#sockets.values()].map(async (socket) => await socket.caughtUp()))
  }

  figures(): ListenFigures {
    const { delivered, lost, missed, late, duplicated, unconfirmed, misdirected, open, latency, transit } =
      this.#deliveries
    const reconnects = [...this.#sockets.values()].reduce((sum, socket) => sum + socket.reconnects, 0)
    return {
      delivered,
      lost,
      missed,
      late,
      duplicated,
      unconfirmed,
      misdirected,
      open,
      listeners: this.#sockets.size,
      reconnects,
      latency: inMicroseconds(latency.summary()),
      transit: inMicroseconds(transit.summary()),
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sockets.values()].map(async (socket) => await socket.close()))
    this.#agenda.close()
  }

  async #openOne({ user, token }: Listener): Promise<string | null> {
    const { url, headers, retryDelay, pongPatienceMs } = this.#settings
    const onFrame = (value: unknown, receivedAt: number): void => this.#heard(user, value, receivedAt)
    const socket = new ListenerSocket({
      url,
      headers,
      token,
      user,
      agenda: this.#agenda,
      pongPatienceMs,
      retryDelay,
      onFrame,
    })
    this.#sockets.set(user, socket)
    const refusal = await socket.open()
    if (refusal === null) return null
    this.#sockets.delete(user)
    await socket.close()
    return refusal
  }

  #heard(user: string, value: unknown, receivedAt: number): void {
    for (const row of this.#finder.find(value)) this.#deliveries.arrived(row, user, receivedAt)
  }
}
