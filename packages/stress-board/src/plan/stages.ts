/** A part of a run in which the number of clients goes evenly from where it was to `clients`. */
export interface Stage {
  readonly durationMs: number
  readonly clients: number
}

/** Milliseconds. */
export function durationOf(stages: readonly Stage[]): number {
  return stages.reduce((sum, { durationMs }) => sum + durationMs, 0)
}

/** How many clients there are at most at once. */
export function mostClients(stages: readonly Stage[]): number {
  return Math.max(...stages.map(({ clients }) => clients))
}

/** When a client comes and when it goes. Milliseconds from the start. */
export interface Presence {
  readonly startAt: number
  readonly stopAt: number
}

/**
 * Who comes when, so that at any time as many are there as the stages say. Whoever came last goes first. A client that is
 * wanted again later is another one: it comes with a board of its own.
 * @param gapMs least time between two that come
 */
export function presencesOf(stages: readonly Stage[], gapMs: number): Presence[] {
  const durationMs = durationOf(stages)
  const done: Presence[] = []
  const there: number[] = []
  /** When somebody comes, in order. */
  const starts: number[] = []
  let at = 0
  for (const { durationMs: length, clients } of stages) {
    const before = there.length
    const change = clients - before
    for (let step = 0; step < Math.abs(change); step++) {
      // The first comes at once, the last at the end of the stage; of those that go, the last at its end.
      const time = at + (length * (change > 0 ? step : step + 1)) / Math.abs(change)
      if (change > 0) {
        const startAt = Math.max(time, (starts.at(-1) ?? -Infinity) + gapMs)
        starts.push(startAt)
        there.push(startAt)
        continue
      }
      const startAt = there.pop() ?? 0
      // One that goes before its turn to connect has come never comes, and keeps nobody else waiting.
      if (startAt < time) done.push({ startAt, stopAt: time })
      else starts.pop()
    }
    at += length
  }
  // With few connects a second some would come when all is over.
  const staying = there.filter((startAt) => startAt < durationMs).map((startAt) => ({ startAt, stopAt: durationMs }))
  return [...done, ...staying].sort((a, b) => a.startAt - b.startAt)
}
