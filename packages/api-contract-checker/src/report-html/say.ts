import type { Language } from '@m4sh/tools-core/language'
import type { Counted } from '../language/en/counted.ts'

/** `{shown} of {count} rows` with its pieces, numbers as the language has them. templates/report.js says the same. */
export function say(
  language: Language,
  sentence: string | Counted,
  values: Readonly<Record<string, string | number>>,
): string {
  const text =
    typeof sentence === 'string'
      ? sentence
      : (sentence[new Intl.PluralRules(language).select(Number(values['count']))] ?? sentence.other)
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = values[name]
    return typeof value === 'number' ? value.toLocaleString(language) : (value ?? braces)
  })
}
