import { EarlyArrivals } from '../messages/early-arrivals.ts'
import type { MessageRecord, SeenMessage } from '../messages/message-book.ts'
import type { ChatRunParts } from './chat-run.ts'

export interface ArrivalHooks {
  /** What has become of a message is known. */
  readonly onSettled: (record: MessageRecord, status: 'received' | 'lost') => void
  /** Somebody has heard it. */
  readonly onHeard: (record: MessageRecord) => void
}

/** What reaches the two users, whichever conversation it is of, recognised by its text or by its id. */
export class Arrivals {
  readonly #run: ChatRunParts
  readonly #hooks: ArrivalHooks
  readonly #deliveries = new EarlyArrivals()
  readonly #echoes = new EarlyArrivals()
  /** Of those that were delivered, by conversation. */
  readonly #latest = new Map<number, number>()

  constructor(run: ChatRunParts, hooks: ArrivalHooks) {
    this.#run = run
    this.#hooks = hooks
  }

  /** At the receiver. */
  delivered(message: SeenMessage, receivedAt: number): void {
    const { book } = this.#run
    const record = book.find(message)
    if (!record) return this.#deliveries.note(message.id, receivedAt)
    book.identify(record, message.id)
    this.#arrived(record, receivedAt)
  }

  /** At the author's own socket. */
  echoed(message: SeenMessage, receivedAt: number): void {
    const record = this.#run.book.find(message)
    if (record) this.#echo(record, receivedAt)
    else this.#echoes.note(message.id, receivedAt)
  }

  /** The id of a message is known: it may have come before. */
  identified(record: MessageRecord, id: string | null): void {
    this.#run.book.identify(record, id)
    for (const at of this.#deliveries.take(id)) this.#arrived(record, at)
    for (const at of this.#echoes.take(id)) this.#echo(record, at)
  }

  #echo(record: MessageRecord, at: number): void {
    record.echoedAt ??= at
    this.#hooks.onHeard(record)
  }

  #arrived(record: MessageRecord, receivedAt: number): void {
    const { counts, config } = this.#run
    if (record.receivedAt !== null) return this.#cameAgain(record)
    record.receivedAt = receivedAt
    this.#hooks.onHeard(record)
    const isCounted = !record.isWarmup
    const latest = this.#latest.get(record.conversation) ?? -1
    if (isCounted && record.index < latest) counts.outOfOrder++
    this.#latest.set(record.conversation, Math.max(latest, record.index))
    if (receivedAt - record.scheduledAt <= config.timeoutMs) return this.#hooks.onSettled(record, 'received')
    // The timer that says so may be later still.
    if (record.status === 'waiting') this.#hooks.onSettled(record, 'lost')
    if (isCounted && record.status === 'lost') counts.late++
  }

  #cameAgain(record: MessageRecord): void {
    // What we have sent twice may come twice.
    if (record.repeats > 0) record.repeats--
    else if (!record.isWarmup) this.#run.counts.duplicated++
  }
}
