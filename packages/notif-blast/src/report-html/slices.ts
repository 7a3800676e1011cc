import type { TimelineRow } from '../result.ts'

/** One or more seconds of a run. Rows, pushes and deliveries are averages of a second, batches and errors are all of them. */
export interface Slice extends TimelineRow {
  readonly seconds: number
}

function mergeTwo(a: Slice, b: Slice): Slice {
  const seconds = a.seconds + b.seconds
  const mean = (name: 'rows' | 'pushed' | 'delivered') => (a[name] * a.seconds + b[name] * b.seconds) / seconds
  return {
    t: b.t,
    seconds,
    rows: mean('rows'),
    batches: a.batches + b.batches,
    pushed: mean('pushed'),
    delivered: mean('delivered'),
    errors: a.errors + b.errors,
  }
}

/** No more than `most` slices of a timeline, all of the same number of seconds but for the last. */
export function slicesOf(timeline: readonly TimelineRow[], most: number): Slice[] {
  const seconds = Math.max(1, Math.ceil(timeline.length / most))
  const slices: Slice[] = []
  for (let at = 0; at < timeline.length; at += seconds) {
    const [first, ...others] = timeline.slice(at, at + seconds).map((row): Slice => ({ ...row, seconds: 1 }))
    if (first) slices.push(others.reduce(mergeTwo, first))
  }
  return slices
}
