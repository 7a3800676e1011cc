import { nullProblem, problem, type Field } from './field.ts'

const instantFormats =
  'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].'
/** Hour 24, which `Date.parse` takes for the next day, is none to Django. */
const instantPattern =
  /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:?\d{2})?$/i

/** Without an offset it is UTC. */
export function instant(): Field<Date> {
  return {
    schema: { type: 'string', format: 'date-time' },
    read: (given) => {
      if (given === null) return nullProblem
      const [, day, time, offset = 'Z'] = typeof given === 'string' ? (instantPattern.exec(given.trim()) ?? []) : []
      const value = day === undefined ? null : toDate(day, `${day}T${time}${offset.toUpperCase()}`)
      if (value === null) return problem(instantFormats)
      return value < earliest || value >= latest ? problem('Datetime value out of range.') : { value }
    },
  }
}

/** A day from both ends of what four digits of a year can say: a clock elsewhere shows the day before, or after. */
const earliest = new Date('0001-01-02T00:00:00Z')
const latest = new Date('9999-12-31T00:00:00Z')

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

function toDate(day: string, iso: string): Date | null {
  const value = new Date(iso)
  return isDay(day) && !Number.isNaN(value.getTime()) ? value : null
}

/** Whether there is such a day, as `2026-05-01`: `Date.parse` takes the 31st of February for the 3rd of March. */
export function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`)
  // PostgreSQL has no year 0.
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text) && !text.startsWith('0000')
}
