import type { Appointment } from '../../src/load/agenda.ts'
import type { Timetable } from '../../src/load/impairments/timetable.ts'

interface Entry {
  readonly dueAt: number
  readonly action: () => void
}

/** An agenda whose time stands still until it is told to go on. */
export class ManualAgenda implements Timetable {
  #now = 0
  #entries: Entry[] = []

  now(): number {
    return this.#now
  }

  at(dueAt: number, action: () => void): Appointment {
    const entry = { dueAt, action }
    this.#entries.push(entry)
    return { cancel: () => this.#remove(entry) }
  }

  get size(): number {
    return this.#entries.length
  }

  /** Lets time go by; what falls due on the way is done in its order. */
  advance(ms: number): void {
    const until = this.#now + ms
    for (let next = this.#firstUntil(until); next; next = this.#firstUntil(until)) {
      this.#remove(next)
      this.#now = Math.max(this.#now, next.dueAt)
      next.action()
    }
    this.#now = until
  }

  #firstUntil(ms: number): Entry | undefined {
    const due = this.#entries.filter(({ dueAt }) => dueAt <= ms)
    // A stable sort: of those of one time the first that came.
    return due.toSorted((left, right) => left.dueAt - right.dueAt)[0]
  }

  #remove(entry: Entry): void {
    this.#entries = this.#entries.filter((one) => one !== entry)
  }
}
