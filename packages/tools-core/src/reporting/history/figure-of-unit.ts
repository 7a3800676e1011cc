import type { Units } from '../../language/index.ts'
import type { Unit } from '../html/chart.ts'

/** `811 ms`, `99.8 %` */
export function figureOfUnit({ ms, perSecond, share, whole }: Units, unit: Unit, value: number): string {
  const texts: Readonly<Record<Unit, (value: number) => string>> = {
    ms,
    perSecond,
    count: whole,
    share,
    percent: (percent) => share(percent / 100),
  }
  return texts[unit](value)
}
