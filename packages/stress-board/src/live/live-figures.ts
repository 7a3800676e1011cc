import { type Figure, figure } from '@m4sh/tools-core/reporting/html'
import type { Progress } from '../live-seconds.ts'
import type { StressLocalization } from '../language/index.ts'

/** The headline of the live page, always of the same figures; `null` before the first second. */
export function liveFigures(t: StressLocalization, progress: Progress | null): Figure[] {
  const { point, latency } = progress ?? {}
  const texts = t.messages.live
  const rate = (value: number | undefined) => (value === undefined ? '–' : t.perSecond(value))
  const count = (value: number | undefined) => (value === undefined ? '–' : t.whole(value))
  const percentile = (name: 'p50' | 'p95' | 'p99') =>
    figure(texts.latency(name), t.ms(latency?.[name] ?? null), texts.latencyNote(t.ms(point?.[name] ?? null)))
  const time = point === undefined ? '–' : t.messages.sections.timeline.seconds(point.t / 1000)
  return [
    figure(texts.time.label, time, texts.time.note),
    figure(texts.clients.label, count(point?.connected), texts.clients.note),
    figure(texts.sent, rate(point?.sent), texts.rateNote(count(progress?.sent))),
    figure(texts.received, rate(point?.received), texts.rateNote(count(progress?.received))),
    ...(['p50', 'p95', 'p99'] as const).map(percentile),
    figure(
      texts.errors,
      count(progress?.errors),
      texts.errorsNote(count(point?.errors)),
      progress && progress.errors > 0 ? 'bad' : 'quiet',
    ),
  ]
}
