import type { MessageRecord } from '../messages/message-book.ts'
import type { ChatRunParts } from './chat-run.ts'
import { postMessage, type SendOutcome } from './send-message.ts'

/** A rate limit that does not say how long it lasts is believed to last so long at first. Milliseconds. */
const firstBackOffMs = 500
const longestBackOffMs = 10_000

export interface OutgoingHooks {
  /** Publishes on the author's socket. @returns false where there is none */
  readonly publish: (event: Readonly<Record<string, unknown>>) => boolean
  readonly onAcknowledged: (record: MessageRecord, id: string | null) => void
  readonly onFailed: (record: MessageRecord, error: string) => void
  /** A POST was answered, or was not in time. */
  readonly onAnswer: () => void
}

/**
 * The way from the author to the platform. Whoever is told to wait waits, and all that is due meanwhile waits behind, in
 * its order. What has piled up goes out one message first, then twice as many with each that is taken: all at once would
 * meet the same limit again.
 */
export class Outgoing {
  readonly #run: ChatRunParts
  readonly #lesson: number
  readonly #hooks: OutgoingHooks
  /** In the order of their numbers. */
  readonly #queue: MessageRecord[] = []
  #pending = 0
  /** How many may be on their way at once while there is a queue. */
  #window = 1
  #blockedUntil = 0
  #backOffMs = firstBackOffMs

  constructor(run: ChatRunParts, lesson: number, hooks: OutgoingHooks) {
    this.#run = run
    this.#lesson = lesson
    this.#hooks = hooks
  }

  /** POSTs whose answer is still to come. */
  get pending(): number {
    return this.#pending
  }

  /** Whether a message waits here, since the platform has not taken it yet. */
  isHeld(record: MessageRecord): boolean {
    return this.#queue.includes(record)
  }

  send(record: MessageRecord): void {
    if (this.#queue.length === 0 && !this.#isBlocked) return void this.#write(record)
    this.#queue.push(record)
    this.#drain()
  }

  /** @param waitMs as the platform says; `null` where it does not */
  backOff(waitMs: number | null): void {
    const { agenda, counts } = this.#run
    counts.rateLimited++
    const isTold = waitMs !== null && waitMs > 0
    const wait = isTold ? waitMs : this.#backOffMs
    // Several that were on their way together are told the same.
    if (!isTold && !this.#isBlocked) this.#backOffMs = Math.min(longestBackOffMs, this.#backOffMs * 2)
    this.#window = 1
    this.#blockedUntil = Math.max(this.#blockedUntil, agenda.now() + wait)
    agenda.at(this.#blockedUntil, () => this.#drain())
  }

  get #isBlocked(): boolean {
    return this.#run.agenda.now() < this.#blockedUntil
  }

  #drain(): void {
    while (!this.#isBlocked && this.#pending < this.#window) {
      const record = this.#queue.shift()
      if (!record) return
      // Its time may be over.
      if (record.status === 'waiting') void this.#write(record)
    }
  }

  async #write(record: MessageRecord): Promise<void> {
    const { config, agenda, book, posts, counts } = this.#run
    if (record.sentAt === null && !record.isWarmup) counts.sent++
    record.sentAt ??= agenda.now()
    const text = book.textOf(record, config.size)
    if (config.transport === 'ws') {
      const isSent = this.#hooks.publish({ type: config.wsType, lesson_id: this.#lesson, text })
      if (!isSent) this.#hooks.onFailed(record, 'no-socket')
      return
    }
    this.#pending++
    const outcome = await postMessage(posts, this.#lesson, text)
    this.#pending--
    this.#answered(record, outcome)
    this.#drain()
    this.#hooks.onAnswer()
  }

  #answered(record: MessageRecord, outcome: SendOutcome): void {
    if (outcome.kind === 'failed') return this.#hooks.onFailed(record, outcome.error)
    if (outcome.kind === 'acknowledged') {
      record.acknowledgedAt = this.#run.agenda.now()
      this.#backOffMs = firstBackOffMs
      this.#window *= 2
      return this.#hooks.onAcknowledged(record, outcome.id)
    }
    this.#run.counts.error('http-429')
    this.backOff(outcome.waitMs)
    const behind = this.#queue.findIndex(({ index }) => index > record.index)
    this.#queue.splice(behind < 0 ? this.#queue.length : behind, 0, record)
  }
}
