import type { PayloadPools } from '../payloads/payload-pool.ts'
import type { Recipient } from '../payloads/row-payloads.ts'
import type { TypeMix } from '../payloads/type-mix.ts'
import { Turns, type UserIds } from '../recipients/recipients.ts'
import { RowDraws } from './row-draws.ts'
import { RowIds, type RunKey } from './run-id.ts'

export interface RowSettings {
  readonly key: RunKey
  readonly seed: number
  readonly users: UserIds
  readonly mix: TypeMix
  readonly payloads: PayloadPools
  /** What is known of a user, for payloads that want to know it. */
  readonly recipientOf: (userId: number | string) => Recipient
  /** Share of rows that were read. */
  readonly readRatio: number
  /** `created_at` lies within so long before the start of the run; 0 for now. Milliseconds. */
  readonly spreadMs: number
  /** When a row is due from the start of the run, which is when it was created then. Milliseconds. */
  readonly dueMs: (row: number) => number
}

/** Nobody reads a notification later than this. Microseconds. */
const longestUnreadUs = 2 * 86_400_000_000

/**
 * Makes rows: whatever a row holds follows from the settings and its number. One object that turns from row to row, since a
 * run makes millions of them. Instants are in microseconds since 1970, as PostgreSQL keeps them.
 */
export class RowMaker {
  readonly ids: RowIds
  readonly settings: RowSettings
  readonly #draws: RowDraws
  readonly #turns: Turns
  readonly #startedUs: number
  #row = 0
  #draw = 0

  userIndex = 0
  type = ''
  createdAtUs = 0
  /** `null` for what nobody has read. */
  readAtUs: number | null = null

  constructor(settings: RowSettings) {
    this.settings = settings
    this.ids = new RowIds(settings.key)
    this.#draws = new RowDraws(settings.seed)
    this.#turns = new Turns(settings.users.length)
    this.#startedUs = settings.key.startedMs * 1000
  }

  get row(): number {
    return this.#row
  }

  get userId(): number | string {
    return this.settings.users[this.userIndex] ?? 0
  }

  /** Turns to a row. */
  turnTo(row: number): void {
    const { mix, readRatio, spreadMs, dueMs } = this.settings
    const draws = this.#draws
    draws.start(row)
    this.#row = row
    this.userIndex = this.#turns.of(row)
    this.type = mix.pick(draws.next())
    this.#draw = draws.next()
    // In order, and no two the same, where they are made at once.
    this.createdAtUs =
      spreadMs > 0
        ? this.#startedUs - 1 - Math.floor(draws.next() * ((spreadMs * 1000) / 2 ** 32))
        : this.#startedUs + Math.floor(dueMs(row) * 1000)
    this.readAtUs = draws.next() < readRatio * 2 ** 32 ? this.#readAt(draws.next()) : null
  }

  /** After it was created, and not after the start of the run, unless it was created then. */
  #readAt(draw: number): number {
    const age = Math.max(1000, Math.min(longestUnreadUs, this.#startedUs - this.createdAtUs))
    return this.createdAtUs + Math.floor((draw / 2 ** 32) * age)
  }

  /** The payload as JSON. @returns how many bytes it has */
  writePayload(target: Buffer, offset: number): number {
    return this.settings.payloads.write(target, offset, this.type, this.#draw, this.#row, this.#recipient())
  }

  payloadText(): string {
    return this.settings.payloads.text(this.type, this.#draw, this.#row, this.#recipient())
  }

  #recipient(): Recipient | undefined {
    const { payloads, recipientOf } = this.settings
    return payloads.needsRecipient ? recipientOf(this.userId) : undefined
  }

  /** How many of these rows are of each type. */
  typesOf(from: number, to: number): ReadonlyMap<string, number> {
    const counts = new Map<string, number>()
    for (let row = from; row < to; row++) {
      this.#draws.start(row)
      const type = this.settings.mix.pick(this.#draws.next())
      counts.set(type, (counts.get(type) ?? 0) + 1)
    }
    return counts
  }

  id(): string {
    return this.ids.text(this.#row)
  }
}
