import type { Bucket, Histogram } from '@m4sh/tools-core/stats/histogram'

/** Preferred numbers, ten steps a decade, each about a quarter more than the one before. */
const steps = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8] as const

const least = -3

/** Milliseconds from `edges[i]` up to, but not with, `edges[i + 1]`: `counts[i]` samples. */
export interface Bins {
  readonly edges: readonly number[]
  readonly counts: readonly number[]
}

/** Counts samples in steps that grow with the value, from the first that has any to the last. */
export function binsOf(histogram: Histogram): Bins {
  const { min, max } = histogram
  if (min === null || max === null) return { edges: [], counts: [] }
  const edges = edgesBetween(min, max)
  const counts = Array.from({ length: edges.length - 1 }, () => 0)
  for (const bucket of histogram.buckets()) {
    const at = binOf(edges, bucket)
    counts[at] = (counts[at] ?? 0) + bucket.count
  }
  return { edges, counts }
}

/** Below a microsecond nothing is told apart: the first bin holds that too. */
function edgesBetween(min: number, max: number): number[] {
  const edges: number[] = []
  for (let decade = least; ; decade++)
    for (const step of steps) {
      // Powers of ten are not exact in binary.
      const edge = Number(`${step}e${decade}`)
      if (edge <= min) edges.length = 0
      edges.push(edge)
      if (edge > max) return edges.length > 1 ? edges : [0, ...edges]
    }
}

/** A bucket is far narrower than a bin: its middle says where it belongs. */
function binOf(edges: readonly number[], { from, to }: Bucket): number {
  const after = edges.findIndex((edge) => edge > (from + to) / 2)
  return after === -1 ? edges.length - 2 : Math.max(0, after - 1)
}
