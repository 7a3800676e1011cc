import type { Random } from '../values/random.ts'

/** The gap to the next event where events come independently of each other, `mean` apart on average. */
export function drawExponential(random: Random, mean: number): number {
  const share = -Math.log(1 - random.next())
  // 0 of an endless mean is endless too, and not NaN.
  return mean === Infinity ? Infinity : share * mean
}
