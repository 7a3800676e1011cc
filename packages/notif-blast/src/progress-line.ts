import type { BlastProgress } from './blast-run.ts'

const barWidth = 20

/** `42%  420,000 of 1,000,000 written  81,200/s  7 s left  ████████░░░░░░░░░░░░` */
export function progressLine({ done, total, elapsedMs, what }: BlastProgress): string {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const full = Math.floor(share * barWidth)
  const bar = '█'.repeat(full) + '░'.repeat(barWidth - full)
  const perSecond = elapsedMs > 0 ? (done * 1000) / elapsedMs : 0
  const left = perSecond > 0 ? `  ${timeText((total - done) / perSecond)} left` : ''
  const number = (value: number): string => Math.round(value).toLocaleString('en')
  // The figures first: a narrow terminal cuts the end.
  return `${Math.floor(share * 100)}%  ${number(done)} of ${number(total)} ${what}  ${number(perSecond)}/s${left}  ${bar}`
}

function timeText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}
