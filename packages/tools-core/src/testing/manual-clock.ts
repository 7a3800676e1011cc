import type { Clock } from '../host/host.ts'

/** What happens when its time has come. */
interface Appointment {
  readonly atMs: number
  readonly action: () => void
}

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #elapsedMs = 0
  readonly #start: Date
  readonly #appointments = new Set<Appointment>()
  readonly #observers = new Set<(ms: number) => void>()

  constructor(start: Date = new Date('2026-01-01T00:00:00.000Z')) {
    this.#start = start
  }

  now(): Date {
    return new Date(this.#start.getTime() + this.#elapsedMs)
  }

  monotonic(): number {
    return this.#elapsedMs
  }

  schedule(ms: number, action: () => void): () => void {
    const appointment = { atMs: this.#elapsedMs + ms, action }
    this.#appointments.add(appointment)
    return () => void this.#appointments.delete(appointment)
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    await new Promise<void>((resolve) => {
      const wake = () => {
        callOff()
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      const callOff = this.schedule(ms, wake)
      signal?.addEventListener('abort', wake)
      for (const observer of this.#observers) observer(ms)
    })
    signal?.throwIfAborted()
  }

  /** Milliseconds that the next one who goes to sleep asks for; {@link advance} by as much wakes them. */
  nextSleep(): Promise<number> {
    return new Promise((resolve) => {
      const observer = (ms: number) => {
        this.#observers.delete(observer)
        resolve(ms)
      }
      this.#observers.add(observer)
    })
  }

  /** Lets time go by; what falls due on the way is done in its order. */
  advance(ms: number): void {
    const until = this.#elapsedMs + ms
    for (let next = this.#firstUntil(until); next; next = this.#firstUntil(until)) {
      this.#appointments.delete(next)
      this.#elapsedMs = next.atMs
      next.action()
    }
    this.#elapsedMs = until
  }

  #firstUntil(ms: number): Appointment | undefined {
    const due = [...this.#appointments].filter(({ atMs }) => atMs <= ms)
    return due.reduce<Appointment | undefined>(
      (first, one) => (first && first.atMs <= one.atMs ? first : one),
      undefined,
    )
  }
}
