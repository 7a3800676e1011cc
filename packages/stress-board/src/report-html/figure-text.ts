import { shownFigure } from '@m4sh/tools-core/reporting'
import { ms, share, whole } from '../summary-rows.ts'

const ofSummary = new Set(['min', 'max', 'mean', 'avg', 'median', 'stdev', 'p50', 'p90', 'p95', 'p99', 'p999'])
const shares = new Set(['delivered', 'withinBudget', 'cpuShare', 'runWaitShare', 'stealShare'])

/** The value of a figure in its unit, which its path tells: `latency.p95`, `snapshot.bytes.max`. */
export function figureText(path: string, value: number | null): string {
  if (value === null) return 'unknown'
  const keys = path.split('.')
  const last = keys.at(-1) ?? ''
  if (keys[0] === 'comparison') return `${shownFigure(value)} × the baseline`
  if (keys[0] === 'throughput') return last.startsWith('bytes') ? `${bytes(value)}/s` : perSecond(value)
  if (keys.includes('bytes') || /bytes/i.test(last)) return last === 'count' ? whole(value) : bytes(value)
  if (shares.has(last)) return share(value)
  if (keys[0] === 'generator' && last === 'cpuSeconds') return `${shownFigure(value)} s`
  if (ofSummary.has(last) || last.endsWith('Ms')) return ms(value)
  return Number.isInteger(value) ? whole(value) : shownFigure(value)
}

/** `460/s`, and `0.5/s` where whole numbers would say nothing. */
export function perSecond(value: number): string {
  return `${value > 0 && value < 10 ? Number(value.toFixed(1)) : whole(value)}/s`
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Of a thousand each. */
export function bytes(value: number | null): string {
  if (value === null) return '–'
  const step = Math.min(byteUnits.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)))
  const scaled = value / 1000 ** step
  return `${step === 0 || scaled >= 100 ? Math.round(scaled) : Number(scaled.toFixed(scaled >= 10 ? 1 : 2))} ${byteUnits[step]}`
}

/** `3 boards` */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${whole(count)} ${count === 1 ? noun : nouns}`
}
