import { setImmediate } from 'node:timers/promises'

/** How long the search may hold the process. Milliseconds. */
const longestHoldMs = 50

/**
 * Long work that stays on one thread gives way now and then: without it no Ctrl-C is heard before the end.
 * Ask {@link isDue} first, so that work which is not long yet waits for nothing.
 */
export class Breather {
  readonly #signal: AbortSignal | undefined
  #heldSince = performance.now()

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal
  }

  get isDue(): boolean {
    return performance.now() - this.#heldSince > longestHoldMs
  }

  /** @throws what the signal was aborted with */
  async breathe(): Promise<void> {
    await setImmediate()
    this.#signal?.throwIfAborted()
    this.#heldSince = performance.now()
  }
}
