import type { Localization } from '../../language/index.ts'

const ofSummary = new Set(['min', 'max', 'mean', 'avg', 'median', 'stdev', 'p50', 'p90', 'p95', 'p99', 'p999'])

/**
 * The value of a figure in its unit, which its path tells as results name them: `latency.p95` and `totalTimeMs` are
 * milliseconds, `generator.cpuShare` is a share, `snapshot.bytes.max` are bytes, `receivedPerSecond` is a rate.
 * @param shares last parts of paths that are shares, though they do not end with `Share`
 */
export function figureText(
  t: Localization,
  path: string,
  value: number | null,
  shares: readonly string[] = [],
): string {
  if (value === null) return t.core.unknown
  const keys = path.split('.')
  const last = keys.at(-1) ?? ''
  if (last.endsWith('PerSecond')) return last.startsWith('bytes') ? t.bytesPerSecond(value) : t.perSecond(value)
  if (keys.includes('bytes') || /bytes/i.test(last)) return last === 'count' ? t.whole(value) : t.bytes(value)
  if (last.endsWith('Share') || shares.includes(last)) return t.share(value)
  if (last.endsWith('Seconds')) return t.seconds(value)
  if (ofSummary.has(last) || last.endsWith('Ms')) return t.ms(value)
  return Number.isInteger(value) ? t.whole(value) : t.figure(value)
}
