/** What has become of a message. */
export type MessageStatus = 'waiting' | 'received' | 'lost' | 'recovered' | 'failed'

/** One message, and the times of its stations by one monotonic clock; `null` where it has not come there. Milliseconds. */
export interface MessageRecord {
  readonly index: number
  readonly conversation: number
  readonly isWarmup: boolean
  readonly scheduledAt: number
  /** When this tool got round to it: late where this machine was. */
  handledAt: number | null
  /** Handed to the network: the last try, where a rate limit asked for another. */
  sentAt: number | null
  acknowledgedAt: number | null
  receivedAt: number | null
  echoedAt: number | null
  /** As the platform has it. */
  id: string | null
  status: MessageStatus
  /** Why it was not taken; or may not have been, where its answer did not come. */
  failure: string | null
  /** On its way while the receiver had no socket. */
  wasCut: boolean
  /** Sent once more on another connection, since the one that it went out on was closed: it may arrive as often again. */
  repeats: number
}

/** A message as the platform shows it, whoever wrote it. */
export interface SeenMessage {
  readonly text: unknown
  readonly id: string | null
}

/** All messages of a run, found again by what is written in them, or by the id that the platform gave them. */
export class MessageBook {
  readonly records: MessageRecord[] = []
  readonly #byId = new Map<string, MessageRecord>()
  readonly #tag: string
  readonly #pattern: RegExp
  #sent = 0

  /** @param tag letters and digits; tells this run's messages from all others */
  constructor(tag: string) {
    this.#tag = tag
    this.#pattern = new RegExp(`${tag}-([0-9a-z]+)\\b`)
  }

  /** How many were handed to the network so far, the warm-up left out. */
  get sent(): number {
    return this.#sent
  }

  add(conversation: number, scheduledAt: number, isWarmup: boolean): MessageRecord {
    const record: MessageRecord = {
      index: this.records.length,
      conversation,
      isWarmup,
      scheduledAt,
      handledAt: null,
      sentAt: null,
      acknowledgedAt: null,
      receivedAt: null,
      echoedAt: null,
      id: null,
      status: 'waiting',
      failure: null,
      wasCut: false,
      repeats: 0,
    }
    this.records.push(record)
    return record
  }

  /** The text of a message, as long as wanted. */
  textOf({ index }: MessageRecord, size: number): string {
    return `${this.#tag}-${index.toString(36)} `.padEnd(size, filler).slice(0, size)
  }

  /** A message is handed to the network, maybe once more. */
  noteSent(record: MessageRecord, at: number): void {
    if (record.sentAt === null && !record.isWarmup) this.#sent++
    record.sentAt = at
  }

  /** Notes the id of a message, once it is known. */
  identify(record: MessageRecord, id: string | null): void {
    if (id === null || record.id !== null) return
    record.id = id
    this.#byId.set(id, record)
  }

  /** `undefined` for a message that is none of this run's, as far as is known. */
  find({ text, id }: SeenMessage): MessageRecord | undefined {
    return this.#written(text) ?? (id === null ? undefined : this.#byId.get(id))
  }

  #written(text: unknown): MessageRecord | undefined {
    const index = typeof text === 'string' ? this.#pattern.exec(text)?.[1] : undefined
    return index === undefined ? undefined : this.records[Number.parseInt(index, 36)]
  }
}

const filler = 'The quick brown fox measures how long a message takes. '
