import { EarlyArrivals } from '../messages/early-arrivals.ts'
import type { MessageRecord, SeenMessage } from '../messages/message-book.ts'
import type { ChatRunParts } from './chat-run.ts'

/** What reaches the sockets of one conversation, recognised by its text or by its id. */
export class Arrivals {
  readonly #run: ChatRunParts
  readonly #conversation: number
  readonly #settle: (record: MessageRecord, status: 'received' | 'lost') => void
  readonly #deliveries = new EarlyArrivals()
  readonly #echoes = new EarlyArrivals()
  /** Of those that were delivered. */
  #latest = -1

  constructor(
    run: ChatRunParts,
    conversation: number,
    settle: (record: MessageRecord, status: 'received' | 'lost') => void,
  ) {
    this.#run = run
    this.#conversation = conversation
    this.#settle = settle
  }

  /** At the receiver. */
  delivered(message: SeenMessage, receivedAt: number): void {
    const { book } = this.#run
    const record = book.find(message)
    if (!record) return this.#deliveries.note(message.id, receivedAt)
    if (record.conversation !== this.#conversation) return
    book.identify(record, message.id)
    this.#arrived(record, receivedAt)
  }

  /** At the author's own socket. */
  echoed(message: SeenMessage, receivedAt: number): void {
    const record = this.#run.book.find(message)
    if (!record) this.#echoes.note(message.id, receivedAt)
    else if (record.conversation === this.#conversation) record.echoedAt ??= receivedAt
  }

  /** The id of a message is known: it may have come before. */
  identified(record: MessageRecord, id: string | null): void {
    this.#run.book.identify(record, id)
    for (const at of this.#deliveries.take(id)) this.#arrived(record, at)
    for (const at of this.#echoes.take(id)) record.echoedAt ??= at
  }

  #arrived(record: MessageRecord, receivedAt: number): void {
    const { counts, config } = this.#run
    const isCounted = !record.isWarmup
    if (record.receivedAt !== null) {
      if (isCounted) counts.duplicated++
      return
    }
    record.receivedAt = receivedAt
    if (isCounted && record.index < this.#latest) counts.outOfOrder++
    this.#latest = Math.max(this.#latest, record.index)
    if (receivedAt - record.scheduledAt <= config.timeoutMs) return this.#settle(record, 'received')
    // The timer that says so may be later still.
    if (record.status === 'waiting') this.#settle(record, 'lost')
    if (isCounted) counts.late++
  }
}
