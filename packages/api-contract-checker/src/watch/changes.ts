/** Changes that come within this time are one. Milliseconds. */
const settleMs = 150

/** What changed since somebody asked last. */
export class Changes {
  readonly #paths = new Set<string>()
  #onChange: (() => void) | undefined

  note(path: string): void {
    this.#paths.add(path)
    this.#onChange?.()
  }

  /** Waits until something has changed, and then nothing for a while; comes back as well when it is stopped. */
  async next(signal: AbortSignal): Promise<ReadonlySet<string>> {
    if (this.#paths.size === 0) await this.#change(signal)
    while (await this.#change(signal, settleMs));
    const changed = new Set(this.#paths)
    this.#paths.clear()
    return changed
  }

  /** False if nothing changed in the given time, or it was stopped. */
  #change(signal: AbortSignal, withinMs?: number): Promise<boolean> {
    return new Promise((done) => {
      const timer = withinMs === undefined ? undefined : setTimeout(() => finish(false), withinMs)
      const stop = (): void => finish(false)
      const finish = (hasChanged: boolean): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', stop)
        this.#onChange = undefined
        done(hasChanged)
      }
      this.#onChange = () => finish(true)
      signal.addEventListener('abort', stop)
      if (signal.aborted) stop()
    })
  }
}
