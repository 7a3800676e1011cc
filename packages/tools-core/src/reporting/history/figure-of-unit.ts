import type { Unit } from '../html/chart.ts'
import { ms, perSecond, share, whole } from '../units.ts'

const texts: Readonly<Record<Unit, (value: number) => string>> = {
  ms,
  perSecond,
  count: whole,
  share,
  percent: (value) => share(value / 100),
}

/** `811 ms`, `99.8 %`; `–` of what is not known. */
export function figureOfUnit(unit: Unit, value: number | null): string {
  return value === null ? '–' : texts[unit](value)
}
