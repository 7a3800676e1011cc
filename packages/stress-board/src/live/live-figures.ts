import { ms, perSecond, whole } from '@m4sh/tools-core/reporting'
import { type Figure, figure } from '@m4sh/tools-core/reporting/html'
import type { Progress } from '../live-seconds.ts'

/** The headline of the live page, always of the same figures; `null` before the first second. */
export function liveFigures(progress: Progress | null): Figure[] {
  const { point, latency } = progress ?? {}
  const rate = (value: number | undefined) => (value === undefined ? '–' : perSecond(value))
  const count = (value: number | undefined) => (value === undefined ? '–' : whole(value))
  const percentile = (name: 'p50' | 'p95' | 'p99') =>
    figure(
      `Latency ${name}`,
      ms(latency?.[name] ?? null),
      `of the whole run; ${ms(point?.[name] ?? null)} in the last second`,
    )
  return [
    figure('Time', point === undefined ? '–' : `${whole(point.t / 1000)} s`, 'since the start'),
    figure('Clients', count(point?.connected), 'are connected'),
    figure('Sent', rate(point?.sent), `in the last second; ${count(progress?.sent)} messages in all`),
    figure('Received', rate(point?.received), `in the last second; ${count(progress?.received)} messages in all`),
    ...(['p50', 'p95', 'p99'] as const).map(percentile),
    figure(
      'Errors',
      count(progress?.errors),
      `in all; ${count(point?.errors)} in the last second`,
      progress && progress.errors > 0 ? 'bad' : 'quiet',
    ),
  ]
}
