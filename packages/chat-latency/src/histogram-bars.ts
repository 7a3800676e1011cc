import { summarize } from '@m4sh/tools-core/stats/summary'
import type { HistogramBar } from './result.ts'

/** About so many bars. */
const wantedBars = 20

const steps = [1, 2, 5, 10] as const

/**
 * Bars of one width that a person can read (1, 2 or 5 times a power of ten), from the first sample to about the 99th
 * percentile; what is longer falls into one last bar, or a single straggler would squeeze all others into one.
 */
export function histogramOf(samples: readonly number[]): HistogramBar[] {
  const { min, p99, max } = summarize(samples)
  if (min === null || p99 === null || max === null) return []
  const step = stepFor(Math.max(p99 - min, 0.01) / wantedBars)
  const first = stepOf(min, step)
  const count = stepOf(p99, step) - first + 1
  const counts = Array.from({ length: count + 1 }, () => 0)
  for (const sample of samples) {
    const at = Math.min(count, stepOf(sample, step) - first)
    counts[at] = (counts[at] ?? 0) + 1
  }
  const edge = (at: number) => Number(((first + at) * step).toPrecision(12))
  return counts.flatMap((bar, at): HistogramBar[] => {
    if (at < count) return [{ from: edge(at), to: edge(at + 1), count: bar }]
    return bar > 0 ? [{ from: edge(count), to: null, count: bar }] : []
  })
}

/** Samples are whole microseconds, so that one is on an edge or clearly beside it; 0.3 ÷ 0.1 is a little less than 3. */
function stepOf(sample: number, step: number): number {
  return Math.floor(sample / step + 1e-9)
}

function stepFor(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  return power * (steps.find((step) => step * power >= width) ?? 10)
}
