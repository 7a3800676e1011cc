import { Histogram } from '@m4sh/tools-core/stats/histogram'
import type { TimelineRow } from './result.ts'

/** Counts what a run does, second by second. */
export class Tally {
  readonly byType = new Map<string, number>()
  readonly batchTime = new Histogram()
  readonly errors = new Map<string, number>()
  rows = 0
  batches = 0
  #begun = performance.now()
  readonly #seconds: TimelineRow[] = []
  #ended: number | null = null

  /** Milliseconds from the first batch to the last, or till now. */
  get elapsedMs(): number {
    return (this.#ended ?? performance.now()) - this.#begun
  }

  /** The first batch is about to go. */
  begin(): void {
    this.#begun = performance.now()
    this.#ended = null
    this.#seconds.length = 0
  }

  /** Nothing is written any more. */
  end(): void {
    this.#ended ??= performance.now()
  }

  /** @param types how many of its rows are of each */
  batch(types: ReadonlyMap<string, number>, ms: number): void {
    let rows = 0
    for (const [type, count] of types) {
      rows += count
      this.byType.set(type, (this.byType.get(type) ?? 0) + count)
    }
    this.rows += rows
    this.batches++
    this.batchTime.record(ms)
    const second = this.#second()
    second.rows += rows
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
