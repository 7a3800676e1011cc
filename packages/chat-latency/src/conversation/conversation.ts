import type { MessageRecord } from '../messages/message-book.ts'
import { Arrivals } from './arrivals.ts'
import { ChatSocket } from './chat-socket.ts'
import type { ChatRunParts } from './chat-run.ts'
import { neverArrived } from './never-arrived.ts'
import { Outgoing } from './outgoing.ts'
import { readHistory } from './read-history.ts'

/** What is under way when a run is told to stop may still arrive. Milliseconds. */
const graceMs = 1000

/** Between two looks into a history that could not be read. Milliseconds. */
const lookAgainMs = 1000

/** One who writes and one who reads. */
export class Conversation {
  readonly index: number
  readonly #run: ChatRunParts
  readonly #lesson: number
  readonly #author: ChatSocket
  readonly #receiver: ChatSocket
  readonly #outgoing: Outgoing
  readonly #arrivals: Arrivals
  /** Not settled yet. */
  readonly #open = new Map<number, MessageRecord>()
  #planned = 0
  #lastDue: MessageRecord | null = null
  /** `null` once a message was taken again. */
  #lastError: string | null = null
  #isOpen = false
  /** No more messages. */
  #isOver = false
  /** Nor is anything waited for. */
  #isGivenUp = false
  #watchers: (() => void)[] = []

  constructor(run: ChatRunParts, index: number, lesson: number) {
    const { sender, receiver } = run.people
    const isPublished = run.config.transport === 'ws'
    this.#run = run
    this.index = index
    this.#lesson = lesson
    this.#arrivals = new Arrivals(run, index, (record, status) => this.#settle(record, status))
    this.#author = new ChatSocket(run, sender, {
      onMessage: (message, at) => this.#arrivals.echoed(message, at),
      onDown: () => undefined,
      onBack: () => undefined,
      onRateLimited: () => isPublished && this.#outgoing.backOff(null),
    })
    this.#receiver = new ChatSocket(run, receiver, {
      onMessage: (message, at) => this.#arrivals.delivered(message, at),
      onDown: () => this.#cut(),
      onBack: () => void this.#lookUp(),
      onRateLimited: () => undefined,
    })
    this.#outgoing = new Outgoing(run, lesson, {
      publish: (event) => this.#author.publish(event),
      onAcknowledged: (record, id) => this.#acknowledged(record, id),
      onFailed: (record, error) => this.#failed(record, error),
      onAnswer: () => this.#changed(),
    })
  }

  readonly #onAbort = (): void => {
    this.stop()
    if (this.#isOpen) this.#run.agenda.after(graceMs, () => this.#giveUp())
    else this.close()
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

  /**
   * Messages that are not counted, one after the other: caches fill, connections open.
   * @throws {RunError} where not one of them arrives
   */
  async warmUp(): Promise<void> {
    const { config, agenda, book } = this.#run
    const records: MessageRecord[] = []
    for (let count = 0; count < config.warmup && !this.#isOver; count++) {
      const record = book.add(this.index, agenda.now(), true)
      records.push(record)
      this.#send(record)
      await this.#until(() => record.status !== 'waiting' && this.#outgoing.pending === 0)
    }
    if (records.length > 0 && !this.#isOver && records.every(({ status }) => status !== 'received'))
      throw neverArrived(this.#run, this.#lesson, records)
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
    this.#changed()
  }

  /** Once all is sent, answered and settled: delivered, lost or failed. Soon where the run is given up. */
  async ended(): Promise<void> {
    const { config } = this.#run
    const isAllSent = () => this.#isOver || this.#planned >= config.messages
    await this.#until(() => isAllSent() && this.#open.size === 0 && this.#outgoing.pending === 0)
  }

  /** Whether its last message reached nobody, since socket or token or the platform itself was gone by then. */
  get isBrokenOff(): boolean {
    const status = this.#lastDue?.status
    if (status === undefined || status === 'received' || status === 'recovered') return false
    const isAnswered = this.#lastError === null || this.#lastError.startsWith('http-')
    return !this.#receiver.isUp || !isAnswered
  }

  /** What is under way by then has not come. */
  close(): void {
    this.stop()
    this.#giveUp()
    this.#run.signal.removeEventListener('abort', this.#onAbort)
    this.#author.close()
    this.#receiver.close()
    for (const record of this.#open.values()) {
      if (!record.isWarmup) this.#run.counts.givenUp++
      this.#settle(record, this.#outgoing.isHeld(record) ? 'failed' : 'lost')
    }
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
      const isSettled = () => record.status !== 'waiting'
      void this.#until(isSettled).then(() => this.#nextInTurn(agenda.now() + config.intervalMs))
    })
  }

  #due(dueAt: number): MessageRecord {
    const { book, agenda, counts } = this.#run
    const record = book.add(this.index, dueAt, false)
    counts.offered++
    counts.sendLag.record(agenda.now() - dueAt)
    this.#lastDue = record
    this.#send(record)
    return record
  }

  #send(record: MessageRecord): void {
    const { config, agenda } = this.#run
    this.#open.set(record.index, record)
    // Nobody hears it; the history will tell.
    if (!this.#receiver.isUp) record.wasCut = true
    agenda.at(record.scheduledAt + config.timeoutMs, () => {
      // What the platform has not taken is not lost by it.
      if (record.status === 'waiting') this.#settle(record, this.#outgoing.isHeld(record) ? 'failed' : 'lost')
    })
    this.#outgoing.send(record)
  }

  #acknowledged(record: MessageRecord, id: string | null): void {
    this.#lastError = null
    this.#arrivals.identified(record, id)
  }

  #failed(record: MessageRecord, error: string): void {
    this.#lastError = error
    this.#run.counts.error(error)
    // Nothing is known of what is not answered: it may arrive until its time is over. Nor does an error say that it will not.
    if (record.status === 'waiting' && error !== 'timeout') this.#settle(record, 'failed')
  }

  // While the receiver is away.

  /** The receiver hears nothing for now. */
  #cut(): void {
    for (const record of this.#open.values()) record.wasCut = true
  }

  /** The receiver is back, and looks what was written meanwhile, as a browser does. */
  async #lookUp(): Promise<void> {
    const { book, people, agenda, counts } = this.#run
    const missing = new Set([...this.#open.values()].filter(({ wasCut }) => wasCut))
    if (missing.size === 0) return
    try {
      for await (const page of readHistory(people.receiver.http, this.#lesson)) {
        for (const message of page) {
          const record = book.find(message)
          if (!record || !missing.delete(record)) continue
          book.identify(record, message.id)
          if (record.status === 'waiting') this.#settle(record, 'recovered')
        }
        if (missing.size === 0) return
      }
    } catch {
      if (this.#isGivenUp) return
      counts.error('history')
      agenda.after(lookAgainMs, () => void this.#lookUp())
    }
  }

  #settle(record: MessageRecord, status: Exclude<MessageRecord['status'], 'waiting'>): void {
    record.status = status
    this.#open.delete(record.index)
    this.#changed()
    const { counts } = this.#run
    if (status !== 'received' || record.isWarmup) return
    counts.received++
    counts.latencies.push((record.receivedAt ?? 0) - record.scheduledAt)
  }

  // Waiting.

  #giveUp(): void {
    this.#isGivenUp = true
    this.#changed()
  }

  #changed(): void {
    const watchers = this.#watchers
    this.#watchers = []
    for (const look of watchers) look()
  }

  /** Resolves when it holds, or when nothing is waited for any more. */
  async #until(holds: () => boolean): Promise<void> {
    while (!this.#isGivenUp && !holds())
      await new Promise<void>((resolve) => {
        this.#watchers.push(resolve)
      })
  }
}
