import { RunError } from '@m4sh/tools-core/errors'
import type { MessageRecord } from '../messages/message-book.ts'
import { ChatSocket } from './chat-socket.ts'
import type { ChatRunParts } from './chat-run.ts'
import { readHistory } from './read-history.ts'
import { postMessage } from './send-message.ts'

/** A rate limit that does not say how long it lasts is believed to last so long at first. Milliseconds. */
const firstBackOffMs = 500
const longestBackOffMs = 10_000

/** One who writes and one who reads. */
export class Conversation {
  readonly index: number
  readonly #run: ChatRunParts
  readonly #lesson: number
  readonly #author: ChatSocket
  readonly #receiver: ChatSocket
  readonly #open = new Map<number, MessageRecord>()
  /** Messages that are due while the platform has told to wait. */
  readonly #queue: MessageRecord[] = []
  #blockedUntil = 0
  #backOffMs = firstBackOffMs
  /** Of those that were delivered. */
  #latest = -1
  #planned = 0
  #isOver = false
  #onSettled: (() => void) | null = null
  readonly #waiting = new Map<MessageRecord, () => void>()

  constructor(run: ChatRunParts, index: number, lesson: number) {
    const { sender, receiver } = run.people
    this.#run = run
    this.index = index
    this.#lesson = lesson
    this.#author = new ChatSocket(run, sender, {
      onText: (text, at) => this.#echoed(text, at),
      onDown: () => undefined,
      onBack: () => undefined,
    })
    this.#receiver = new ChatSocket(run, receiver, {
      onText: (text, at) => this.#delivered(text, at),
      onDown: () => this.#cut(),
      onBack: () => void this.#lookUp(),
    })
  }

  /** Whoever waits waits no more. */
  readonly #giveUp = (): void => {
    this.#onSettled?.()
    for (const resolve of this.#waiting.values()) resolve()
    this.#waiting.clear()
  }

  /** @throws {RunError} where the gateway refuses */
  async open(): Promise<void> {
    this.#run.signal.addEventListener('abort', this.#giveUp, { once: true })
    await Promise.all([this.#author.open(), this.#receiver.open()])
  }

  /**
   * Messages that are not counted, one after the other: caches fill, connections open.
   * @throws {RunError} where not one of them arrives
   */
  async warmUp(): Promise<void> {
    const { config, agenda, book, signal } = this.#run
    const records: MessageRecord[] = []
    for (let count = 0; count < config.warmup && !signal.aborted; count++) {
      const record = book.add(this.index, agenda.now(), true)
      records.push(record)
      this.#send(record)
      await this.#settled(record)
    }
    if (records.length > 0 && !signal.aborted && records.every(({ status }) => status !== 'received'))
      throw this.#neverArrived(records)
  }

  /** @param origin when the run begins, by the agenda's clock */
  start(origin: number): void {
    const { config } = this.#run
    // Conversations take turns within the interval.
    const first = origin + (config.intervalMs * this.index) / config.pairs
    if (config.model === 'closed') this.#nextInTurn(first)
    else this.#planNext(first)
  }

  /** No more messages. */
  stop(): void {
    this.#isOver = true
    this.#onSettled?.()
  }

  /** Once all is sent and settled: delivered, lost or failed. At once where the run is given up. */
  async ended(): Promise<void> {
    const { signal, config } = this.#run
    const isUnderWay = () => this.#open.size > 0 || (!this.#isOver && this.#planned < config.messages)
    while (!signal.aborted && isUnderWay())
      await new Promise<void>((resolve) => {
        this.#onSettled = resolve
      })
  }

  close(): void {
    this.stop()
    this.#run.signal.removeEventListener('abort', this.#giveUp)
    this.#author.close()
    this.#receiver.close()
  }

  // Sending.

  #planNext(first: number): void {
    const { config, agenda } = this.#run
    // Multiplied: a sum would drift.
    const due = first + this.#planned * config.intervalMs
    if (this.#planned >= config.messages) return
    agenda.at(due, () => {
      if (this.#isOver) return
      this.#planned++
      this.#due(due)
      this.#planNext(first)
    })
  }

  #nextInTurn(at: number): void {
    const { config, agenda } = this.#run
    if (this.#planned >= config.messages) return
    agenda.at(at, () => {
      if (this.#isOver) return
      this.#planned++
      const record = this.#due(agenda.now())
      void this.#settled(record).then(() => this.#nextInTurn(agenda.now() + config.intervalMs))
    })
  }

  #due(dueAt: number): MessageRecord {
    const { book, agenda, counts } = this.#run
    const record = book.add(this.index, dueAt, false)
    counts.offered++
    counts.sendLag.record(agenda.now() - dueAt)
    this.#send(record)
    return record
  }

  #send(record: MessageRecord): void {
    const { config, agenda } = this.#run
    this.#open.set(record.index, record)
    // Nobody hears it; the history will tell.
    if (!this.#receiver.isUp) record.wasCut = true
    agenda.at(record.scheduledAt + config.timeoutMs, () => {
      if (record.status === 'waiting') this.#settle(record, 'lost')
    })
    if (agenda.now() < this.#blockedUntil) this.#queue.push(record)
    else void this.#write(record)
  }

  async #write(record: MessageRecord): Promise<void> {
    const { config, agenda, book, counts, posts } = this.#run
    record.sentAt ??= agenda.now()
    const text = book.textOf(record, config.size)
    if (config.transport === 'ws') {
      const isSent = this.#author.publish({ type: config.wsType, lesson_id: this.#lesson, text })
      if (!isSent) this.#fail(record, 'no-socket')
      return
    }
    const outcome = await postMessage(posts, this.#lesson, text)
    if (outcome.kind === 'acknowledged') {
      record.acknowledgedAt = agenda.now()
      record.id = outcome.id
      this.#backOffMs = firstBackOffMs
    } else if (outcome.kind === 'failed') this.#fail(record, outcome.error)
    else {
      counts.rateLimited++
      this.#backOff(record, outcome.waitMs)
    }
  }

  /** Whoever is told to wait waits, and all that is due meanwhile waits behind. */
  #backOff(record: MessageRecord, waitMs: number | null): void {
    const { agenda, counts } = this.#run
    counts.error('http-429')
    const wait = waitMs ?? this.#backOffMs
    if (waitMs === null) this.#backOffMs = Math.min(longestBackOffMs, this.#backOffMs * 2)
    this.#queue.unshift(record)
    this.#blockedUntil = agenda.now() + wait
    agenda.at(this.#blockedUntil, () => this.#goOn())
  }

  #goOn(): void {
    const { agenda } = this.#run
    if (agenda.now() < this.#blockedUntil) return
    for (const record of this.#queue.splice(0)) if (record.status === 'waiting') void this.#write(record)
  }

  #fail(record: MessageRecord, error: string): void {
    this.#run.counts.error(error)
    // Sometimes the answer is lost, and the message is not.
    if (record.status === 'waiting') this.#settle(record, 'failed')
  }

  #neverArrived(records: readonly MessageRecord[]): RunError {
    const failed = records.filter(({ status }) => status === 'failed').length
    const errors = [...this.#run.counts.errors.keys()].join(', ')
    if (failed === records.length)
      return new RunError(`Lesson ${this.#lesson} takes no message: ${errors}.`, {
        hint: 'May the sender write in this lesson? Is the token good?',
      })
    const heard = errors === '' ? '' : `, and was told ${errors}`
    return new RunError(
      `Of ${records.length} messages to lesson ${this.#lesson} none reached the receiver within ${this.#run.config.timeoutMs / 1000} s${heard}.`,
      { hint: 'Does the receiver take part in this lesson? Is --ws-url the gateway of the same platform?' },
    )
  }

  // Arriving.

  #delivered(text: unknown, receivedAt: number): void {
    const { book, counts } = this.#run
    const record = book.find(text)
    if (record?.conversation !== this.index) return
    if (record.receivedAt !== null) {
      if (!record.isWarmup) counts.duplicated++
      return
    }
    record.receivedAt = receivedAt
    if (!record.isWarmup && record.index < this.#latest) counts.outOfOrder++
    this.#latest = Math.max(this.#latest, record.index)
    if (record.status === 'lost') counts.late++
    else this.#settle(record, 'received')
  }

  #echoed(text: unknown, receivedAt: number): void {
    const record = this.#run.book.find(text)
    if (record?.conversation === this.index) record.echoedAt ??= receivedAt
  }

  /** The receiver hears nothing for now. */
  #cut(): void {
    for (const record of this.#open.values()) record.wasCut = true
  }

  /** The receiver is back, and looks what was written meanwhile, as a browser does. */
  async #lookUp(): Promise<void> {
    const { book, people } = this.#run
    const missing = new Set([...this.#open.values()].filter(({ wasCut, status }) => wasCut && status === 'waiting'))
    try {
      for await (const texts of readHistory(people.receiver.http, this.#lesson)) {
        for (const text of texts) {
          const record = book.find(text)
          if (!record || !missing.delete(record)) continue
          if (record.status === 'waiting') this.#settle(record, 'recovered')
        }
        if (missing.size === 0) return
      }
    } catch {
      // What cannot be looked up is lost when its time is over.
      this.#run.counts.error('history')
    }
  }

  #settle(record: MessageRecord, status: Exclude<MessageRecord['status'], 'waiting'>): void {
    record.status = status
    this.#open.delete(record.index)
    this.#waiting.get(record)?.()
    this.#waiting.delete(record)
    this.#onSettled?.()
  }
  #settled(record: MessageRecord): Promise<void> {
    if (record.status !== 'waiting' || this.#run.signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      this.#waiting.set(record, resolve)
    })
  }
}
