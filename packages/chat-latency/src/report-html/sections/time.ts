import { type Chart, drawn, drawnLogarithmic, type Section, section, spanOf } from '@m4sh/tools-core/reporting/html'
import type { ChatLocalization } from '../../language/index.ts'
import type { ChatResult } from '../../result.ts'
import { type Dot, thinned } from '../dots.ts'

const mostDots = 5000

export function timeSection(t: ChatLocalization, { samples }: ChatResult): Section {
  const texts = t.messages.overTime
  const all = samples.at
    .map((at, index): Dot => ({ at, latency: samples.latency[index] ?? 0 }))
    .sort((a, b) => a.at - b.at)
  return section({
    paths: ['result.samples'],
    id: 'over-time',
    title: texts.title,
    intro: texts.intro,
    remarks: all.length === 0 ? [texts.nothingToDraw] : [],
    charts: all.length === 0 ? [] : [dotChart(t, all)],
  })
}

function dotChart(t: ChatLocalization, all: readonly Dot[]): Chart {
  const texts = t.messages.overTime
  const dots = thinned(all, mostDots)
  const latencies = dots.map(({ latency }) => drawnLogarithmic(latency))
  return {
    id: 'latency-over-time',
    title: texts.chart,
    note: texts.note(dots.length < all.length ? { of: all.length, count: dots.length } : null),
    spoken: texts.spoken(spanOf(t, latencies, t.ms)),
    group: 'time',
    x: { kind: 'seconds', values: dots.map(({ at }) => Number((at / 1000).toFixed(3))) },
    y: { unit: 'ms', isLogarithmic: true },
    lines: [{ label: texts.latency, color: 1, look: 'dots', values: latencies.map((latency) => drawn(latency)) }],
  }
}
