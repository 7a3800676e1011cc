import { slicesOf as inSlices } from '@m4sh/tools-core/reporting/html'
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

/** As {@link inSlices} has it. */
export function slicesOf(timeline: readonly TimelineRow[], most: number): Slice[] {
  return inSlices(timeline, most, mergeTwo)
}
