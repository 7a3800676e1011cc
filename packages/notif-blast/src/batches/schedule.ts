import { Agenda } from '@m4sh/tools-core/load'

/** When rows are due: one after another, or all at once. What a run has left out has no time of its own. */
export class Schedule {
  readonly #intervalMs: number
  readonly #agenda = new Agenda()
  readonly #origin = performance.now()
  #turn = 0

  /** @param intervalMs between two rows; `null` for none */
  constructor(intervalMs: number | null) {
    this.#intervalMs = intervalMs ?? 0
  }

  /**
   * Waits for the last of the next rows, or for the signal.
   * @returns when it was due, by `performance.now()`
   */
  async until(rows: number, signal: AbortSignal): Promise<number> {
    if (this.#intervalMs === 0) return performance.now()
    this.#turn += rows
    const dueAt = this.#origin + (this.#turn - 1) * this.#intervalMs
    if (signal.aborted || dueAt <= performance.now()) return dueAt
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
