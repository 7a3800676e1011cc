import type { Locale } from '../locale.ts'

/** A moment in the words of people. */
export interface MomentWords {
  /** `середа, 5 листопада, 14:00` */
  readonly label: string
  /** `в середу, 5 листопада, о 14:00`: fits behind a vowel. */
  readonly on: string
  /** `5 листопада` */
  readonly day: string
  /** `14:00` */
  readonly clock: string
}

const formatter = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Kyiv',
  weekday: 'short',
  day: 'numeric',
  month: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const shortDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Not asked of Intl: its words change with the version of Node, and a seed's must not. */
const words = {
  uk: {
    days: ['понеділок', 'вівторок', 'середа', 'четвер', 'п’ятниця', 'субота', 'неділя'],
    onDays: ['в понеділок', 'у вівторок', 'в середу', 'в четвер', 'в п’ятницю', 'в суботу', 'в неділю'],
    months: [
      'січня',
      'лютого',
      'березня',
      'квітня',
      'травня',
      'червня',
      'липня',
      'серпня',
      'вересня',
      'жовтня',
      'листопада',
      'грудня',
    ],
  },
  en: {
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    onDays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((day) => `on ${day}`),
    months: [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
  },
}

/** As the clocks of Kyiv show it. */
export function wordsOf(date: Date, locale: Locale): MomentWords {
  const parts = Object.fromEntries(formatter.formatToParts(date).map(({ type, value }) => [type, value]))
  const { weekday = '', hour = '', minute = '' } = parts
  const { days, onDays, months } = words[locale]
  const weekdayIndex = shortDays.indexOf(weekday)
  const clock = `${hour}:${minute}`
  const day = `${Number(parts['day'])} ${months[Number(parts['month']) - 1]}`
  const at = locale === 'en' ? 'at' : preposition(hour)
  return {
    label: `${days[weekdayIndex]}, ${day}, ${clock}`,
    on: `${onDays[weekdayIndex]}, ${day}, ${at} ${clock}`,
    day,
    clock,
  }
}

/** Об одинадцятій, о дванадцятій. */
function preposition(hour: string): string {
  return hour === '11' ? 'об' : 'о'
}
