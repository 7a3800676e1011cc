/** Milliseconds with the digits that mean something, seconds from ten of them: `0.54 ms`, `104 ms`, `12.5 s`. */
export function ms(value: number | null): string {
  if (value === null) return '–'
  if (value >= 10_000) return `${(value / 1000).toFixed(1)} s`
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`
}

/** @param value of 1: 0.998 is `99.8 %` */
export function share(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(value === 1 || value === 0 ? 0 : 1)} %`
}

/** `12,345` */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** `460/s`, and `0.5/s` where whole numbers would say nothing. */
export function perSecond(value: number): string {
  return `${value > 0 && value < 10 ? Number(value.toFixed(1)) : whole(value)}/s`
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Of a thousand each. */
export function bytes(value: number | null): string {
  if (value === null) return '–'
  const step = Math.min(byteUnits.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)))
  const scaled = value / 1000 ** step
  return `${step === 0 || scaled >= 100 ? Math.round(scaled) : Number(scaled.toFixed(scaled >= 10 ? 1 : 2))} ${byteUnits[step]}`
}

/** `3 boards` */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${whole(count)} ${count === 1 ? noun : nouns}`
}

/** `a`, `a and b`, `a, b and c` */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
