/** Rows from `from` up to, and without, `to`. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** What of a range is not among these rows. @param rows in ascending order */
export function missingIn({ from, to }: Range, rows: Iterable<number>): Range[] {
  const missing: Range[] = []
  let next = from
  for (const row of rows) {
    if (row > next) missing.push({ from: next, to: row })
    next = row + 1
  }
  if (next < to) missing.push({ from: next, to })
  return missing
}

export function sizeOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** Cuts ranges into batches of so many rows at most. */
export function* batchesOf(ranges: readonly Range[], size: number): Generator<Range, void> {
  for (const { from, to } of ranges)
    for (let start = from; start < to; start += size) yield { from: start, to: Math.min(to, start + size) }
}
