import type { Clock } from '../host/host.ts'
import { Histogram } from '../stats/histogram.ts'

/** Milliseconds from one due time to the next. */
const stepMs = 10

/**
 * How late this thread does what is due, in milliseconds, asked every 10 ms.
 *
 * The due times stand on a fixed grid. A stall makes each that falls into it late, so that a stall weighs as much as it
 * lasts. A chain of timers, `monitorEventLoopDelay` with it, counts a stall of a second as one sample among hundreds.
 */
export class EventLoopLag {
  readonly histogram: Histogram = new Histogram()
  readonly #clock: Pick<Clock, 'monotonic' | 'schedule'>
  readonly #startMs: number
  /** Due times that are over. */
  #passed = 0
  #callOff: () => void = () => {}

  /** Starts at once, and keeps no process alive. */
  constructor(clock: Pick<Clock, 'monotonic' | 'schedule'>) {
    this.#clock = clock
    this.#startMs = clock.monotonic()
    this.#tick()
  }

  /** What became due and is still not done counts as late by now. */
  stop(): void {
    this.#callOff()
    this.#record(this.#clock.monotonic())
  }

  #tick(): void {
    const now = this.#clock.monotonic()
    this.#record(now)
    // Timers count whole milliseconds and drop the rest, which would wake us before the time.
    this.#callOff = this.#clock.schedule(Math.ceil(this.#nextDueMs() - now), () => this.#tick())
  }

  #record(now: number): void {
    for (let due = this.#nextDueMs(); due <= now; due = this.#nextDueMs()) {
      this.histogram.record(now - due)
      this.#passed += 1
    }
  }

  #nextDueMs(): number {
    return this.#startMs + (this.#passed + 1) * stepMs
  }
}
