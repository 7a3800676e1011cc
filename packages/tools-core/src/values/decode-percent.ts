/** `%D0%BB` → `л`: as `decodeURIComponent` does it; a text that it refuses comes back as it is. */
export function decodePercent(text: string): string {
  // Most texts hold none.
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
