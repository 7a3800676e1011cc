import { slicesOf as inSlices } from '@m4sh/tools-core/reporting/html'
import type { TimelinePoint } from '../result.ts'

/**
 * One or more seconds of a run. Messages are averages of a second, errors are all of them, percentiles those of the worst
 * second: percentiles have no average.
 */
export interface Slice extends TimelinePoint {
  readonly seconds: number
}

export function toSlice(point: TimelinePoint): Slice {
  return { ...point, seconds: 1 }
}

export function mergeSlices(first: Slice, ...others: readonly Slice[]): Slice {
  return others.reduce(mergeTwo, first)
}

function mergeTwo(a: Slice, b: Slice): Slice {
  const seconds = a.seconds + b.seconds
  const mean = (name: 'sent' | 'received') => (a[name] * a.seconds + b[name] * b.seconds) / seconds
  return {
    t: b.t,
    seconds,
    sent: mean('sent'),
    received: mean('received'),
    errors: a.errors + b.errors,
    connected: b.connected,
    p50: worst(a.p50, b.p50),
    p95: worst(a.p95, b.p95),
    p99: worst(a.p99, b.p99),
  }
}

function worst(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.max(a, b)
}

/** As {@link inSlices} has it. */
export function slicesOf(points: readonly TimelinePoint[], most: number): Slice[] {
  return inSlices(points, most, mergeTwo)
}
