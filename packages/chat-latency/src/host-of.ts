/** Of an address. What is none is shown as it is. */
export function hostOf(url: unknown): string {
  const text = String(url)
  return URL.canParse(text) ? new URL(text).host : text
}
