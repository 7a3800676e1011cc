import { encodePercent } from '../values/encode-percent.ts'
import { mark } from './mark.ts'

/** Takes given texts out of a text. */
export interface GivenSecrets {
  /** All of them. */
  all(text: string): string
  /** Only those that are no ordinary word: for a text that may only be a word by chance the same as a secret. */
  distinctive(text: string): string
}

/** Finds the given texts, and their forms in an address, in others. Shorter ones than four characters are left out. */
export function givenSecrets(secrets: Iterable<string>): GivenSecrets {
  const fit = [...secrets].filter(isFit)
  const distinctive = matcherOf(fit.filter(isDistinctive))
  const all = matcherOf(fit)
  return {
    all: (text) => (all === null ? text : text.replace(all, mark)),
    distinctive: (text) => (distinctive === null ? text : text.replace(distinctive, mark)),
  }
}

/** Shorter ones stand in ordinary words too; parts of the mark would be found in it again. */
function isFit(secret: string): boolean {
  return secret.length >= 4 && !mark.includes(secret)
}

/** No ordinary word, nor two with a dash: letters and digits mixed, signs that words do not have, or no end. */
function isDistinctive(secret: string): boolean {
  if (/[^\p{L}\p{N}\s._/-]|^[^\s._/-]{24,}$/u.test(secret)) return true
  return secret.length >= 8 && /\p{L}/u.test(secret) && /\p{N}/u.test(secret)
}

/** The longest first: one may begin with another. */
function matcherOf(secrets: readonly string[]): RegExp | null {
  const patterns = new Map(secrets.flatMap((secret) => formsOf(secret).map((form) => [form, patternOf(secret, form)])))
  const forms = [...patterns.keys()].sort((a, b) => b.length - a.length)
  return forms.length === 0 ? null : new RegExp(forms.map((form) => patterns.get(form)).join('|'), 'gu')
}

function formsOf(secret: string): readonly string[] {
  return [secret, encodePercent(secret)]
}

/** A word begins after no letter or digit, unless that is the end of an escape, as in `%20` and `\n`. */
const wordBegins = String.raw`(?:(?<![\p{L}\p{N}])|(?<=%[\dA-Fa-f]{2})|(?<=\\[bfnrt])|(?<=\\u[\dA-Fa-f]{4}))`
const wordEnds = String.raw`(?![\p{L}\p{N}])`

/** An ordinary word goes where it stands alone: the secret `rooms` is no part of `bedrooms`. */
function patternOf(secret: string, form: string): string {
  const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  if (isDistinctive(secret)) return literal
  const begins = /^[\p{L}\p{N}]/u.test(form) ? wordBegins : ''
  const ends = /[\p{L}\p{N}]$/u.test(form) ? wordEnds : ''
  return begins + literal + ends
}
