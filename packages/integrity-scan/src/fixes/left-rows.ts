import { say } from '../language/phrases.ts'
import type { FixActionResult, Key } from '../result.ts'
import { keyOf } from '../scan/run-check.ts'

type Left = FixActionResult['left'][number]

/** Keys that are named for each reason. */
const mostKeys = 20

/** Words of the database can be others for every row. */
const mostReasons = 20

/** Rows that were left alone, by why. */
export class LeftRows {
  readonly #byReason = new Map<string, { count: number; readonly keys: Key[] }>()

  /** @param keys as text */
  add(reason: string, keys: readonly string[]): void {
    if (keys.length === 0) return
    const isKept = this.#byReason.has(reason) || this.#byReason.size < mostReasons
    const heading = isKept ? reason : say('for other reasons')
    const entry = this.#byReason.get(heading) ?? { count: 0, keys: [] }
    this.#byReason.set(heading, entry)
    entry.count += keys.length
    entry.keys.push(...keys.slice(0, mostKeys - entry.keys.length).flatMap((key) => keyOf(key) ?? []))
  }

  toList(): Left[] {
    return [...this.#byReason].map(([reason, { count, keys }]) => ({ count, reason, keys }))
  }
}
