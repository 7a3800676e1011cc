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
    // Only names as they are written are kept, of which there are some hundreds.
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

/** As the time zone database writes it, and the platform with it; `Intl` takes any mixture of letters. */
export function isTimezone(name: string): boolean {
  const exact = zoneNames().get(name.toLowerCase())
  if (exact !== undefined) return name === exact
  return aliasPattern.test(name) && offsetFormat(name) !== null
}

let names: ReadonlyMap<string, string> | null = null

/** Exact names by those in small letters. */
function zoneNames(): ReadonlyMap<string, string> {
  names ??= new Map([...Intl.supportedValuesOf('timeZone'), ...oddAliases].map((name) => [name.toLowerCase(), name]))
  return names
}

/** Older and newer names, such as `Europe/Kyiv` to some engines and `Europe/Kiev` to others: not to be listed by `Intl`. */
const aliasPattern = /^(?:US\/)?[A-Z][a-z]+(?:[/_-][A-Z][a-z]+)*$|^(?:Etc\/)?GMT[+-]?\d{0,2}$/

/** Those that are written like no others. */
const oddAliases = `
  CET CST6CDT EET EST EST5EDT GB GB-Eire HST MET MST MST7MDT NZ NZ-CHAT PRC PST8PDT ROC ROK UCT UTC W-SU WET
  America/Argentina/ComodRivadavia America/Knox_IN Australia/ACT Australia/LHI Australia/NSW Brazil/DeNoronha
  Chile/EasterIsland Etc/UCT Etc/UTC Mexico/BajaNorte Mexico/BajaSur`
  .trim()
  .split(/\s+/)

function offsetFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    return null
  }
}
