/** Until when something holds: the end of a day (`2027-01-31`), or an instant (`2027-01-31T12:00:00Z`). */
export function isExpiry(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(text)?.[0]
  // A 31st of February would be read as one of March.
  return day !== undefined && isDay(day) && !Number.isNaN(Date.parse(text))
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** @param expires left out, it holds for ever */
export function hasExpired({ expires }: { expires?: string | undefined }, now: Date): boolean {
  if (expires === undefined) return false
  return Date.parse(expires.length === 10 ? `${expires}T23:59:59.999Z` : expires) < now.getTime()
}
