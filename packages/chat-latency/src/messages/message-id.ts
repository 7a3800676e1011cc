/** The id of a message as text, whatever the platform counts by; `null` where that is none. */
export function messageId(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
