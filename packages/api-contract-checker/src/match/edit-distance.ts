/** Levenshtein distance, given up (`limit + 1`) as soon as it must be above `limit`. */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1
  let row = [0]
  for (let at = 1; at <= other.length; at += 1) row.push(at)
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at]
    let least = at
    for (let to = 1; to <= other.length; to += 1) {
      const cost = one[at - 1] === other[to - 1] ? 0 : 1
      const value = Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + cost)
      next.push(value)
      least = Math.min(least, value)
    }
    if (least > limit) return limit + 1
    row = next
  }
  return row[other.length] ?? limit + 1
}
