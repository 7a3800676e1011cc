import type { StressLocalization } from './language/index.ts'

/** `+12.3 %`; how many times as much where percent become hard to read. */
export function changeText(t: StressLocalization, ratio: number | null): string {
  if (ratio === null) return '–'
  if (ratio >= 10) return `${t.figure(Number(ratio.toPrecision(3)))} ×`
  const percent = Number(((ratio - 1) * 100).toFixed(1))
  if (percent === 0) return t.messages.sections.comparison.noChange
  return `${percent > 0 ? '+' : '−'}${t.fixed(Math.abs(percent), 1)} %`
}
