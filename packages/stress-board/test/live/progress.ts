import { Histogram } from '@m4sh/tools-core/stats/histogram'
import type { Progress } from '../../src/live-seconds.ts'
import { timelinePoint } from '../report-html/sample-report.ts'

/** What is told after so many seconds. */
export function progressAt(second: number, change: Partial<Progress> = {}): Progress {
  const latency = new Histogram()
  latency.record(5, 99)
  latency.record(250)
  return {
    point: timelinePoint(second, { sent: 60, received: 540 }),
    sent: 60 * second,
    received: 540 * second,
    errors: 0,
    latency: latency.summary(),
    ...change,
  }
}
