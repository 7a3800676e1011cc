interface Late {
  readonly frame: Buffer
  readonly dueAt: number
}

/** Frames that arrive later, in the order in which they were sent, however their delays differ. */
export class DelayLine {
  readonly #send: (frame: Buffer) => void
  #late: Late[] = []
  /** Of the first that is still under way; what lies before it is gone. */
  #next = 0
  #timer: NodeJS.Timeout | null = null

  constructor(send: (frame: Buffer) => void) {
    this.#send = send
  }

  push(frame: Buffer, delayMs: number): void {
    const last = this.#late.at(-1)
    if (delayMs === 0 && last === undefined) return this.#send(frame)
    const dueAt = performance.now() + delayMs
    this.#late.push({ frame, dueAt: last ? Math.max(last.dueAt, dueAt) : dueAt })
    this.#wait()
  }

  /** Forgets what is under way. */
  close(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#late = []
    this.#next = 0
  }

  #wait(): void {
    const first = this.#late[this.#next]
    if (this.#timer !== null || first === undefined) return
    // A timer may ring a little before its time.
    this.#timer = setTimeout(() => this.#arrive(), Math.ceil(first.dueAt - performance.now()))
  }

  #arrive(): void {
    this.#timer = null
    const now = performance.now()
    for (let first = this.#late[this.#next]; first && first.dueAt <= now; first = this.#late[this.#next]) {
      this.#next++
      // Whoever gets it may close the line.
      this.#send(first.frame)
    }
    this.#forgetArrived()
    this.#wait()
  }

  /** Seldom, since it moves all that is left. */
  #forgetArrived(): void {
    if (this.#next === this.#late.length) this.#late = []
    else if (this.#next < 1024) return
    else this.#late = this.#late.slice(this.#next)
    this.#next = 0
  }
}
