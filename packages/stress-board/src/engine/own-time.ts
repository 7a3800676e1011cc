import type { Agenda, Appointment } from '@m4sh/tools-core/load'

/** The appointments of one virtual user, which end with it. Times in milliseconds from the start of the run. */
export class OwnTime {
  readonly #agenda: Agenda
  readonly #origin: number
  readonly #appointments = new Set<Appointment>()

  /** @param origin the start of the run, by the agenda's clock */
  constructor(agenda: Agenda, origin: number) {
    this.#agenda = agenda
    this.#origin = origin
  }

  get now(): number {
    return this.#agenda.now() - this.#origin
  }

  at(at: number, action: () => void): void {
    const appointment = this.#agenda.at(this.#origin + at, () => {
      this.#appointments.delete(appointment)
      action()
    })
    this.#appointments.add(appointment)
  }

  after(delayMs: number, action: () => void): void {
    this.at(this.now + delayMs, action)
  }

  /** At `first`, and then again and again until `end`. */
  every(first: number, everyMs: number, end: number, action: () => void): void {
    if (first >= end) return
    this.at(first, () => {
      action()
      this.every(first + everyMs, everyMs, end, action)
    })
  }

  forget(): void {
    for (const appointment of this.#appointments) appointment.cancel()
    this.#appointments.clear()
  }
}
