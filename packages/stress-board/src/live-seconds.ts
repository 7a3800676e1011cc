import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { mergeSeconds } from './merge-raw.ts'
import type { SecondSample } from './engine/recorder.ts'
import type { TimelinePoint } from './result.ts'
import { toPoint } from './to-result.ts'

/** What is known while a run goes on. */
export interface Progress {
  readonly point: TimelinePoint
  /** Since the start. */
  readonly sent: number
  readonly received: number
  readonly errors: number
  readonly latency: ReturnType<Histogram['summary']>
}

/** Puts the seconds of all threads together: one is told when every thread has told it. */
export class LiveSeconds {
  readonly #threads: number
  readonly #onSecond: (progress: Progress) => void
  readonly #waiting = new Map<number, SecondSample[]>()
  #latency: Histogram | null = null
  #sent = 0
  #received = 0
  #errors = 0

  constructor(threads: number, onSecond: (progress: Progress) => void) {
    this.#threads = threads
    this.#onSecond = onSecond
  }

  add(sample: SecondSample): void {
    const samples = [...(this.#waiting.get(sample.t) ?? []), sample]
    this.#waiting.set(sample.t, samples)
    if (samples.length < this.#threads) return
    this.#waiting.delete(sample.t)
    for (const second of mergeSeconds([samples])) this.#tell(second)
  }

  #tell(second: SecondSample): void {
    const latency = Histogram.fromJSON(second.latency)
    if (this.#latency) this.#latency.merge(latency)
    else this.#latency = latency
    this.#sent += second.sent
    this.#received += second.received
    this.#errors += second.errors
    this.#onSecond({
      point: toPoint(second),
      sent: this.#sent,
      received: this.#received,
      errors: this.#errors,
      latency: this.#latency.summary(),
    })
  }
}
