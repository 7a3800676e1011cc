import { units } from './units.ts'

/** `3 boards` */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${units.en.whole(count)} ${count === 1 ? noun : nouns}`
}

/** `was` of one, `were` of others. */
export function wasOrWere(count: number): string {
  return count === 1 ? 'was' : 'were'
}

/** `is` of one, `are` of others. */
export function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are'
}

/** Made when it is asked for: Intl is slow to begin, and most runs speak English. */
let ukrainian: Intl.PluralRules | undefined

/**
 * The form of a Ukrainian word that goes with a whole number: 1, 21 `рядок`; 2, 3, 24 `рядки`; 0, 5, 11 `рядків`.
 *
 * @param count a text is one of a sentence of either language: `1234`, `1,234`, `1 234`
 */
export function ukrainianForm(count: number | string, one: string, few: string, many: string): string {
  ukrainian ??= new Intl.PluralRules('uk')
  const rule = ukrainian.select(Math.round(countOf(count)))
  return rule === 'one' ? one : rule === 'few' ? few : many
}

/** `3 рядки`. @param count as {@link ukrainianForm} has it */
export function ukrainianPlural(count: number | string, one: string, few: string, many: string): string {
  return `${units.uk.whole(countOf(count))} ${ukrainianForm(count, one, few, many)}`
}

function countOf(count: number | string): number {
  return typeof count === 'number' ? count : Number(count.replaceAll(/[\s,]/g, ''))
}
