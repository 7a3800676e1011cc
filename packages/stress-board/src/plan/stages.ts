/** A part of a run in which the number of clients goes evenly from where it was to `clients`. */
export interface Stage {
  readonly durationMs: number
  readonly clients: number
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
  const durationMs = stages.reduce((sum, stage) => sum + stage.durationMs, 0)
  const done: Presence[] = []
  const there: number[] = []
  let at = 0
  let lastStart = -Infinity
  for (const { durationMs: length, clients } of stages) {
    const before = there.length
    const change = clients - before
    for (let step = 0; step < Math.abs(change); step++) {
      // The first comes at once, the last at the end of the stage; of those that go, the last at its end.
      const time = at + (length * (change > 0 ? step : step + 1)) / Math.abs(change)
      if (change > 0) {
        lastStart = Math.max(time, lastStart + gapMs)
        there.push(lastStart)
      } else done.push({ startAt: there.pop() ?? 0, stopAt: time })
    }
    at += length
  }
  const all = [...done, ...there.map((startAt) => ({ startAt, stopAt: durationMs }))]
  // With few connects a second some would come when all is over, or after they have gone.
  return all.filter(({ startAt, stopAt }) => startAt < stopAt).sort((a, b) => a.startAt - b.startAt)
}
