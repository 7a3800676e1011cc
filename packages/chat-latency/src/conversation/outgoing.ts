import type { MessageRecord } from '../messages/message-book.ts'
import type { ChatRunParts } from './chat-run.ts'
import type { PostWatcher } from './post-client.ts'
import { postMessage, type SendOutcome } from './send-message.ts'

/** A rate limit that does not say how long it lasts is believed to last so long at first. Milliseconds. */
const firstBackOffMs = 500
const longestBackOffMs = 10_000
/** What has piled up goes out closer together than it was due, at first so much, and less so each time the limit is met. */
const firstPace = 0.75
const slowestPace = 0.95
const slowDown = 1.15

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
 * its order. What has piled up goes out one message first, then twice as many with each that is taken, and never closer
 * together than a part of the schedule's interval: all at once would meet the same limit again. That a message was taken is told by the answer to its POST; of one that is published, by
 * whoever hears it first.
 */
export class Outgoing {
  readonly #run: ChatRunParts
  readonly #lesson: number
  readonly #hooks: OutgoingHooks
  /** In the order of their numbers. */
  readonly #queue: MessageRecord[] = []
  /** Those that the platform cannot have: they wait here, or for a connection. */
  readonly #held = new Set<MessageRecord>()
  /** On their way, and not known to be taken. */
  readonly #underWay = new Set<MessageRecord>()
  #pending = 0
  /** How many may be on their way at once while there is a queue. */
  #window = 1
  #blockedUntil = 0
  #writtenAt = -Infinity
  /** Of the interval, between two of those that have piled up. */
  #pace = firstPace
  /** It is going to look after the queue by itself. */
  #isPaced = false
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

  /** Whether a message has not left, or was sent back to wait: the platform has not taken it yet. */
  isHeld(record: MessageRecord): boolean {
    return this.#held.has(record)
  }

  send(record: MessageRecord): void {
    this.#held.add(record)
    if (this.#queue.length === 0 && !this.#isBlocked) return this.#write(record)
    this.#queue.push(record)
    this.#drain()
  }

  /** What is not waited for any more makes room for what waits behind. */
  forget(record: MessageRecord): void {
    this.#held.delete(record)
    if (this.#underWay.delete(record)) this.#drain()
  }

  /** Somebody has heard a message: the platform has taken it. */
  taken(record: MessageRecord): void {
    if (!this.#underWay.delete(record)) return
    this.#backOffMs = firstBackOffMs
    this.#window *= 2
    this.#drain()
  }

  /** @param waitMs as the platform says; `null` where it does not */
  backOff(waitMs: number | null): void {
    const { agenda } = this.#run
    const isTold = waitMs !== null && waitMs > 0
    const wait = isTold ? waitMs : this.#backOffMs
    // Several that were on their way together are told the same.
    if (!isTold && !this.#isBlocked) this.#backOffMs = Math.min(longestBackOffMs, this.#backOffMs * 2)
    if (this.#queue.length > 0 && !this.#isBlocked) this.#pace = Math.min(slowestPace, this.#pace * slowDown)
    this.#window = 1
    this.#blockedUntil = Math.max(this.#blockedUntil, agenda.now() + wait)
    // Of what is published the gateway does not say which it has refused: none of it tells of the time after the pause.
    if (this.#isPublished) this.#underWay.clear()
    agenda.at(this.#blockedUntil, () => this.#drain())
  }

  get #isBlocked(): boolean {
    return this.#run.agenda.now() < this.#blockedUntil
  }

  get #isPublished(): boolean {
    return this.#run.config.transport === 'ws'
  }

  #drain(): void {
    while (!this.#isBlocked && !this.#isPaced && this.#underWay.size < this.#window) {
      if (this.#queue.length > 0 && this.#paceFor(this.#writtenAt + this.#run.config.intervalMs * this.#pace)) return
      const record = this.#queue.shift()
      if (!record) return
      // Its time may be over.
      if (record.status === 'waiting') this.#write(record)
    }
  }

  /** @returns whether it is too early */
  #paceFor(at: number): boolean {
    const { agenda } = this.#run
    if (agenda.now() >= at) return false
    this.#isPaced = true
    agenda.at(at, () => {
      this.#isPaced = false
      this.#drain()
    })
    return true
  }

  #write(record: MessageRecord): void {
    this.#writtenAt = this.#run.agenda.now()
    const text = this.#run.book.textOf(record, this.#run.config.size)
    this.#underWay.add(record)
    if (this.#isPublished) this.#publish(record, text)
    else void this.#post(record, text)
  }

  #publish(record: MessageRecord, text: string): void {
    const sentAt = this.#run.agenda.now()
    if (this.#hooks.publish({ type: this.#run.config.wsType, lesson_id: this.#lesson, text }))
      return this.#sent(record, sentAt)
    this.#underWay.delete(record)
    this.#hooks.onFailed(record, 'no-socket')
  }

  async #post(record: MessageRecord, text: string): Promise<void> {
    const { posts, turn, agenda } = this.#run
    const watcher: PostWatcher = {
      onSent: () => this.#sent(record, agenda.now()),
      onRepeat: () => void record.repeats++,
      onAnswer: () => void turn.waitOf(agenda.now()),
    }
    this.#pending++
    const outcome = await postMessage(posts, this.#lesson, text, watcher)
    this.#pending--
    this.#answered(record, outcome)
    this.#drain()
    this.#hooks.onAnswer()
  }

  #sent(record: MessageRecord, at: number): void {
    const { book, counts } = this.#run
    this.#held.delete(record)
    counts.activeAt = at
    book.noteSent(record, at)
  }

  #answered(record: MessageRecord, outcome: SendOutcome): void {
    const { counts, agenda } = this.#run
    counts.activeAt = agenda.now()
    if (outcome.kind === 'acknowledged') {
      record.acknowledgedAt = counts.activeAt
      this.taken(record)
      return this.#hooks.onAcknowledged(record, outcome.id)
    }
    this.#underWay.delete(record)
    if (outcome.kind === 'failed') return this.#hooks.onFailed(record, outcome.error)
    counts.error('http-429')
    counts.rateLimited++
    this.backOff(outcome.waitMs)
    this.#held.add(record)
    const behind = this.#queue.findIndex(({ index }) => index > record.index)
    this.#queue.splice(behind < 0 ? this.#queue.length : behind, 0, record)
  }
}
