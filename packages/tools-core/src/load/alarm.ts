import { longestTimerMs } from '../host/system-clock.ts'

/** A timer may be late by as much; what is left of the wait is spent awake. */
const timerLatenessMs = 1.5

/** One timer that rings when a time has come, or a little before it: who is woken looks at the clock. */
export class Alarm {
  readonly #isPrecise: boolean
  readonly #ring: () => void
  #ringsAt = Infinity
  #timer: NodeJS.Timeout | null = null
  #immediate: NodeJS.Immediate | null = null

  /** @param isPrecise turns the event loop without rest shortly before the time, for half a core more */
  constructor(isPrecise: boolean, onRing: () => void) {
    this.#isPrecise = isPrecise
    this.#ring = () => {
      this.#forget()
      onRing()
    }
  }

  /** Rings at `dueAt` too, once for all that were set; a time that has come rings in the next turn of the event loop. */
  set(dueAt: number): void {
    if (dueAt >= this.#ringsAt) return
    this.clear()
    this.#ringsAt = dueAt
    const waitMs = dueAt - performance.now()
    const timerMs = Math.floor(this.#isPrecise ? waitMs - timerLatenessMs : waitMs)
    if (waitMs <= 0 || (this.#isPrecise && timerMs < 1)) this.#immediate = setImmediate(this.#ring)
    else this.#timer = setTimeout(this.#ring, Math.min(Math.max(1, timerMs), longestTimerMs))
  }

  clear(): void {
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#immediate) clearImmediate(this.#immediate)
    this.#forget()
  }

  #forget(): void {
    this.#timer = null
    this.#immediate = null
    this.#ringsAt = Infinity
  }
}
