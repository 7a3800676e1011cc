import { isMachineLimit } from '@m4sh/tools-core/connections/http'
import type { Appointment } from '@m4sh/tools-core/load'
import type { MessageRecord } from '../messages/message-book.ts'
import type { Arrivals } from './arrivals.ts'
import type { ChatRunParts } from './chat-run.ts'
import { neverArrived } from './never-arrived.ts'
import { Outgoing } from './outgoing.ts'
import { mayHaveBeenTaken } from './send-message.ts'

/** The warm-up of a slow schedule is not as slow. Milliseconds. */
const longestWarmUpPauseMs = 1000
const hopelessAfter = 2

/** Nobody waits for further messages where the first ones reach nobody. */
function isHopeless(records: readonly MessageRecord[]): boolean {
  return records.length >= hopelessAfter && records.every(({ status }) => status !== 'received')
}

/** What a conversation needs of the sockets that it shares. */
export interface ConversationSockets {
  readonly arrivals: Arrivals
  /** @returns false where the author has no socket */
  readonly publish: (event: Readonly<Record<string, unknown>>) => boolean
  /** Whether the receiver hears what is pushed now. */
  readonly isHeard: () => boolean
}

/** One who writes in a lesson, one who reads, and what becomes of each message. */
export class Conversation {
  readonly index: number
  readonly lesson: number
  readonly #run: ChatRunParts
  readonly #sockets: ConversationSockets
  readonly #outgoing: Outgoing
  /** Not settled yet, and when its time is over. */
  readonly #open = new Map<MessageRecord, Appointment>()
  /** In the order in which they were due, the warm-up left out. */
  readonly #records: MessageRecord[] = []
  /** No more messages. */
  #isOver = false
  /** Nor is anything waited for. */
  #isGivenUp = false
  #watchers: (() => void)[] = []

  constructor(run: ChatRunParts, index: number, lesson: number, sockets: ConversationSockets) {
    this.#run = run
    this.index = index
    this.lesson = lesson
    this.#sockets = sockets
    this.#outgoing = new Outgoing(run, lesson, {
      publish: sockets.publish,
      onAcknowledged: (record, id) => sockets.arrivals.identified(record, id),
      onFailed: (record, error) => this.#failed(record, error),
      onAnswer: () => this.#changed(),
    })
  }

  /**
   * Messages that are not counted, one after the other: caches fill, connections open. They keep the distance of the
   * schedule, so that no rate limit that the run itself respects is met by them, or by its first message.
   * @throws {RunError} where not one of them arrives
   */
  async warmUp(): Promise<void> {
    const { config, agenda, book } = this.#run
    const records: MessageRecord[] = []
    for (let count = 0; count < config.warmup && !this.#isOver && !isHopeless(records); count++) {
      const record = book.add(this.index, agenda.now(), true)
      records.push(record)
      this.#send(record)
      await this.#until(() => record.status !== 'waiting' && this.#outgoing.pending === 0)
      await this.#pauseUntil(record.scheduledAt + Math.min(config.intervalMs, longestWarmUpPauseMs))
    }
    if (records.length > 0 && !this.#isOver && records.every(({ status }) => status !== 'received'))
      throw neverArrived(this.#run, this.lesson, records)
  }

  /** Or until there are no more messages. */
  async #pauseUntil(at: number): Promise<void> {
    const { agenda } = this.#run
    const appointment = agenda.at(at, () => this.#changed())
    await this.#until(() => this.#isOver || agenda.now() >= at)
    appointment.cancel()
  }

  /** @param first when its first message is due, by the agenda's clock */
  start(first: number): void {
    if (this.#run.config.model === 'closed') this.#nextInTurn(first)
    else this.#planNext(first)
  }

  /** No more messages. */
  stop(): void {
    this.#isOver = true
    this.#changed()
  }

  /** Nothing is waited for any more. */
  giveUp(): void {
    this.stop()
    this.#isGivenUp = true
    this.#changed()
  }

  get isAllSent(): boolean {
    return this.#isOver || this.#records.length >= this.#run.config.messages
  }

  /** Once all is sent, answered and settled: delivered, lost or failed. Soon where the run is given up. */
  async ended(): Promise<void> {
    await this.#until(() => this.isAllSent && this.#open.size === 0 && this.#outgoing.pending === 0)
  }

  /** How many of the last messages, one after the other, reached nobody; what this machine had no room for is left out. */
  get missedAtEnd(): { readonly missed: number; readonly of: number } {
    const own = this.#records.filter(({ failure }) => failure === null || !isMachineLimit(failure))
    const reached = own.findLastIndex(({ receivedAt, status }) => receivedAt !== null || status === 'recovered')
    return { missed: own.length - 1 - reached, of: own.length }
  }

  /** Of those that are waited for, what the receiver may have missed. */
  missing(): readonly MessageRecord[] {
    return [...this.#open.keys()].filter(({ wasCut, failure }) => wasCut || failure !== null)
  }

  /** What is under way by then has not come. */
  close(): void {
    this.giveUp()
    for (const record of this.#open.keys()) {
      if (!record.isWarmup) this.#run.counts.givenUp++
      this.settle(record, this.#outcomeOf(record))
    }
  }

  /** The receiver hears nothing for now. */
  cut(): void {
    for (const record of this.#open.keys()) record.wasCut = true
  }

  /** What was published is too much for the gateway. */
  backOff(): void {
    this.#outgoing.backOff(null)
  }

  /** Somebody has heard a message. */
  heard(record: MessageRecord): void {
    if (this.#run.config.transport === 'ws') this.#outgoing.taken(record)
  }

  settle(record: MessageRecord, status: Exclude<MessageRecord['status'], 'waiting'>): void {
    record.status = status
    this.#open.get(record)?.cancel()
    this.#open.delete(record)
    if (status === 'received') this.#received(record)
    else this.#outgoing.forget(record)
    this.#changed()
  }

  // Sending.

  #planNext(first: number): void {
    const { config, agenda } = this.#run
    if (this.isAllSent) return
    // Multiplied: a sum would drift.
    const due = first + this.#records.length * config.intervalMs
    agenda.at(due, () => {
      if (this.#isOver) return
      this.#due(due)
      this.#planNext(first)
    })
  }

  #nextInTurn(at: number): void {
    const { config, agenda } = this.#run
    if (this.isAllSent) return
    agenda.at(at, () => {
      if (this.#isOver) return
      const record = this.#due(at)
      // Of what was not taken nothing more is to be seen, though it is waited for.
      const isSettled = () => record.status !== 'waiting' || record.failure !== null
      void this.#until(isSettled).then(() => this.#nextInTurn(agenda.now() + config.intervalMs))
    })
  }

  #due(dueAt: number): MessageRecord {
    const record = this.#run.book.add(this.index, dueAt, false)
    record.handledAt = this.#run.agenda.now()
    this.#records.push(record)
    this.#send(record)
    return record
  }

  #send(record: MessageRecord): void {
    const { config, agenda } = this.#run
    // Nobody hears it; the history will tell.
    if (!this.#sockets.isHeard()) record.wasCut = true
    const timer = agenda.at(record.scheduledAt + config.timeoutMs, () => this.settle(record, this.#outcomeOf(record)))
    this.#open.set(record, timer)
    this.#outgoing.send(record)
  }

  /** Of a message whose time is over: what the platform has not taken is not lost by it. */
  #outcomeOf(record: MessageRecord): 'failed' | 'lost' {
    const { failure } = record
    const isRefused = failure !== null && failure !== 'timeout'
    return isRefused || this.#outgoing.isHeld(record) ? 'failed' : 'lost'
  }

  #failed(record: MessageRecord, error: string): void {
    record.failure = error
    this.#run.counts.error(error)
    if (record.status === 'waiting' && !mayHaveBeenTaken(error)) this.settle(record, 'failed')
    else this.#changed()
  }

  #received(record: MessageRecord): void {
    if (!record.isWarmup) this.#run.counts.latencies.push((record.receivedAt ?? 0) - record.scheduledAt)
  }

  // Waiting.

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
