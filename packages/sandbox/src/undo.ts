/** What has to be undone at the end, the last thing first. */
export class Undo {
  #steps: (() => Promise<unknown>)[] = []
  #running: Promise<void> | null = null

  /** Whether the end has begun. */
  get isRunning(): boolean {
    return this.#running !== null
  }

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step)
  }

  /** Runs every step even where one fails; whoever asks again waits for the same end. */
  run(): Promise<void> {
    this.#running ??= this.#undoAll()
    return this.#running
  }

  async #undoAll(): Promise<void> {
    const failures: unknown[] = []
    for (const step of this.#steps.toReversed()) {
      try {
        await step()
      } catch (error) {
        failures.push(error)
      }
    }
    this.#steps = []
    if (failures.length > 0) throw new AggregateError(failures, 'the sandbox did not stop in order')
  }
}
