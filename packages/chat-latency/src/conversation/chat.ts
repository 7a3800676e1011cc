import type { MessageRecord } from '../messages/message-book.ts'
import { Arrivals } from './arrivals.ts'
import { ChatSocket } from './chat-socket.ts'
import type { ChatRunParts } from './chat-run.ts'
import { Conversation } from './conversation.ts'
import { LookUp } from './look-up.ts'

/** What is under way when a run is told to stop may still arrive. Milliseconds. */
const graceMs = 1000

/** What follows the last message, a second copy of it for instance, is waited for as long at least. Milliseconds. */
const leastSettleMs = 1000

/** So many messages in a row that reach nobody are no bad luck; of a short conversation a third of all are enough. */
const standstill = { most: 5, least: 2, share: 1 / 3 } as const

/**
 * All conversations of a run, and the two sockets that they share: a lesson has two participants, and a user hears all
 * lessons on one channel. So each frame is read once, whatever the number of conversations.
 */
export class Chat {
  readonly #run: ChatRunParts
  readonly #author: ChatSocket
  readonly #receiver: ChatSocket
  readonly #lookUp: LookUp
  readonly #conversations: readonly Conversation[]
  #isOpen = false
  #isClosed = false

  constructor(run: ChatRunParts) {
    const { config, people } = run
    const arrivals = new Arrivals(run, {
      onSettled: (record, status) => this.#of(record)?.settle(record, status),
      onHeard: (record) => this.#of(record)?.heard(record),
    })
    this.#run = run
    this.#lookUp = new LookUp(run, {
      missing: () => this.#missing(),
      onFound: (record) => {
        if (record.status === 'waiting') this.#of(record)?.settle(record, 'recovered')
      },
    })
    this.#author = new ChatSocket(run, people.sender, {
      onMessage: (message, at) => arrivals.echoed(message, at),
      onDown: () => undefined,
      onBack: () => undefined,
      onRateLimited: () => this.#rateLimited(),
    })
    this.#receiver = new ChatSocket(run, people.receiver, {
      onMessage: (message, at) => arrivals.delivered(message, at),
      onDown: () => this.#each((one) => one.cut()),
      onBack: () => void this.#lookUp.look(),
      onRateLimited: () => undefined,
    })
    const sockets = {
      arrivals,
      publish: (event: Readonly<Record<string, unknown>>) => this.#author.publish(event),
      isHeard: () => this.#receiver.isUp,
    }
    this.#conversations = Array.from(
      { length: config.pairs },
      (_, index) => new Conversation(run, index, config.lessons[index % config.lessons.length] ?? 0, sockets),
    )
  }

  /**
   * @throws {RunError} where the gateway refuses
   * @throws the signal's reason
   */
  async open(): Promise<void> {
    const { signal } = this.#run
    signal.throwIfAborted()
    signal.addEventListener('abort', this.#onAbort, { once: true })
    await Promise.all([this.#author.open(), this.#receiver.open()])
    signal.throwIfAborted()
    this.#isOpen = true
  }

  /** @throws {RunError} where nothing arrives in one of the conversations */
  async warmUp(): Promise<void> {
    await Promise.all(this.#conversations.map(async (one) => await one.warmUp()))
  }

  /** @param origin when the run begins, by the agenda's clock; the conversations take turns within the interval */
  start(origin: number): void {
    const { intervalMs, pairs } = this.#run.config
    this.#each((one) => one.start(origin + (intervalMs * one.index) / pairs))
  }

  /** No more messages. */
  stop(): void {
    this.#each((one) => one.stop())
  }

  get isAllSent(): boolean {
    return this.#conversations.every(({ isAllSent }) => isAllSent)
  }

  async ended(): Promise<void> {
    await Promise.all(this.#conversations.map(async (one) => await one.ended()))
  }

  /** Waits for what may follow the last message: echoes, second copies, messages that were taken for lost. */
  async settled(p99Ms: number): Promise<void> {
    const { agenda, config, signal } = this.#run
    if (signal.aborted) return
    await new Promise<void>((resolve) => {
      const end = (): void => {
        signal.removeEventListener('abort', end)
        resolve()
      }
      signal.addEventListener('abort', end)
      agenda.after(Math.min(config.timeoutMs, Math.max(leastSettleMs, p99Ms)), end)
    })
  }

  /**
   * Conversations that reached nobody any more before the run ended: receiver, token or the platform itself was gone.
   * One message alone tells it only where the receiver's socket is lost for good.
   */
  get brokenOff(): number {
    const { most, least, share } = standstill
    return this.#conversations.filter(({ missedAtEnd: { missed, of } }) => {
      const enough = this.#receiver.isGone ? 1 : Math.min(most, Math.max(least, Math.ceil(of * share)))
      return missed >= enough
    }).length
  }

  /** What is under way by then has not come. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#run.signal.removeEventListener('abort', this.#onAbort)
    this.#author.close()
    this.#receiver.close()
    this.#lookUp.close()
    this.#each((one) => one.close())
  }

  readonly #onAbort = (): void => {
    if (!this.#isOpen) return this.close()
    this.stop()
    // There is no time to wait until the receiver is back.
    if (!this.#receiver.isUp) void this.#lookUp.look()
    this.#run.agenda.after(graceMs, () => this.#each((one) => one.giveUp()))
  }

  #rateLimited(): void {
    if (this.#run.config.transport !== 'ws') return
    this.#run.counts.rateLimited++
    this.#each((one) => one.backOff())
  }

  /** By lesson. */
  #missing(): Map<number, Set<MessageRecord>> {
    const missing = new Map<number, Set<MessageRecord>>()
    for (const one of this.#conversations) {
      const found = missing.get(one.lesson) ?? new Set()
      for (const record of one.missing()) found.add(record)
      if (found.size > 0) missing.set(one.lesson, found)
    }
    return missing
  }

  #of({ conversation }: MessageRecord): Conversation | undefined {
    return this.#conversations[conversation]
  }

  #each(act: (conversation: Conversation) => void): void {
    for (const conversation of this.#conversations) act(conversation)
  }
}
