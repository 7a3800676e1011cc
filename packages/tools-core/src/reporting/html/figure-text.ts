import { shownFigure } from '../../stats/shown-figure.ts'
import { bytes, ms, perSecond, share, whole } from '../units.ts'

const ofSummary = new Set(['min', 'max', 'mean', 'avg', 'median', 'stdev', 'p50', 'p90', 'p95', 'p99', 'p999'])

/**
 * The value of a figure in its unit, which its path tells as results name them: `latency.p95` and `totalTimeMs` are
 * milliseconds, `generator.cpuShare` is a share, `snapshot.bytes.max` are bytes, `receivedPerSecond` is a rate.
 * @param shares last parts of paths that are shares, though they do not end with `Share`
 */
export function figureText(path: string, value: number | null, shares: readonly string[] = []): string {
  if (value === null) return 'unknown'
  const keys = path.split('.')
  const last = keys.at(-1) ?? ''
  if (last.endsWith('PerSecond')) return last.startsWith('bytes') ? `${bytes(value)}/s` : perSecond(value)
  if (keys.includes('bytes') || /bytes/i.test(last)) return last === 'count' ? whole(value) : bytes(value)
  if (last.endsWith('Share') || shares.includes(last)) return share(value)
  if (last.endsWith('Seconds')) return `${shownFigure(value)} s`
  if (ofSummary.has(last) || last.endsWith('Ms')) return ms(value)
  return Number.isInteger(value) ? whole(value) : shownFigure(value)
}
