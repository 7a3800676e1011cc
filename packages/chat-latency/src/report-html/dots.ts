/** One message: when it was due, seconds or milliseconds from the start, and how long it took. */
export interface Dot {
  readonly at: number
  readonly latency: number
}

/**
 * No more than `most` dots of them, in the order of time. Where there are too many, the fastest and the slowest of each few
 * in turn: what stands out is never left out.
 * @param dots in the order of time
 * @param most an even number
 */
export function thinned(dots: readonly Dot[], most: number): readonly Dot[] {
  if (dots.length <= most) return dots
  const groups = most / 2
  return Array.from({ length: groups }, (_, group) => {
    const [from, to] = [group, group + 1].map((one) => Math.floor((one * dots.length) / groups))
    return extremes(dots.slice(from, to))
  }).flat()
}

function extremes(dots: readonly Dot[]): Dot[] {
  const latencies = dots.map(({ latency }) => latency)
  const places = [latencies.indexOf(Math.min(...latencies)), latencies.indexOf(Math.max(...latencies))]
  return [...new Set(places)].sort((a, b) => a - b).flatMap((place) => dots[place] ?? [])
}
