/** How many there are of something: a whole number that is exact, and not below 0. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
