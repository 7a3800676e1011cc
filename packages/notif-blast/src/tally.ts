import { Histogram } from '@m4sh/tools-core/stats/histogram'
import type { TimelineRow } from './result.ts'

/** Counts what a run does, second by second. */
export class Tally {
  readonly byType = new Map<string, number>()
  readonly batchTime = new Histogram()
  readonly errors = new Map<string, number>()
  rows = 0
  batches = 0
  readonly #begun = performance.now()
  readonly #seconds: TimelineRow[] = []
  #ended: number | null = null

  /** Milliseconds from the first batch to the last, or till now. */
  get elapsedMs(): number {
    return (this.#ended ?? performance.now()) - this.#begun
  }

  /** Nothing is written any more. */
  end(): void {
    this.#ended ??= performance.now()
  }

  /** @param types of its rows */
  batch(types: readonly string[], ms: number): void {
    this.rows += types.length
    this.batches++
    this.batchTime.record(ms)
    for (const type of types) this.byType.set(type, (this.byType.get(type) ?? 0) + 1)
    const second = this.#second()
    second.rows += types.length
    second.batches++
  }

  pushed(): void {
    this.#second().pushed++
  }

  delivered(): void {
    this.#second().delivered++
  }

  fault(kind: string): void {
    this.errors.set(kind, (this.errors.get(kind) ?? 0) + 1)
    this.#second().errors++
  }

  get timeline(): TimelineRow[] {
    return this.#seconds.map((row) => ({ ...row }))
  }

  #second(): TimelineRow {
    const at = Math.floor((performance.now() - this.#begun) / 1000)
    while (this.#seconds.length <= at)
      this.#seconds.push({
        t: (this.#seconds.length + 1) * 1000,
        rows: 0,
        batches: 0,
        pushed: 0,
        delivered: 0,
        errors: 0,
      })
    const second = this.#seconds[at]
    if (!second) throw new RangeError(`there is no second ${at}`)
    return second
  }
}
