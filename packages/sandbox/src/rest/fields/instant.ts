import { nullProblem, problem, type Field } from './field.ts'

const instantFormats =
  'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].'
const instantPattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:?\d{2})?$/i

/** Without an offset it is UTC. */
export function instant(): Field<Date> {
  return {
    schema: { type: 'string', format: 'date-time' },
    read: (given) => {
      if (given === null) return nullProblem
      const [, day, time, offset = 'Z'] = typeof given === 'string' ? (instantPattern.exec(given.trim()) ?? []) : []
      const value = day === undefined ? null : toDate(day, `${day}T${time}${offset.toUpperCase()}`)
      return value === null ? problem(instantFormats) : { value }
    },
  }
}

/** An instant, or a day for the first moment (or the end) of it. */
export function instantOrDay(edge: 'start' | 'end'): Field<Date> {
  const moment = instant()
  return {
    schema: { type: 'string', description: 'An instant, or a day for all of it.' },
    read: (given) => {
      if (typeof given !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(given)) return moment.read(given)
      const value = toDate(given, edge === 'start' ? `${given}T00:00:00Z` : `${given}T23:59:59.999Z`)
      return value === null ? problem(instantFormats) : { value }
    },
  }
}

/** `Date.parse` takes the 31st of February for the 3rd of March. */
function toDate(day: string, iso: string): Date | null {
  const midnight = new Date(`${day}T00:00:00Z`)
  const value = new Date(iso)
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
  const year = value.getUTCFullYear()
  return exists && year >= 1 && year <= 9999 ? value : null
}
