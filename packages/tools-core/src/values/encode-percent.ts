/**
 * `л` → `%D0%BB`: as `encodeURIComponent` does it, but for half of a surrogate pair, which it refuses: that is U+FFFD, as in a
 * file.
 */
export function encodePercent(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
}
