import { Agenda } from '@m4sh/tools-core/load'

/** When rows are due: one after another, or all at once. */
export class Schedule {
  readonly #intervalMs: number
  readonly #first: number
  readonly #agenda = new Agenda()
  readonly #origin = performance.now()

  constructor(intervalMs: number | null, first: number) {
    this.#intervalMs = intervalMs ?? 0
    this.#first = first
  }

  /** Waits for a row, or for the end of the run. @returns when it was due */
  async until(row: number, signal: AbortSignal): Promise<number> {
    if (this.#intervalMs === 0) return performance.now()
    const dueAt = this.#origin + (row - this.#first) * this.#intervalMs
    if (dueAt <= performance.now()) return dueAt
    await new Promise<void>((resolve) => {
      const stop = (): void => {
        appointment.cancel()
        resolve()
      }
      const appointment = this.#agenda.at(dueAt, () => {
        signal.removeEventListener('abort', stop)
        resolve()
      })
      signal.addEventListener('abort', stop, { once: true })
    })
    return dueAt
  }

  close(): void {
    this.#agenda.close()
  }
}
