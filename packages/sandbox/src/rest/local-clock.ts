/** Writes instants as a clock at one place shows them: `2026-03-29T12:00:00+03:00`. */
export type LocalClock = (instant: Date) => string

/**
 * Clocks by the IANA names of their time zones, each made once, which takes a while; UTC for what is none, since a table may
 * hold anything.
 */
export function localClocks(): (timezone: string) => LocalClock {
  const clocks = new Map<string, LocalClock>()
  return (timezone) => {
    const known = clocks.get(timezone)
    if (known) return known
    // Only names are kept, of which there are some hundreds.
    if (!isTimezone(timezone)) return clockFor('UTC')
    const clock = clockFor(timezone)
    clocks.set(timezone, clock)
    return clock
  }
}

function clockFor(timezone: string): LocalClock {
  const format = offsetFormat(timezone)
  return (instant) => {
    const name = format?.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    const [, sign = '+', hours = '00', minutes = '00'] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? []
    const offsetMs = (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes)) * 60_000
    const local = new Date(instant.getTime() + offsetMs).toISOString()
    return `${local.slice(0, local.indexOf('.'))}${sign}${hours}:${minutes}`
  }
}

export function isTimezone(name: string): boolean {
  return offsetFormat(name) !== null
}

function offsetFormat(timeZone: string): Intl.DateTimeFormat | null {
  // Some engines take offsets for time zones; the platform's list has names only.
  if (!/^[a-z]/i.test(timeZone)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    return null
  }
}
