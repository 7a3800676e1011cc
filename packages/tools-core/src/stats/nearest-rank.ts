/**
 * Which sample, counted from 1 in ascending order, is the percentile of so many: the smallest that so many percent of the
 * samples do not exceed. The 0th is the first one.
 * @param percent from 0 to 100
 * @param count at least 1
 * @throws {RangeError} for a percent outside of that
 */
export function nearestRank(percent: number, count: number): number {
  if (!(percent >= 0 && percent <= 100))
    throw new RangeError(`There is no percentile ${percent}: a number from 0 to 100 is wanted.`)
  // 7 % of 100 samples end with the 7th, though 0.07 * 100 is 7.000000000000001.
  const rank = Math.ceil(((percent * count) / 100) * (1 - 2 * Number.EPSILON))
  return Math.min(count, Math.max(1, rank))
}
