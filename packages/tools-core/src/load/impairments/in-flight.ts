import type { Appointment } from '../agenda.ts'
import type { Bandwidth } from './bandwidth.ts'
import type { Timetable } from './timetable.ts'

export interface Message<T> {
  readonly item: T
  readonly bytes: number
  /** From the end of the link to the arrival. */
  readonly latencyMs: number
}

/** A message on its way. Times in milliseconds. */
interface Flight<T> {
  readonly message: Message<T>
  /** When its last byte has passed the link. */
  leavesAt: number
  arrivesAt: number
  next: Flight<T> | null
}

/** The messages on their way. They arrive in the order in which they left: none overtakes another because it is faster. */
export class InFlight<T> {
  readonly #agenda: Timetable
  readonly #arrive: (item: T) => void
  #first: Flight<T> | null = null
  #last: Flight<T> | null = null
  #size = 0
  #appointment: Appointment | null = null

  constructor(agenda: Timetable, arrive: (item: T) => void) {
    this.#agenda = agenda
    this.#arrive = arrive
  }

  get size(): number {
    return this.#size
  }

  /** @param leavesAt when its last byte passes the link; not before that of the message before it */
  push(message: Message<T>, leavesAt: number): void {
    const arrivesAt = Math.max(leavesAt + message.latencyMs, this.#last?.arrivesAt ?? -Infinity)
    const flight = { message, leavesAt, arrivesAt, next: null }
    if (this.#last) this.#last.next = flight
    else this.#first = flight
    this.#last = flight
    this.#size++
    if (!this.#appointment) this.#arrange()
  }

  /** Lets what has not passed the old link pass the new one; what has passed it keeps its time. */
  changeLink(from: Bandwidth, to: Bandwidth): void {
    const now = this.#agenda.now()
    let arrivesAt = -Infinity
    for (let flight = this.#first; flight; flight = flight.next) {
      const { bytes, latencyMs } = flight.message
      if (flight.leavesAt > now) flight.leavesAt = to.pass(from.remaining(bytes, flight.leavesAt, now), now)
      arrivesAt = Math.max(arrivesAt, flight.leavesAt + latencyMs)
      flight.arrivesAt = arrivesAt
    }
    this.#arrange()
  }

  /** Lets everything arrive at once that is on its way now. */
  flush(): void {
    for (let left = this.#size; left > 0 && this.#first; left--) this.#land(this.#first)
  }

  /** Forgets everything. */
  clear(): void {
    this.#first = null
    this.#last = null
    this.#size = 0
    this.#arrange()
  }

  #land({ message, next }: Flight<T>): void {
    this.#first = next
    if (next === null) this.#last = null
    this.#size--
    // Before the arrival, which may send, flush, clear or throw.
    this.#arrange()
    this.#arrive(message.item)
  }

  /** One appointment, for the first one: the others come after it. */
  #arrange(): void {
    this.#appointment?.cancel()
    const first = this.#first
    this.#appointment = first && this.#agenda.at(first.arrivesAt, () => this.#land(first))
  }
}
