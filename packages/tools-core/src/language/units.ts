import type { Language } from './language.ts'

/** How a language writes numbers and their units. What is `null` is unknown and a dash. */
export interface Units {
  /** Milliseconds with the digits that mean something, seconds from ten of them: `0.54 ms`, `104 ms`, `12.5 s`. */
  readonly ms: (value: number | null) => string
  /** @param value of 1: 0.998 is `99.8 %` */
  readonly share: (value: number | null) => string
  /** `12,345` */
  readonly whole: (value: number) => string
  /** So many digits behind the point, all of them shown: `12.0`. */
  readonly fixed: (value: number, digits: number) => string
  /** `460/s`, and `0.5/s` where whole numbers would say nothing. */
  readonly perSecond: (value: number) => string
  /** Of a thousand each: `12.5 kB`. */
  readonly bytes: (value: number | null) => string
  /** `12.5 kB/s` */
  readonly bytesPerSecond: (value: number) => string
  /** Six digits of a figure of any kind, and no more than it has: `8.10811`. */
  readonly figure: (value: number) => string
  /** `104 ms`, `12500 ms` of a figure that stays in milliseconds. */
  readonly figureMs: (value: number) => string
  /** `2.5 s` of a figure that is in seconds. */
  readonly seconds: (value: number) => string
  /** `2.0 s`: to a tenth. */
  readonly secondsFixed: (value: number) => string
  /** `a`, `a and b`, `a, b and c` */
  readonly listed: (parts: readonly string[]) => string
}

interface Writing {
  /** For whole numbers; a formatter of its own would be made by everybody who loads this, and Intl is slow to begin. */
  readonly locale: string
  /** Of text as `toFixed` writes it. */
  readonly decimal: (text: string) => string
  readonly ms: string
  readonly s: string
  readonly bytes: readonly string[]
  readonly and: string
}

const writings: Readonly<Record<Language, Writing>> = {
  en: {
    locale: 'en-US',
    decimal: (text) => text,
    ms: 'ms',
    s: 's',
    bytes: ['B', 'kB', 'MB', 'GB', 'TB'],
    and: 'and',
  },
  uk: {
    locale: 'uk-UA',
    decimal: (text) => text.replace('.', ','),
    ms: 'мс',
    s: 'с',
    bytes: ['Б', 'кБ', 'МБ', 'ГБ', 'ТБ'],
    and: 'і',
  },
}

export const unknownFigure = '–'

function unitsOf({ locale, decimal, ms, s, bytes, and }: Writing): Units {
  const fixed = (value: number, digits: number) => decimal(value.toFixed(digits))
  // Half away from zero and never −0, as `Math.round` has it, and not half to even.
  const whole = (value: number) => Math.round(value).toLocaleString(locale)
  const figure = (value: number) => decimal(String(Number.isInteger(value) ? value : Number(value.toPrecision(6))))
  const ofBytes = (value: number | null) => {
    if (value === null) return unknownFigure
    const fitting = bytes.findIndex((_, at) => Math.round(value / 1000 ** at) < 1000)
    const step = fitting < 0 ? bytes.length - 1 : fitting
    const scaled = value / 1000 ** step
    const text = step === 0 || scaled >= 100 ? Math.round(scaled) : Number(scaled.toFixed(scaled >= 10 ? 1 : 2))
    return `${decimal(String(text))} ${bytes[step] ?? ''}`
  }
  return {
    whole,
    fixed,
    figure,
    bytes: ofBytes,
    bytesPerSecond: (value) => `${ofBytes(value)}/${s}`,
    secondsFixed: (value) => `${fixed(value, 1)} ${s}`,
    figureMs: (value) => `${figure(value)} ${ms}`,
    seconds: (value) => `${figure(value)} ${s}`,
    ms(value) {
      if (value === null) return unknownFigure
      if (value >= 9999.5) return `${fixed(value / 1000, 1)} ${s}`
      return `${fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0)} ${ms}`
    },
    share: (value) => (value === null ? unknownFigure : `${fixed(value * 100, value === 1 || value === 0 ? 0 : 1)} %`),
    perSecond: (value) => `${value > 0 && value < 10 ? decimal(String(Number(value.toFixed(1)))) : whole(value)}/${s}`,
    listed: (parts) => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1)}`),
  }
}

/** Of each language. */
export const units: Readonly<Record<Language, Units>> = { en: unitsOf(writings.en), uk: unitsOf(writings.uk) }
