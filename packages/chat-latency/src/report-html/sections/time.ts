import { ms, whole } from '@m4sh/tools-core/reporting'
import { type Chart, drawn, drawnLogarithmic, type Section, section, spanOf } from '@m4sh/tools-core/reporting/html'
import type { ChatResult } from '../../result.ts'
import { type Dot, thinned } from '../dots.ts'

const mostDots = 5000

export function timeSection({ samples }: ChatResult): Section {
  const all = samples.at
    .map((at, index): Dot => ({ at, latency: samples.latency[index] ?? 0 }))
    .sort((a, b) => a.at - b.at)
  return section({
    id: 'over-time',
    title: 'Over time',
    intro: 'Whether it became slower while it went on, or only now and then. A message that was lost has no latency.',
    remarks: all.length === 0 ? ['There is nothing to draw: no message arrived.'] : [],
    charts: all.length === 0 ? [] : [dotChart(all)],
  })
}

function dotChart(all: readonly Dot[]): Chart {
  const dots = thinned(all, mostDots)
  const latencies = dots.map(({ latency }) => drawnLogarithmic(latency))
  const shown =
    dots.length < all.length
      ? ` Of ${whole(all.length)} messages ${whole(dots.length)} are drawn: the fastest and the slowest of each few in turn.`
      : ''
  return {
    id: 'latency-over-time',
    title: 'Latency of each message',
    note: `A dot is a message, at the time when it was due. The axis is logarithmic.${shown}`,
    spoken: `Latency of each message over time: ${spanOf(latencies, ms)}.`,
    group: 'time',
    x: { kind: 'seconds', values: dots.map(({ at }) => Number((at / 1000).toFixed(3))) },
    y: { unit: 'ms', isLogarithmic: true },
    lines: [{ label: 'latency', color: 1, look: 'dots', values: latencies.map((latency) => drawn(latency)) }],
  }
}
