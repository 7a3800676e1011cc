/** One or more seconds of a run, put together. */
export type Slice<Point> = Point & { readonly seconds: number }

/**
 * No more than `most` slices of a timeline, all of the same number of seconds but for the last.
 *
 * @param points one a second
 * @param merge two slices that follow each other
 */
export function slicesOf<Point>(
  points: readonly Point[],
  most: number,
  merge: (first: Slice<Point>, second: Slice<Point>) => Slice<Point>,
): Slice<Point>[] {
  const seconds = Math.max(1, Math.ceil(points.length / most))
  const slices: Slice<Point>[] = []
  for (let at = 0; at < points.length; at += seconds) {
    const [first, ...others] = points.slice(at, at + seconds).map((point): Slice<Point> => ({ ...point, seconds: 1 }))
    if (first) slices.push(others.reduce(merge, first))
  }
  return slices
}
